/**
 * What this browser keeps of one sign-in, in one IndexedDB database named after the device (and the brand, for what a
 * member sees of it): the cursor and the state it stands for, recent events and journal entries, the outbox, drafts and read marks that the server does not know yet.
 *
 * All tabs write here. State only ever moves forward (the higher number wins), and the cursor is written in the same
 * transaction as the state, so whichever tab writes, the database is a consistent place to begin from.
 * Never decides anything; never throws away what is not yet sent.
 */
import { type DBSchema, type IDBPDatabase, deleteDB, openDB } from 'idb';

import { type Position, formatCursor, parseCursor } from './cursor';
import {
  type Removed,
  emptiedEntries,
  emptiedEvents,
  emptyEntry,
  emptyEvent,
  furthest,
  removedOf,
} from './removed';
import type { Surroundings } from './options';
import type { Held } from './world';
import type {
  AccountId,
  Body,
  ClientId,
  ConversationId,
  Cursor,
  DeviceId,
  Event,
  JournalEntry,
  Me,
  Problem,
  TicketChange,
} from './wire';
import { WriteAhead } from './write-ahead';

/** Events, and entries of the journal, kept for each conversation. */
export const KEPT_EVENTS = 200;

/** A message that waits to be taken by the server. */
export interface OutboxRow {
  /** Its place among all that waits; given by the database. */
  order: number;
  client_id: ClientId;
  conversation: ConversationId;
  body: Body;
  created: number;
  /** A note for the brand's members, and no message. */
  note?: true;
  /** Only while the thread has not changed hands since. */
  epoch?: number;
  /** What becomes of the ticket once the server took the message. */
  then?: TicketChange;
  /** Why the server refused it; waits for the person then. */
  problem?: Problem;
}

export interface Basis {
  cursor: Cursor;
  me: Me;
  next: string | null;
}

/** What a tab learnt since it last wrote. */
export interface Changes {
  position: Position;
  me: Me;
  next: string | null;
  /** Begin anew: `epoch` only if the database is of another life of the store, `always` whatever it holds. */
  replace: 'no' | 'epoch' | 'always';
  conversations: Held[];
  events: Map<ConversationId, Event[]>;
  journal: Map<ConversationId, JournalEntry[]>;
}

type NewRow = Omit<OutboxRow, 'order'>;

interface Schema extends DBSchema {
  basis: { key: 'basis'; value: Basis };
  conversations: { key: ConversationId; value: Held };
  events: { key: [ConversationId, number]; value: Event };
  journal: { key: [ConversationId, number]; value: JournalEntry };
  outbox: { key: number; value: OutboxRow };
  drafts: { key: ConversationId; value: string };
  reads: { key: ConversationId; value: number };
}

const STORES = ['basis', 'conversations', 'events', 'journal', 'outbox', 'drafts', 'reads'] as const;
const VERSION = 2;
const PREFIX = 'subrosa-';

/** The name of what a device keeps: of its person, or of a brand that the person works for. */
export function diskName(device: DeviceId, brand?: AccountId): string {
  return brand ? `${device}-${brand}` : device;
}

function allSeqs(id: ConversationId, upTo = Number.MAX_SAFE_INTEGER): IDBKeyRange {
  return IDBKeyRange.bound([id, 0], [id, upTo]);
}

export class Disk {
  private constructor(
    private readonly db: IDBPDatabase<Schema>,
    private readonly ahead: WriteAhead<NewRow>,
  ) {}

  static async open(name: string, storage: Surroundings['storage']): Promise<Disk> {
    const db = await openDB<Schema>(PREFIX + name, VERSION, {
      upgrade(database, from) {
        if (from < 1) {
          database.createObjectStore('basis');
          database.createObjectStore('conversations', { keyPath: 'conversation.id' });
          database.createObjectStore('events');
          database.createObjectStore('outbox', { keyPath: 'order', autoIncrement: true });
          database.createObjectStore('drafts');
          database.createObjectStore('reads');
        }
        database.createObjectStore('journal');
      },
      // Another tab wipes the database: nothing may be written to it any more.
      blocking: () => db.close(),
    });
    return new Disk(db, new WriteAhead(storage, name));
  }

