/**
 * Addresses and history. Routes are data; the address bar is the only place where "where am I" is kept.
 * Never decides who may see a page: `App.svelte` does, from the engine's phase.
 */
import { parse, type Route } from './routes';

/** What a history entry remembers: the path from which it was reached inside the app. */
interface Step {
  readonly from: string;
}

class Router {
  route: Route = $state.raw(parse(location.pathname));

  constructor() {
    window.addEventListener('popstate', () => {
      this.route = parse(location.pathname);
    });
  }

  go(path: string): void {
    if (path === location.pathname) return;
    const step: Step = { from: location.pathname };
    history.pushState(step, '', path);
    this.route = parse(path);
  }

  /** Goes there without a step to come back to. */
  replace(path: string): void {
    history.replaceState(history.state, '', path);
    this.route = parse(path);
  }

  /** To the list: back when that is where one came from, so that history does not pile up. */
  up(to = '/'): void {
    const step = history.state as Step | null;
    if (step?.from === to) history.back();
    else this.replace(to);
  }

  /** Follows plain clicks on links of this app; everything else is the browser's. */
  follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || link.target || link.origin !== location.origin || link.hash) return;
    if (parse(link.pathname).page === 'unknown') return;
    event.preventDefault();
    this.go(link.pathname);
  }
}

export const router = new Router();
