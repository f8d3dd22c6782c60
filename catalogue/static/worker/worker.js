/* The service worker, below its VERSION and FILES, which the site writes above it.

   Keeps this release's static files, the page 我的学习 and the page to show without a network. Everything else goes to
   the network as if this worker were not there; nothing that anybody looked at is kept. */

const PREFIX = "catalogue-";
const CACHE = PREFIX + VERSION;

self.addEventListener("install", (event) => {
  const fresh = FILES.concat(PAGES).map((address) => new Request(address, { cache: "reload" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(fresh)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith(PREFIX) && name !== CACHE;
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

async function kept(address) {
  const cache = await caches.open(CACHE);
  return cache.match(address, { ignoreVary: true });
}

async function file(request) {
  return (await kept(request.url)) || fetch(request);
}

async function page(request) {
  try {
    return await fetch(request);
  } catch (offline) {
    const path = new URL(request.url).pathname;
    const same = PAGES.includes(path) ? await kept(path) : undefined;
    return same || (await kept(OFFLINE)) || Response.error();
  }
}

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (FILES.includes(url.pathname + url.search)) event.respondWith(file(request));
  else if (request.mode === "navigate" && !NEVER.test(url.pathname)) event.respondWith(page(request));
});
