/**
 * The way to a brand's identity provider and back. What this browser set out with is kept for this tab alone, so that nobody else's way
 * ends here.
 */
const key = 'subrosa-sign-on';

/** Goes there. */
export function setOut({ address, state }: { address: string; state: string }): void {
  sessionStorage.setItem(key, state);
  location.assign(address);
}

/** What someone came back with; null when nobody comes back. */
export interface Return {
  state: string;
  /** Null when the provider would not. */
  code: string | null;
  /** Whether it is this tab that set out. */
  mine: boolean;
}

/** Takes it out of the address, where it would be of no use a second time. */
export function comeBack(): Return | null {
  const query = new URLSearchParams(location.search);
  const state = query.get('state');
  if (state === null) return null;
  history.replaceState(history.state, '', location.pathname);
  const mine = sessionStorage.getItem(key) === state;
  sessionStorage.removeItem(key);
  return { state, code: query.get('code'), mine };
}