  /** Removes a database, also while other tabs still hold it open. Never rejects. */
  static async wipe(name: string, storage: Surroundings['storage']): Promise<void> {
    try {
      // Emptied first: a frozen tab can delay the deletion, but not this.
      const { db, ahead } = await Disk.open(name, storage);
      ahead.clear();
      const tx = db.transaction(STORES, 'readwrite');
      await Promise.all([...STORES.map((store) => tx.objectStore(store).clear()), tx.done]);
      db.close();
    } catch {
      // Another tab is deleting it already.
    }
    await new Promise<void>((resolve) => {
      deleteDB(PREFIX + name, { blocked: () => resolve() }).then(resolve, () => resolve());
    });
  }

  close(): void {
    this.db.close();
  }

  async load(): Promise<{ basis: Basis | undefined; conversations: Held[] }> {
    const tx = this.db.transaction(['basis', 'conversations']);
    const [basis, conversations] = await Promise.all([
      tx.objectStore('basis').get('basis'),
      tx.objectStore('conversations').getAll(),
      tx.done,
    ]);
    return { basis, conversations };
  }

  events(id: ConversationId): Promise<Event[]> {
    return this.db.getAll('events', allSeqs(id));
  }

  journal(id: ConversationId): Promise<JournalEntry[]> {
    return this.db.getAll('journal', allSeqs(id));
  }

  async save(changes: Changes): Promise<void> {
    const tx = this.db.transaction(['basis', 'conversations', 'events', 'journal'], 'readwrite');
    const stores = {
      basis: tx.objectStore('basis'),
      conversations: tx.objectStore('conversations'),
      events: tx.objectStore('events'),
      journal: tx.objectStore('journal'),
    };
    const basis = await stores.basis.get('basis');
    const held = basis ? parseCursor(basis.cursor) : null;
    const { position } = changes;
    const sameEpoch = held?.epoch === position.epoch;
    const replace = changes.replace === 'always' || (changes.replace === 'epoch' && !sameEpoch);
    // Another tab already lives in another epoch; this one will learn of it when it connects.
    if (!replace && !sameEpoch) return tx.done;

    const writes: Promise<unknown>[] = [];
    if (replace) writes.push(stores.conversations.clear(), stores.events.clear(), stores.journal.clear());
    const older = replace
      ? []
      : await Promise.all(changes.conversations.map((row) => stores.conversations.get(row.conversation.id)));
    changes.conversations.forEach((row, index) => {
      const before = older[index];
      if (!before || before.conversation.number <= row.conversation.number)
        writes.push(stores.conversations.put(row));
    });
    // What was removed is kept nowhere: neither what was here before, nor what a tab brings that has not heard of it.
    const removed = new Map<ConversationId, Removed>();
    for (const [index, { conversation }] of changes.conversations.entries()) {
      const { id } = conversation;
      const before = removedOf(older[index]?.conversation);
      const now = furthest(before, removedOf(conversation));
      removed.set(id, now);
      if (now.log > before.log)
        for (const event of await stores.events.getAll(allSeqs(id, now.log)))
          writes.push(stores.events.put(emptyEvent(event), [id, event.seq]));
      for (const seq of now.recalled.filter((one) => !before.recalled.includes(one))) {
        const event = await stores.events.get([id, seq]);
        if (event) writes.push(stores.events.put(emptyEvent(event), [id, seq]));
      }
      if (now.journal > before.journal)
        for (const entry of await stores.journal.getAll(allSeqs(id, now.journal)))
          writes.push(stores.journal.put(emptyEntry(entry), [id, entry.seq]));
    }
    for (const [id, events] of changes.events) {
      for (const event of emptiedEvents(events, removed.get(id)))
        writes.push(stores.events.put(event, [id, event.seq]));
      const newest = events.at(-1)?.seq ?? 0;
      if (newest > KEPT_EVENTS) writes.push(stores.events.delete(allSeqs(id, newest - KEPT_EVENTS)));
    }
    for (const [id, entries] of changes.journal) {
      for (const entry of emptiedEntries(entries, removed.get(id)))
        writes.push(stores.journal.put(entry, [id, entry.seq]));
      const newest = entries.at(-1)?.seq ?? 0;
      if (newest > KEPT_EVENTS) writes.push(stores.journal.delete(allSeqs(id, newest - KEPT_EVENTS)));
    }
    if (replace || position.number >= (held?.number ?? 0)) {
      const { me, next } = changes;
      writes.push(stores.basis.put({ cursor: formatCursor(position), me, next }, 'basis'));
    }
    await Promise.all([...writes, tx.done]);
  }

