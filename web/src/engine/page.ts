/**
 * What the browser tells of the page: network gone and back, seen and left.
 */
export interface PageHooks {
  online(): void;
  offline(): void;
  /** The page is seen again. */
  shown(): void;
  /** The page is being left, perhaps for good: the last moment to write. */
  left(): void;
}

/** Begins to listen; returns how to stop. Outside of browsers nothing is heard. */
export function watchPage(hooks: PageHooks): () => void {
  if (typeof window === 'undefined') return () => undefined;
  const stop = new AbortController();
  const options = { signal: stop.signal };
  const visibility = () => (document.visibilityState === 'visible' ? hooks.shown() : hooks.left());
  window.addEventListener('online', hooks.online, options);
  window.addEventListener('offline', hooks.offline, options);
  window.addEventListener('pagehide', hooks.left, options);
  document.addEventListener('visibilitychange', visibility, options);
  return () => stop.abort();
}
