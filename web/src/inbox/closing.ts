/** When a pending ticket is resolved by itself, as the server does it. Pure. */
import type { Brand, Conversation } from '../engine';

const day = 24 * 60 * 60_000;

/** Null where it is not; a reply that waits to be sent comes first. */
export function closesAt(thread: Conversation['thread'], closes: Brand['closes']): number | null {
  const quiet = thread?.ticket?.quiet_since;
  if (!closes || quiet === undefined || thread?.reply_due_at !== undefined) return null;
  return Math.max(quiet, closes.since) + closes.days * day;
}
