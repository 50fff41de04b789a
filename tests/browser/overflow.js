// What makes the page scroll sideways: the innermost elements that reach out of the window. Nothing if it does not.
const width = window.innerWidth;
if (document.documentElement.scrollWidth <= width) return null;
const scrolls = (element) => getComputedStyle(element).overflowX !== "visible";
const within = (element) => {
  for (let up = element.parentElement; up !== document.body && up; up = up.parentElement) if (scrolls(up)) return true;
  return false;
};
const reaches = (element) => {
  const box = element.getBoundingClientRect();
  return box.width > 0 && (box.right > width + 0.5 || box.left < -0.5) && !within(element);
};
const out = [...document.body.querySelectorAll("*")].filter(reaches);
const innermost = out.filter((element) => !out.some((other) => other !== element && element.contains(other)));
const names = innermost.map((element) => `<${element.localName} class="${element.className}"> ${element.textContent.trim().slice(0, 40)}`);
return `${document.documentElement.scrollWidth} px wide: ${names.slice(0, 3).join("; ")}`;
