// What needs a script and is not missed without one: buttons that copy code, and contents that say where the reader is.

// A page in another language than its newsletter brings its own words.
const words = { ...document.currentScript.dataset, ...document.querySelector("main").dataset };

function copyButton(pre) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = words.copy;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(pre.textContent);
    button.textContent = words.copied;
    setTimeout(() => (button.textContent = words.copy), 2000);
  });
  return button;
}

function addCopyButtons() {
  for (const pre of document.querySelectorAll("pre")) {
    const box = document.createElement("div");
    box.className = "code";
    pre.replaceWith(box);
    box.append(pre, copyButton(pre));
  }
}

const wide = matchMedia("(min-width: 62em)");

// Beside the text they are open, above it they are closed at first.
function openContents(fold) {
  const open = () => (fold.open = wide.matches);
  wide.addEventListener("change", open);
  open();
}

// The last place above the reader's eyes is where the reader is. Links above the text are out of sight by then.
function followReader(links) {
  const places = links.map((link) => [document.getElementById(decodeURIComponent(link.hash.slice(1))), link]);
  let current;
  const follow = () => {
    if (!wide.matches) return;
    const [, link] = places.findLast(([place]) => place?.getBoundingClientRect().top < innerHeight / 4) ?? [];
    if (link === current) return;
    current?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "location");
    current = link;
    const rail = links[0].closest(".rail");
    rail.scrollTop = link ? link.offsetTop - rail.clientHeight / 2 : 0;
  };
  addEventListener("scroll", follow, { passive: true });
}

if (navigator.clipboard) addCopyButtons();
const fold = document.querySelector(".contents > details");
if (fold) openContents(fold);
const ways = [...document.querySelectorAll(".rail a[href^='#']")];
if (ways.length) followReader(ways);
