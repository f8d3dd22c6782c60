/* Registers the service worker, and offers "install" on the pages that have a place for it where the browser can. */

(function () {
  "use strict";

  let offer = null;

  function register() {
    navigator.serviceWorker.register("/sw.js").catch(() => {});
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
  if (document.readyState === "complete") register();
  else window.addEventListener("load", register);
})();
