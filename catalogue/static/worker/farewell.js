/* The service worker that replaces ours when the site switches it off: deletes what was kept and takes its leave. */

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  const ours = (name) => name.startsWith("catalogue-");
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter(ours).map((name) => caches.delete(name))))
      .then(() => self.registration.unregister()),
  );
});
