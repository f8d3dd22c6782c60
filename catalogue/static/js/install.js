/* Registers the service worker, and offers "install" on the pages that have a place for it where the browser can. */

(function () {
  "use strict";

  const SETTLED_MS = 3000;
  let offer = null;

  /* What the worker keeps is not for this view: it waits until the page has what it needs. */
  function registerLater() {
    setTimeout(() => navigator.serviceWorker.register("/sw.js").catch(() => {}), SETTLED_MS);
  }

  function keepOffer(event) {
    const place = document.getElementById("install");
    if (!place) return;
    event.preventDefault();
    offer = event;
    place.hidden = false;
    place.querySelector("button").addEventListener("click", () => {
      offer.prompt();
      place.hidden = true;
    }, { once: true });
  }

  if (!("serviceWorker" in navigator) || !window.isSecureContext) return;
  window.addEventListener("beforeinstallprompt", keepOffer);
  if (document.readyState === "complete") registerLater();
  else window.addEventListener("load", registerLater);
})();
