// Notes how everything that may get the focus looks without it, and where the focus starts: at the top.
const look = (element) => {
  const style = getComputedStyle(element);
  return ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "backgroundColor"].map((name) => style[name]).join("|");
};
window.look = look;
window.before = new Map([...document.querySelectorAll("*")].map((element) => [element, look(element)]));
