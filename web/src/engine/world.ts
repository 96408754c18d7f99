/**
 * The account's world as this tab knows it, in memory: the account, its conversations, their logs and, for a brand,
 * journals, and the position all of it stands for. Applies snapshots, entries and pages by the rules of the sync contract.
 * Never waits and never talks: whatever it learns it reports as a change.
 */
import { type Position, parseCursor, positionAt } from './cursor';
import { EventLog } from './event-log';
import { emptiedEntries, emptiedEvents, emptyEntry, emptyEvent, removedOf } from './removed';
import type {
  Conversation,
  ConversationId,
  ConversationPage,
  ConversationWithEvents,
  Cursor,
  Entry,
  Event,
  JournalEntry,
  Me,
  Snapshot,
} from './wire';

export type Change =
  | { kind: 'me' }
  /** A conversation's state, or events that came with it. */
  | {
      kind: 'conversation';
      id: ConversationId;
      events: readonly Event[];
      journal: readonly JournalEntry[];
    }
  /** Older events, read back. */
  | { kind: 'history'; id: ConversationId }
  /** Everything is another; `rewound` when it is the same life of the store, which no longer knew our position. */
  | { kind: 'replaced'; rewound: boolean }
  /** The list's next page begins elsewhere. */
  | { kind: 'next' }
  /** Only the position moved. */
  | { kind: 'position' };

/** `gap`: something between the position and the entry is missing; ask the server from the position. */
export type Applied = 'applied' | 'seen' | 'gap';

/** A conversation as it is kept: its state and its newest message, for the list. */
export interface Held {
  conversation: Conversation;
  latest: Event | null;
}

export class World {
  position: Position | null = null;
  me: Me | null = null;
  /** Where the list goes on beyond what is held: undefined when nothing was loaded yet, null at its end. */
  next: string | null | undefined;
  /** How often everything became another. */
  lives = 0;
  readonly conversations = new Map<ConversationId, Held>();
  readonly #logs = new Map<ConversationId, EventLog>();
  readonly #journals = new Map<ConversationId, EventLog<JournalEntry>>();

  constructor(private readonly changed: (change: Change) => void) {}

  /** The log of a conversation, as far as it is in memory. */
  log(id: ConversationId): EventLog {
    let log = this.#logs.get(id);
    if (!log) this.#logs.set(id, (log = new EventLog()));
    return log;
  }

  /** The brand's journal of a conversation, as far as it is in memory. */
  journal(id: ConversationId): EventLog<JournalEntry> {
    let journal = this.#journals.get(id);
    if (!journal) this.#journals.set(id, (journal = new EventLog<JournalEntry>()));
    return journal;
  }

  /** What the disk held, before anything else is known. */
  restore(basis: { position: Position; me: Me; next: string | null }, conversations: readonly Held[]): void {
    Object.assign(this, basis);
    for (const held of conversations) this.conversations.set(held.conversation.id, held);
  }

  apply(entry: Entry): Applied {
    if (!this.position || entry.previous > this.position.number) return 'gap';
    if (entry.number <= this.position.number) return 'seen';
    // First the position, so that whoever hears of the change finds both together.
    this.position = positionAt(this.position.epoch, entry.number, entry.from);
    if ('me' in entry) {
      this.setMe(entry.me);
    } else {
      this.put(entry);
    }
    return 'applied';
  }

  /** All entries up to here were sent. Usually that is where the last of them led. */
  caughtUp(cursor: Cursor): void {
    const { epoch, number } = parseCursor(cursor);
    const held = this.position;
    if (held?.epoch !== epoch || (held.number >= number && held.from === undefined)) return;
    this.position = { epoch, number: Math.max(held.number, number) };
    this.changed({ kind: 'position' });
  }

  /** One's own profile, as the answer to a change of it. */
  setMe(me: Me): void {
    this.me = me;
    this.changed({ kind: 'me' });
  }

  /** Begins anew from a snapshot; what was held of an older life of the store is gone. */
  replace(snapshot: Snapshot): void {
    const position = parseCursor(snapshot.cursor);
    const before = this.position;
    this.position = position;
    this.me = snapshot.me;
    this.next = snapshot.next ?? null;
    this.lives += 1;
    this.conversations.clear();
    this.#logs.clear();
    this.#journals.clear();
    for (const item of snapshot.conversations) this.#merge(item);
    this.changed({ kind: 'replaced', rewound: before?.epoch === position.epoch });
  }

  /** A further page of the list. */
  addPage(page: ConversationPage): void {
    for (const item of page.conversations) this.put(item);
    this.next = page.next ?? null;
    this.changed({ kind: 'next' });
  }

  /**
   * One conversation from wherever: of two states the newer holds, and events are the same everywhere, but for what was removed from
   * them or taken back.
   */
  put(item: ConversationWithEvents): void {
    this.#merge(item);
    const { id } = item.conversation;
    const removed = removedOf(this.conversations.get(id)?.conversation);
    const events = emptiedEvents(item.events, removed);
    this.changed({ kind: 'conversation', id, events, journal: emptiedEntries(item.journal ?? [], removed) });
  }

  #merge({ conversation, events, journal }: ConversationWithEvents): void {
    const held = this.conversations.get(conversation.id);
    this.conversations.set(conversation.id, {
      conversation:
        held && held.conversation.number >= conversation.number ? held.conversation : conversation,
      latest: newestMessage(held?.latest ?? null, events),
    });
    this.log(conversation.id).merge(events);
    if (journal?.length) this.journal(conversation.id).merge(journal);
    this.#empty(conversation.id);
  }

  /** Takes out what was removed: of what was held before, and of what was read before and comes late. */
  #empty(id: ConversationId): void {
    const held = this.conversations.get(id);
    const { log, journal, recalled } = removedOf(held?.conversation);
    if (log > 0) this.log(id).replace(log, emptyEvent);
    for (const seq of recalled) this.log(id).replaceAt(seq, emptyEvent);
    if (journal > 0) this.journal(id).replace(journal, emptyEntry);
    if (held?.latest && (held.latest.seq <= log || recalled.includes(held.latest.seq)))
      this.conversations.set(id, { ...held, latest: emptyEvent(held.latest) });
  }

  /** A page of a log, or what the disk holds of it. */
  addHistory(id: ConversationId, events: readonly Event[]): void {
    const isNew = this.log(id).merge(events);
    this.#empty(id);
    if (isNew) this.changed({ kind: 'history', id });
  }

  /** The same for a journal. */
  addJournal(id: ConversationId, entries: readonly JournalEntry[]): void {
    const isNew = this.journal(id).merge(entries);
    this.#empty(id);
    if (isNew) this.changed({ kind: 'history', id });
  }
}

/** The later of a message and the last message among events. */
export function newestMessage(held: Event | null, events: readonly Event[]): Event | null {
  for (let index = events.length - 1; index >= 0; index--) {
    const event = events[index];
    if (event?.kind === 'message') return held && held.seq >= event.seq ? held : event;
  }
  return held;
}
