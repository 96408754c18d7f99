/**
 * Messages, and a brand's notes, that wait to be taken by the server, the same in all tabs: kept on disk before the first try, shown at once,
 * removed when the server's answer or the message's own event is seen.
 * Never sends; the sender does, in the one tab that holds the lock.
 */
import type { Disk, OutboxRow } from './disk';
import { uuid } from './uuid';
import type { ClientId, ConversationId, Problem, Sent } from './wire';

export interface Waiting extends Omit<OutboxRow, 'order'> {
  /** Null until it is on disk; not sent before. */
  readonly order: number | null;
  readonly state: 'queued' | 'sending' | 'sent' | 'failed';
  /** Where it stands in the log, once the server took it: it shows as waiting until its event arrives. */
  readonly sent?: Sent;
}

/** What one tab tells the others. */
export type OutboxNews = { put: Waiting } | { removed: ClientId };

export interface OutboxHooks {
  changed(conversation: ConversationId): void;
  tell(news: OutboxNews): void;
  /** The newest `seq` known of a conversation, or of the journal beside it for a note. */
  head(conversation: ConversationId, note: boolean): number;
  /** The disk refused. The message is sent all the same, but does not survive a reload. */
  trouble(): void;
}

/** What is written: words, and for a brand's members what comes with them. */
export type Written = Pick<OutboxRow, 'body' | 'note' | 'epoch' | 'then'>;

/** From here on are the orders of messages that no disk keeps, behind all that it does. */
const firstUnkept = Number.MAX_SAFE_INTEGER / 2;

export class Outbox {
  readonly #rows = new Map<ClientId, Waiting>();
  #unkept = firstUnkept;

  constructor(
    private readonly disk: Disk | null,
    private readonly hooks: OutboxHooks,
  ) {}

  /** Reads what is on disk: at the start, and when this tab becomes the one that sends. */
  async load(): Promise<void> {
    if (!this.disk) return;
    const rows = await this.disk.outbox();
    const onDisk = new Set(rows.map((row) => row.client_id));
    // What was kept and is gone, another tab took care of.
    for (const row of this.#rows.values()) {
      if (isKept(row) && row.state !== 'sent' && !onDisk.has(row.client_id)) this.#forget(row);
    }
    for (const row of rows) this.#set({ ...row, state: row.problem ? 'failed' : 'queued' });
  }

