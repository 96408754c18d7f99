/**
 * What a brand keeps no longer, or took back before it was read: events and entries of its journal without their content. Pure: gives the same object where there is
 * nothing to take out, so that what is unchanged is not drawn again.
 */
import type { Body, Conversation, Event, JournalEntry } from './wire';

const nothing: Body = { v: 1, text: '' };

/** Up to which `seq` of the log, and of the journal, there is no content. */
export interface Removed {
  readonly log: number;
  readonly journal: number;
  /** Events by themselves. */
  readonly recalled: readonly number[];
}

export function removedOf(conversation: Conversation | undefined): Removed {
  return {
    log: conversation?.removed?.through ?? 0,
    journal: conversation?.thread?.journal_removed ?? 0,
    recalled: conversation?.recalled ?? [],
  };
}

/** Of two that are known what reaches further: nothing ever comes back. */
export function furthest(one: Removed, other: Removed): Removed {
  return {
    log: Math.max(one.log, other.log),
    journal: Math.max(one.journal, other.journal),
    // What stands there once stands there for good, so the longer has all of the other.
    recalled: one.recalled.length > other.recalled.length ? one.recalled : other.recalled,
  };
}

export function emptiedEvents(events: readonly Event[], removed: Removed | undefined): readonly Event[] {
  const { log: upTo, recalled }: Omit<Removed, 'journal'> = removed ?? { log: 0, recalled: [] };
  if (upTo === 0 && recalled.length === 0) return events;
  const isGone = ({ seq }: Event) => seq <= upTo || recalled.includes(seq);
  return events.map((event) => (isGone(event) ? emptyEvent(event) : event));
}

export function emptiedEntries(
  entries: readonly JournalEntry[],
  removed: Removed | undefined,
): readonly JournalEntry[] {
  const upTo = removed?.journal ?? 0;
  return upTo === 0 ? entries : entries.map((entry) => (entry.seq > upTo ? entry : emptyEntry(entry)));
}

export function emptyEvent(event: Event): Event {
  return isEmpty(event.body) ? event : { ...event, body: nothing };
}

/** Notes, and what a bot wrote down of the customer's words, go; what was done by whom stays. */
export function emptyEntry(entry: JournalEntry): JournalEntry {
  const { what } = entry;
  if (what.kind === 'note')
    return isEmpty(what.body) ? entry : { ...entry, what: { ...what, body: nothing } };
  if (what.kind !== 'handed_over') return entry;
  const { kind, reason, team } = what;
  const bare = { kind, reason, ...(team !== undefined && { team }) };
  return Object.keys(what).length === Object.keys(bare).length ? entry : { ...entry, what: bare };
}

function isEmpty(body: Body): boolean {
  return body.text === '' && Object.keys(body).length === 2;
}
