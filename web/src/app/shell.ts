/** The service worker that keeps the app's own files, and what to do when they are of another version. */
const lastReloadKey = 'subrosa.reloaded';
const reloadPauseMilliseconds = 60_000;

export function keepShell(): void {
  // A part that is loaded late is gone when the server was upgraded meanwhile: the new page has its own.
  window.addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(lastReloadKey) ?? 0);
    if (!navigator.onLine || Date.now() - last < reloadPauseMilliseconds) return;
    event.preventDefault();
    sessionStorage.setItem(lastReloadKey, String(Date.now()));
    location.reload();
  });
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  navigator.serviceWorker.register('/service-worker.js').catch(() => {
    // Private windows and plain HTTP have none: the app works, only not without a network.
  });
}