  /** The waiting messages of a conversation, in the order of sending. */
  of(conversation: ConversationId): Waiting[] {
    const rows = [...this.#rows.values()].filter((row) => row.conversation === conversation);
    return rows.sort((a, b) => (a.order ?? Infinity) - (b.order ?? Infinity) || 0);
  }

  conversations(): Set<ConversationId> {
    return new Set([...this.#rows.values()].map((row) => row.conversation));
  }

  count(...states: Waiting['state'][]): number {
    return [...this.#rows.values()].filter((row) => states.includes(row.state)).length;
  }

  /** The message to send next in a conversation; none while it is on its way to the disk. */
  next(conversation: ConversationId): Waiting | undefined {
    const first = this.of(conversation).find((row) => row.state === 'queued');
    return first?.order === null ? undefined : first;
  }

  /** Shows a message at once; resolves when it is on disk and may be sent. */
  add(conversation: ConversationId, written: Written, created: number): Promise<void> {
    return this.#keep({ client_id: uuid(), conversation, created, ...written });
  }

  /**
   * Sends a failed message again, behind all others and under its old name: the server never took it. Whoever asks has
   * seen why it failed, so it goes also when the thread has changed hands.
   */
  async retry(clientId: ClientId): Promise<void> {
    const row = this.#rows.get(clientId);
    if (row?.state !== 'failed') return;
    this.#rows.delete(clientId);
    await this.#keep(kept({ ...row, epoch: undefined }), isKept(row) ? row.order : null);
  }

  /** Takes a failed message back, to write it anew: its words. */
  recall(clientId: ClientId): string | null {
    const row = this.#rows.get(clientId);
    if (row?.state !== 'failed') return null;
    this.#remove(row);
    return row.body.text;
  }

  async #keep(row: Omit<OutboxRow, 'order'>, insteadOf: number | null = null): Promise<void> {
    const waiting: Waiting = { ...row, order: null, state: 'queued' };
    this.#set(waiting);
    let order: number;
    try {
      order = (await this.disk?.addToOutbox(row, insteadOf)) ?? this.#unkept++;
    } catch {
      order = this.#unkept++;
      this.hooks.trouble();
    }
    this.#share({ ...waiting, order });
  }

  /** Removes a failed message. */
  discard(clientId: ClientId): void {
    const row = this.#rows.get(clientId);
    if (row?.state === 'failed') this.#remove(row);
  }

  sending(row: Waiting): void {
    this.#share({ ...row, state: 'sending' });
  }

  /** A try came to nothing; there will be another. */
  requeue(clientId: ClientId): void {
    const row = this.#rows.get(clientId);
    if (row) this.#share({ ...row, state: 'queued' });
  }

  /** The server will never take it as it is: the person decides. */
  fail(clientId: ClientId, problem: Problem): void {
    const row = this.#rows.get(clientId);
    if (!row || row.order === null) return;
    this.#share({ ...row, state: 'failed', problem });
    if (!isKept(row)) return;
    this.disk?.changeInOutbox({ ...kept(row), order: row.order, problem }).catch(this.hooks.trouble);
  }

  /** The server took it. */
  taken(clientId: ClientId, sent: Sent): void {
    const row = this.#rows.get(clientId);
    if (!row) return;
    this.#erase(row);
    if (this.#isCovered(row, sent)) this.#remove(row);
    else this.#share({ ...row, state: 'sent', sent });
  }

  /** One's own message came as an event, or a note as an entry of the journal. */
  echoed(clientId: ClientId): void {
    const row = this.#rows.get(clientId);
    if (row) this.#remove(row);
  }

  /** A conversation's log grew: what the server took and the log now covers is no longer waiting. */
  settle(conversation: ConversationId): void {
    for (const row of this.#rows.values()) {
      if (row.conversation === conversation && row.sent && this.#isCovered(row, row.sent)) this.#forget(row);
    }
  }

  #isCovered({ conversation, note }: Waiting, sent: Sent): boolean {
    return sent.seq <= this.hooks.head(conversation, note === true);
  }

  /** What another tab told. */
  hear(news: OutboxNews): void {
    if ('removed' in news) {
      const row = this.#rows.get(news.removed);
      if (row) this.#forget(row);
    } else if (!news.put.sent || !this.#isCovered(news.put, news.put.sent)) {
      this.#set(news.put);
    } else {
      this.#forget(news.put);
    }
  }

  #share(row: Waiting): void {
    this.#set(row);
    this.hooks.tell({ put: row });
  }

  #remove(row: Waiting): void {
    this.#erase(row);
    this.#forget(row);
    this.hooks.tell({ removed: row.client_id });
  }

  #erase(row: Waiting): void {
    if (isKept(row)) this.disk?.removeFromOutbox(row.order).catch(this.hooks.trouble);
  }

  #set(row: Waiting): void {
    this.#rows.set(row.client_id, row);
    this.hooks.changed(row.conversation);
  }

  #forget(row: Waiting): void {
    this.#rows.delete(row.client_id);
    this.hooks.changed(row.conversation);
  }
}

/** What is kept of a message, but for its place and how it fares. */
function kept({
  client_id,
  conversation,
  body,
  created,
  note,
  epoch,
  then,
}: Waiting): Omit<OutboxRow, 'order'> {
  return {
    client_id,
    conversation,
    body,
    created,
    ...(note && { note }),
    ...(epoch !== undefined && { epoch }),
    ...(then && { then }),
  };
}

/** Whether the message is on disk, under its order. */
function isKept(row: Waiting): row is Waiting & { order: number } {
  return row.order !== null && row.order < firstUnkept;
}
