// Loads the page again when the newsletter has changed, also while the server or this tab slept.
(() => {
  const shown = document.currentScript.dataset.state;
  let events;
  function listen() {
    events?.close();
    // A browser opens few connections to a server, so a tab that nobody sees gives its own back.
    if (document.hidden) return;
    events = new EventSource("/_offprint/events");
    events.addEventListener("state", (event) => {
      if (event.data === shown) return;
      events.close();
      location.reload();
    });
  }
  document.addEventListener("visibilitychange", listen);
  addEventListener("pageshow", listen);
  addEventListener("pagehide", () => events?.close());
})();
