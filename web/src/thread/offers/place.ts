/** Where an offered address leads. Pure. */
import { safeAddress } from '../../text/links';

export interface Place {
  readonly href: string;
  /** Shown beside it: letters of other scripts are spelt out (`xn--…`), so that no host looks like another. */
  readonly host: string;
}

/** Null for what must not be opened: anything but https, and what hides where it leads. */
export function placeOf(address: string): Place | null {
  const href = safeAddress(address);
  if (href === null) return null;
  const { protocol, host } = new URL(href);
  return protocol === 'https:' ? { href, host } : null;
}
