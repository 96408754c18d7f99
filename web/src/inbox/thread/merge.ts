/**
 * The brand's journal laid beside the messages of a thread: what stands above and below each. Pure.
 *
 * What was written together with a message (its ticket opened, its writer took the thread) stands above it; what was
 * done later, notes and what a bot hands over stand below the message that was the newest then.
 */
import type { Body, HandedOver, JournalEntry, Message, Problem } from '../../engine';

export interface Note {
  readonly kind: 'note';
  readonly key: string;
  readonly author: string;
  readonly at: number;
  readonly body: Body;
  readonly rule?: string | undefined;
  readonly pending: Message['pending'];
  readonly problem: Problem | null;
}

/** A ticket begins or ends here. */
export interface Boundary {
  readonly kind: 'boundary';
  readonly key: string;
  readonly entry: JournalEntry;
  readonly rule?: string | undefined;
}

/** Something else that was done. */
export interface Deed {
  readonly kind: 'deed';
  readonly key: string;
  readonly entry: JournalEntry;
  /** What the rule is called that did it. */
  readonly rule?: string | undefined;
}

/** A bot gave the thread to people. */
export interface Handover {
  readonly kind: 'handover';
  readonly key: string;
  readonly author: string;
  readonly at: number;
  readonly what: HandedOver;
}

export type Item = Note | Boundary | Deed | Handover;

export interface Beside {
  readonly above: readonly Item[];
  readonly below: readonly Item[];
}

export interface Merged {
  /** By the `seq` of the message. */
  readonly beside: ReadonlyMap<number, Beside>;
  /** How many times something stood between two messages, up to each: what it parts does not stand together. */
  readonly parts: ReadonlyMap<number, number>;
}

export function merge(
  messages: readonly Message[],
  journal: readonly JournalEntry[],
  waiting: readonly Message[],
  /** Who writes here. */
  member: string,
): Merged {
  const taken = messages.filter((message): message is Message & { seq: number } => message.seq !== null);
  const lists = new Map(taken.map(({ seq }) => [seq, { above: [] as Item[], below: [] as Item[] }]));
  const seqs = taken.map(({ seq }) => seq);
  const atOf = new Map(taken.map(({ seq, at }) => [seq, at]));
  let handover: JournalEntry | null = null;
  const rules = rulesOf(journal);
  for (const entry of journal) {
    if (entry.what.kind === 'handed_over') handover = entry;
    // That the thread is nobody's then goes without saying.
    else if (handover && isPartOf(handover, entry)) continue;
    const item = itemOf(entry, rules.get(entry.seq));
    const seq = lastUpTo(seqs, entry.after);
    const list = seq === undefined ? undefined : lists.get(seq);
    if (!item || !list) continue;
    const isAfterwards = item.kind === 'note' || item.kind === 'handover' || entry.what.kind === 'rated';
    const isWithMessage = seq === entry.after && atOf.get(seq) === entry.at && !isAfterwards;
    (isWithMessage ? list.above : list.below).push(item);
  }
  const written = new Set(journal.map(({ client_id }) => client_id));
  const last = lists.get(seqs.at(-1) ?? -1);
  for (const message of waiting)
    if (!written.has(message.key)) last?.below.push({ ...noteOf(message), author: member });

  const parts = new Map<number, number>();
  let part = 0;
  for (const [seq, { above, below }] of lists) {
    if (above.length > 0) part += 1;
    parts.set(seq, part);
    if (below.length > 0) part += 1;
  }
  return { beside: lists, parts };
}

function isPartOf(handover: JournalEntry, { what, at, author }: JournalEntry): boolean {
  const isNobodys = (what.kind === 'assigned' && what.to === undefined) || what.kind === 'transferred';
  return isNobodys && at === handover.at && author === handover.author;
}

/** What the rules are called that did something, by the `seq` of what they did. */
function rulesOf(journal: readonly JournalEntry[]): Map<number, string> {
  const names = new Map<number, string>();
  for (const { seq, what } of journal) {
    if (what.kind !== 'rule_ran') continue;
    for (let done = 1; done <= what.did; done += 1) names.set(seq + done, what.name);
  }
  return names;
}

function itemOf(entry: JournalEntry, rule: string | undefined): Item | null {
  const key = entry.client_id ?? entry.id;
  const { what, author, at } = entry;
  switch (what.kind) {
    case 'note':
      // What was noted is kept no longer.
      if (what.body.text === '') return null;
      return { kind: 'note', key, author, at, rule, body: what.body, pending: null, problem: null };
    case 'handed_over':
      return { kind: 'handover', key, author, at, what };
    case 'opened':
    case 'reopened':
      return { kind: 'boundary', key, entry, rule };
    case 'status':
      return { kind: what.to === 'resolved' ? 'boundary' : 'deed', key, entry, rule };
    case 'assigned':
    case 'transferred':
    case 'prioritised':
    case 'labelled':
    case 'order_verified':
    case 'asked':
    case 'rated':
    case 'closed':
    case 'scheduled':
    case 'unscheduled':
    case 'held':
    case 'due_soon':
    case 'breached':
      return { kind: 'deed', key, entry, rule };
    case 'rule_ran':
      // What it changed names it; its words have nobody else beside them.
      return what.seq === undefined ? null : { kind: 'deed', key, entry, rule };
    // What the customer reads, too, stands there as a message.
    case 'disputed':
      return what.seq === undefined ? { kind: 'deed', key, entry, rule } : null;
    default:
      // Who replied stands at the message itself, and what was kept is no news; what a newer server writes is not known here.
      return null;
  }
}

function noteOf({ key, at, body, pending, problem }: Message): Omit<Note, 'author'> {
  return { kind: 'note', key, at, body, pending, problem };
}

/** The last of rising numbers that is not above a bound. */
function lastUpTo(seqs: readonly number[], most: number): number | undefined {
  let low = 0;
  let high = seqs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((seqs[middle] ?? Infinity) <= most) low = middle + 1;
    else high = middle;
  }
  return seqs[low - 1];
}
