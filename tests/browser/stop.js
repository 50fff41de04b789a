// Where the focus is, and what is wrong with how it shows. `null` outside of the page.
const stop = document.activeElement;
if (!stop || stop === document.body) return null;
const box = stop.getBoundingClientRect();
const faults = [];
if (window.look(stop) === window.before.get(stop)) faults.push("looks as without the focus");
if (box.width < 2 || box.height < 2) faults.push(`is ${box.width} by ${box.height} px`);
// A link may run over two lines, so its middle may lie beside it: its first line counts.
const line = stop.getClientRects()[0] ?? box;
const x = line.left + line.width / 2;
const y = line.top + line.height / 2;
const top = document.elementFromPoint(x, y);
if (!top) faults.push("is out of sight");
else if (!stop.contains(top) && !top.contains(stop)) faults.push(`is under <${top.localName} class="${top.className}">`);
const number = [...document.querySelectorAll("*")].indexOf(stop);
return { number, name: `<${stop.localName} class="${stop.className}"> ${stop.textContent.trim().slice(0, 40)}`, faults: faults.join(", ") };
