// Loads the page again when the newsletter has changed, also while the server or this tab slept. Where only stylesheets
// changed, they are exchanged in the page as it stands.
(() => {
  let shown = document.currentScript.dataset.state;
  const place = "offprint-place";
  let events;

  // A state's name up to its last dot: what it shows but for its stylesheets.
  const content = (state) => state.slice(0, state.lastIndexOf("."));
  const sheets = (root) => [...root.querySelectorAll('link[rel~="stylesheet"]')];

  function load() {
    events?.close();
    sessionStorage.setItem(place, JSON.stringify([location.pathname, scrollX, scrollY]));
    location.reload();
  }

  function comeBack() {
    const [path, x, y] = JSON.parse(sessionStorage.getItem(place) ?? "[]");
    sessionStorage.removeItem(place);
    if (path === location.pathname) scrollTo({ left: x, top: y, behavior: "instant" });
  }

  async function restyle(state) {
    const answer = await fetch(location.href);
    const fresh = sheets(new DOMParser().parseFromString(await answer.text(), "text/html"));
    const old = sheets(document);
    if (fresh.length !== old.length) return load();
    shown = state;
    fresh.forEach((sheet, index) => {
      const next = old[index].cloneNode();
      const address = new URL(sheet.getAttribute("href"), location.href);
      address.searchParams.set("state", state);
      next.href = address.href;
      next.onload = next.onerror = () => old[index].remove();
      old[index].after(next);
    });
  }

  function listen() {
    events?.close();
    // A browser opens few connections to a server, so a tab that nobody sees gives its own back.
    if (document.hidden) return;
    events = new EventSource("/_offprint/events");
    events.addEventListener("state", ({ data }) => {
      if (data === shown) return;
      if (content(data) === content(shown)) restyle(data).catch(load);
      else load();
    });
  }

  comeBack();
  document.addEventListener("visibilitychange", listen);
  addEventListener("pageshow", listen);
  addEventListener("pagehide", () => events?.close());
})();
