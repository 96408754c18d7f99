/**
 * What the interface shows, made from the world, the outbox and what was read and written here. Never changes any of it.
 * Equal inputs give the same objects, so that unchanged messages are not drawn again.
 */
import type { Drafts } from './drafts';
import type { Outbox, Waiting } from './outbox';
import type { Reads } from './reads';
import type { ConversationView, Message } from './types';
import type { World } from './world';
import type { AccountId, Conversation, ConversationId, Event } from './wire';

export type ViewMap = ReadonlyMap<ConversationId, ConversationView>;

export class Views {
  readonly #events = new WeakMap<Event, Message>();
  readonly #waiting = new WeakMap<Waiting, Message>();

  constructor(
    private readonly account: AccountId,
    private readonly world: World,
    private readonly outbox: Outbox,
    private readonly reads: Reads,
    private readonly drafts: Drafts,
  ) {}

  /** The list with some conversations made anew; all of them when it does not say which. */
  update(before: ViewMap, changed: ReadonlySet<ConversationId> | 'all'): ViewMap {
    const views = new Map(changed === 'all' ? [] : before);
    for (const id of changed === 'all' ? this.world.conversations.keys() : changed) {
      const view = this.conversation(id);
      if (view) views.set(id, view);
    }
    return views;
  }

  message(event: Event): Message {
    let message = this.#events.get(event);
    if (!message) {
      const { seq, id, author, at, body } = event;
      const mine = author === this.account;
      // Others' client ids are theirs to choose, so only one's own can be a key.
      message = {
        key: mine ? event.client_id : id,
        seq,
        id,
        author,
        mine,
        at,
        body,
        pending: null,
        problem: null,
      };
      this.#events.set(event, message);
    }
    return message;
  }

  waiting(conversation: ConversationId): Message[] {
    return this.#rows(conversation, false);
  }

  /** A brand's notes that wait; they have no place among the messages. */
  waitingNotes(conversation: ConversationId): Message[] {
    return this.#rows(conversation, true);
  }

  #rows(conversation: ConversationId, notes: boolean): Message[] {
    const rows = this.outbox.of(conversation).filter((row) => (row.note === true) === notes);
    return rows.map((row) => this.#ofWaiting(row));
  }

  #ofWaiting(row: Waiting): Message {
    let message = this.#waiting.get(row);
    if (!message) {
      message = {
        key: row.client_id,
        seq: null,
        id: row.sent?.id ?? null,
        author: this.account,
        mine: true,
        at: row.sent?.at ?? row.created,
        body: row.body,
        pending: row.state,
        problem: row.problem ?? null,
      };
      this.#waiting.set(row, message);
    }
    return message;
  }

  conversation(id: ConversationId): ConversationView | undefined {
    const held = this.world.conversations.get(id);
    if (!held) return undefined;
    const { conversation } = held;
    const latest = held.latest && this.message(held.latest);
    const waiting = this.waiting(id).at(-1);
    // What waits is the newest, but a failed message does not cover what came after it.
    const overtaken = waiting?.pending === 'failed' && latest !== null && latest.at > waiting.at;
    const last = waiting && !overtaken ? waiting : latest;
    const read = this.reads.of(conversation);
    return {
      id,
      kind: conversation.kind,
      peer: conversation.peer,
      head: conversation.head,
      peer_read: conversation.peer_read,
      peer_delivered: conversation.peer_delivered,
      read,
      unread: this.#unread(conversation, read),
      activity: Math.max(conversation.activity, last?.at ?? 0),
      last,
      draft: this.drafts.of(conversation, id),
      removed: conversation.removed,
      recalled: conversation.recalled,
      thread: conversation.thread,
      sending: conversation.sending,
    };
  }

  /** Messages of the other person after `read`: the server's count, or one's own when more was read here. */
  #unread(conversation: Conversation, read: number): number {
    const { id, head, unread, recalled = [] } = conversation;
    if (read <= conversation.read) return unread;
    const run = this.world.log(id).runAt(head);
    if (!run || run[0].seq > read + 1) return Math.min(unread, head - read);
    return run
      .slice(read + 1 - run[0].seq)
      .filter(
        ({ seq, author, kind }) => author !== this.account && kind === 'message' && !recalled.includes(seq),
      ).length;
  }
}
