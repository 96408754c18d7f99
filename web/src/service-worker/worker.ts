/**
 * Keeps the app itself (page, scripts, styles) at hand, so that opening and reloading work without a network.
 * It never touches `/v1/`: people's data belongs to the engine, never to this cache.
 */
/// <reference no-default-lib="true"/>
/// <reference lib="es2023" />
/// <reference lib="webworker" />

declare const SHELL_VERSION: string;
declare const SHELL_FILES: readonly string[];

const worker = self as unknown as ServiceWorkerGlobalScope;
const cacheName = `shell-${SHELL_VERSION}`;
/** How long a slow network may hold up a page that is at hand. */
const patienceMilliseconds = 3_000;

worker.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(cacheName)
      .then((cache) => cache.addAll(SHELL_FILES.map((file) => new Request(file, { cache: 'no-cache' }))))
      .then(() => worker.skipWaiting()),
  );
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(names.filter((name) => name !== cacheName).map((name) => caches.delete(name))),
      )
      .then(() => worker.clients.claim()),
  );
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== 'GET' || address.origin !== worker.location.origin) return;
  if (address.pathname.startsWith('/assets/')) {
    event.respondWith(asset(request));
  } else if (SHELL_FILES.includes(address.pathname) && request.mode !== 'navigate') {
    event.respondWith(fromCache(request));
  } else if (request.mode === 'navigate' && isAppRoute(address.pathname)) {
    event.respondWith(page(request));
  }
});

/** Addresses that the app itself draws; the rest (API, its documentation) is the server's. */
function isAppRoute(path: string): boolean {
  return /^\/(c\/[^/]+|settings(\/[^/]+)?|about|sign-in|sign-up)?$/.test(path);
}

async function fromCache(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

/** Files under `assets/` never change: what was loaded once is kept. */
async function asset(request: Request): Promise<Response> {
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept) return kept;
  const fresh = await fetch(request);
  if (fresh.ok) {
    const copy = fresh.clone();
    void caches.open(cacheName).then((cache) => cache.put(request, copy));
  }
  return fresh;
}

/** The newest page while the network is quick, the kept one when it is not. */
async function page(request: Request): Promise<Response> {
  const kept = await caches.match('/', { ignoreVary: true });
  if (!kept) return fetch(request);
  const limit = AbortSignal.timeout(patienceMilliseconds);
  try {
    const fresh = await fetch(request.url, { signal: limit, credentials: 'same-origin' });
    return fresh.ok ? fresh : kept;
  } catch {
    return kept;
  }
}
