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

// Beside the text they are open, above it they are closed at first.
function openContents(fold) {
  const wide = matchMedia("(min-width: 62em)");
  const open = () => (fold.open = wide.matches);
  wide.addEventListener("change", open);
  open();
}

function followReader(links) {
  const byTarget = new Map();
  for (const link of links) {
    byTarget.set(document.getElementById(decodeURIComponent(link.hash.slice(1))), link);
  }
  const seen = new IntersectionObserver(
    (changes) => {
      const entered = changes.filter((change) => change.isIntersecting).pop();
      if (!entered) return;
      links.forEach((link) => link.removeAttribute("aria-current"));
      const link = byTarget.get(entered.target);
      link.setAttribute("aria-current", "location");
      const rail = link.closest(".rail");
      rail.scrollTop = link.offsetTop - rail.clientHeight / 2;
    },
    { rootMargin: "0px 0px -75% 0px" },
  );
  for (const target of byTarget.keys()) {
    if (target) seen.observe(target);
  }
}

if (navigator.clipboard) addCopyButtons();
const fold = document.querySelector(".contents > details");
if (fold) {
  openContents(fold);
  followReader(fold.querySelectorAll("a[href^='#']"));
}