  /** What waits, and what was on its way here when a page was left. */
  async outbox(): Promise<OutboxRow[]> {
    const onTheWay = this.ahead.rows();
    if (onTheWay.length === 0) return this.db.getAll('outbox');
    const tx = this.db.transaction('outbox', 'readwrite', { durability: 'strict' });
    const kept = new Set((await tx.store.getAll()).map((row) => row.client_id));
    for (const row of onTheWay) if (!kept.has(row.client_id)) await tx.store.add(row as OutboxRow);
    const rows = await tx.store.getAll();
    await tx.done;
    for (const row of onTheWay) this.ahead.remove(row.client_id);
    return rows;
  }

  /** Keeps a message before it is first sent; resolves with its order once it is safe. */
  async addToOutbox(row: NewRow, insteadOf: number | null): Promise<number> {
    this.ahead.put(row);
    try {
      const tx = this.db.transaction('outbox', 'readwrite', { durability: 'strict' });
      // The database gives the order.
      const [order] = await Promise.all([
        tx.store.add(row as OutboxRow),
        insteadOf === null ? undefined : tx.store.delete(insteadOf),
        tx.done,
      ]);
      return order;
    } finally {
      this.ahead.remove(row.client_id);
    }
  }

  async changeInOutbox(row: OutboxRow): Promise<void> {
    await this.db.put('outbox', row);
  }

  async removeFromOutbox(order: number): Promise<void> {
    await this.db.delete('outbox', order);
  }

  /** What was written or read here and the server may not know yet. */
  async unsaved(): Promise<{ drafts: Map<ConversationId, string>; reads: Map<ConversationId, number> }> {
    const tx = this.db.transaction(['drafts', 'reads']);
    const drafts = tx.objectStore('drafts');
    const reads = tx.objectStore('reads');
    const [draftIds, texts, readIds, seqs] = await Promise.all([
      drafts.getAllKeys(),
      drafts.getAll(),
      reads.getAllKeys(),
      reads.getAll(),
      tx.done,
    ]);
    return { drafts: zip(draftIds, texts), reads: zip(readIds, seqs) };
  }

  async keepDraft(id: ConversationId, text: string | null): Promise<void> {
    const tx = this.db.transaction('drafts', 'readwrite');
    const written = text === null ? tx.store.delete(id) : tx.store.put(text, id);
    // Not after an answer, which a page that is left does not hear.
    tx.commit();
    await Promise.all([written, tx.done]);
  }

  async keepRead(id: ConversationId, seq: number | null): Promise<void> {
    await (seq === null ? this.db.delete('reads', id) : this.db.put('reads', seq, id));
  }
}

function zip<K, V>(keys: readonly K[], values: readonly V[]): Map<K, V> {
  const map = new Map<K, V>();
  keys.forEach((key, index) => {
    const value = values[index];
    if (value !== undefined) map.set(key, value);
  });
  return map;
}
