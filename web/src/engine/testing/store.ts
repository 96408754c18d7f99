/**
 * For tests: a small server's memory that keeps the sync contract, so that the engine can be tried against the wire
 * without a build of the real server. It checks nothing; tests never send it what a server would refuse.
 */
import type {
  AccountId,
  ClientId,
  Conversation,
  ConversationId,
  ConversationWithEvents,
  Cursor,
  Draft,
  Entry,
  Event,
  EventPage,
  Me,
  PageRequest,
  Profile,
  Sent,
  Snapshot,
} from '../wire';
import { formatCursor, parseCursor } from '../cursor';

interface Member {
  /** The number of this member's last change of the conversation. */
  number: number;
  read: number;
  delivered: number;
  draft: Draft | undefined;
}

interface Thread {
  /** Up to where contents were removed. */
  removed: number;
  /** What was taken back. */
  recalled: number[];
  id: ConversationId;
  started: number;
  members: Map<AccountId, Member>;
  events: { event: Event; numbers: Map<AccountId, number> }[];
}

export const ENTRY_EVENTS = 200;
const SNAPSHOT_EVENTS = 20;

export class TestStore {
  epoch = '00000000000000aa';
  #accounts = new Map<AccountId, { number: number; meNumber: number; me: Me }>();
  readonly #brands = new Set<AccountId>();
  #threads = new Map<ConversationId, Thread>();
  #clock = 1_000_000;

  /** Told after each change: whom it concerns, and what it is for them. */
  onEntry: (account: AccountId, entry: Entry) => void = () => undefined;

  person(handle: string): AccountId {
    const id = `acc_${handle}`;
    if (!this.#accounts.has(id)) {
      const me = { id, handle, display_name: handle, bio: '', created_at: this.#tick(), has_password: true };
      this.#accounts.set(id, { number: 0, meNumber: 0, me });
    }
    return id;
  }

  brand(handle: string): AccountId {
    const id = this.person(handle);
    this.#brands.add(id);
    return id;
  }

  start(one: AccountId, other: AccountId): ConversationId {
    const id = `cnv_${[one, other].sort().join('_')}`;
    if (!this.#threads.has(id)) {
      const member = () => ({ number: 0, read: 0, delivered: 0, draft: undefined });
      const members = new Map([
        [one, member()],
        [other, member()],
      ]);
      const thread: Thread = { id, started: this.#tick(), members, events: [], removed: 0, recalled: [] };
      this.#threads.set(id, thread);
      this.#change(thread, [one, other]);
    }
    return id;
  }

  send(id: ConversationId, author: AccountId, client_id: ClientId, body: Event['body']): Sent {
    const thread = this.#thread(id);
    const before = thread.events.find(
      ({ event }) => event.client_id === client_id && event.author === author,
    )?.event;
    if (before) return { seq: before.seq, id: before.id, at: before.at };
    const seq = thread.events.length + 1;
    const event: Event = {
      seq,
      id: `evt_${id}_${seq}`,
      kind: 'message',
      author,
      client_id,
      at: this.#tick(),
      body,
    };
    const numbers = new Map<AccountId, number>();
    thread.events.push({ event, numbers });
    this.#change(thread, [...thread.members.keys()], numbers);
    return { seq, id: event.id, at: event.at };
  }

  /** Several messages at once, as a batch of the server is: one change for each member. */
  sendMany(id: ConversationId, author: AccountId, texts: readonly string[]): void {
    const thread = this.#thread(id);
    const numbers = new Map<AccountId, number>();
    for (const text of texts) {
      const seq = thread.events.length + 1;
      const client_id = `many-${seq}`;
      const body = { v: 1, text };
      thread.events.push({
        event: { seq, id: `evt_${id}_${seq}`, kind: 'message', author, client_id, at: this.#tick(), body },
        numbers,
      });
    }
    this.#change(thread, [...thread.members.keys()], numbers);
  }

  markRead(id: ConversationId, account: AccountId, seq: number): void {
    const thread = this.#thread(id);
    const member = this.#member(thread, account);
    if (seq <= member.read) return;
    member.read = Math.min(seq, thread.events.length);
    member.delivered = Math.max(member.delivered, member.read);
    this.#change(thread, [...thread.members.keys()]);
  }

  /** A brand keeps what was said up to here no longer. */
  remove(id: ConversationId, through: number): void {
    const thread = this.#thread(id);
    const upTo = Math.min(through, thread.events.length);
    if (upTo <= thread.removed) return;
    thread.removed = upTo;
    for (const held of thread.events.slice(0, upTo)) held.event = { ...held.event, body: { v: 1, text: '' } };
    this.#change(thread, [...thread.members.keys()]);
  }

  /** A brand takes back what was not read. */
  recall(id: ConversationId, seq: number): void {
    const thread = this.#thread(id);
    const held = thread.events.find(({ event }) => event.seq === seq);
    if (!held || thread.recalled.includes(seq)) return;
    thread.recalled = [...thread.recalled, seq].sort((a, b) => a - b);
    held.event = { ...held.event, body: { v: 1, text: '' } };
    this.#change(thread, [...thread.members.keys()]);
  }

  ack(account: AccountId, cursor: Cursor): void {
    const position = parseCursor(cursor);
    const number = position.from ?? position.number;
    for (const thread of this.#threads.values()) {
      const member = thread.members.get(account);
      const upTo = thread.events.filter(({ numbers }) => (numbers.get(account) ?? Infinity) <= number).length;
      if (!member || upTo <= member.delivered) continue;
      member.delivered = upTo;
      this.#change(thread, [this.peer(thread.id, account)]);
    }
  }

  saveDraft(id: ConversationId, account: AccountId, text: string): void {
    const thread = this.#thread(id);
    const member = this.#member(thread, account);
    if (text.trim() === (member.draft?.text ?? '')) return;
    member.draft = text.trim() ? { text, at: this.#tick() } : undefined;
    this.#change(thread, [account]);
  }

  rename(account: AccountId, display_name: string): Me {
    const held = this.#account(account);
    const previous = held.number++;
    held.meNumber = held.number;
    held.me = { ...held.me, display_name };
    this.onEntry(account, { previous, number: held.number, me: held.me });
    return held.me;
  }

  #change(thread: Thread, accounts: readonly AccountId[], eventNumbers?: Map<AccountId, number>): void {
    for (const id of accounts) {
      const account = this.#account(id);
      const previous = account.number++;
      this.#member(thread, id).number = account.number;
      eventNumbers?.set(id, account.number);
      const entry = { previous, number: account.number, ...this.#since(thread, id, previous) };
      this.onEntry(id, entry);
    }
  }

  #since(thread: Thread, account: AccountId, number: number): ConversationWithEvents {
    const events = thread.events.filter(({ numbers }) => (numbers.get(account) ?? 0) > number);
    return {
      conversation: this.#state(thread, account),
      events: events.slice(-ENTRY_EVENTS).map(({ event }) => event),
    };
  }

  #state(thread: Thread, account: AccountId): Conversation {
    const member = this.#member(thread, account);
    const peer = this.peer(thread.id, account);
    const theirs = this.#member(thread, peer);
    const { id, handle, display_name, bio } = this.#account(peer).me;
    const profile: Profile = { id, handle, display_name, bio };
    if (this.#brands.has(peer)) profile.kind = 'brand';
    const state: Conversation = {
      id: thread.id,
      kind: profile.kind === 'brand' ? 'business' : 'direct',
      number: member.number,
      peer: profile,
      head: thread.events.length,
      activity: thread.events.at(-1)?.event.at ?? thread.started,
      unread: thread.events.filter(
        ({ event: { author, seq } }) =>
          author === peer && seq > member.read && !thread.recalled.includes(seq),
      ).length,
      read: member.read,
      peer_read: theirs.read,
      peer_delivered: theirs.delivered,
    };
    if (member.draft) state.draft = member.draft;
    if (thread.removed > 0) state.removed = { through: thread.removed, days: 90 };
    if (thread.recalled.length > 0) state.recalled = thread.recalled;
    return state;
  }

  snapshot(account: AccountId): Snapshot {
    const { number, me } = this.#account(account);
    const conversations = this.#threadsOf(account)
      .map((thread) => this.conversation(thread.id, account))
      .sort((a, b) => b.conversation.activity - a.conversation.activity);
    return { cursor: formatCursor({ epoch: this.epoch, number }), me, conversations };
  }

  conversation(id: ConversationId, account: AccountId): ConversationWithEvents {
    const thread = this.#thread(id);
    const events = thread.events.slice(-SNAPSHOT_EVENTS).map(({ event }) => event);
    return { conversation: this.#state(thread, account), events };
  }

  /** Null when only a snapshot helps. */
  entries(account: AccountId, cursor: Cursor): Entry[] | null {
    const { epoch, number, from = number } = parseCursor(cursor);
    const { number: newest, meNumber, me } = this.#account(account);
    if (epoch !== this.epoch || number > newest) return null;
    const objects: { number: number; object: ConversationWithEvents | { me: Me } }[] = this.#threadsOf(
      account,
    ).map((thread) => ({
      number: this.#member(thread, account).number,
      object: this.#since(thread, account, from),
    }));
    objects.push({ number: meNumber, object: { me } });
    let previous = number;
    return objects
      .filter((one) => one.number > number)
      .sort((a, b) => a.number - b.number)
      .map((one, index, all) => {
        const part = index < all.length - 1 ? { from } : {};
        const entry = { previous, number: one.number, ...part, ...one.object };
        previous = one.number;
        return entry;
      });
  }

  cursor(account: AccountId): Cursor {
    return formatCursor({ epoch: this.epoch, number: this.#account(account).number });
  }

  page(id: ConversationId, { before, after, around, limit = 50 }: PageRequest): EventPage {
    const all = this.events(id);
    const from =
      before !== undefined
        ? before - 1 - limit
        : after !== undefined
          ? after
          : around !== undefined
            ? around - 1 - Math.floor(limit / 2)
            : all.length - limit;
    const to = before !== undefined ? before - 1 : from + limit;
    return { events: all.slice(Math.max(0, from), Math.max(0, to)), head: all.length };
  }

  events(id: ConversationId): Event[] {
    return this.#thread(id).events.map(({ event }) => event);
  }

  /** Keeps all there is now; returns how to restore it, as another life of the store. */
  backup(): (epoch: string) => void {
    const accounts = structuredClone(this.#accounts);
    const threads = structuredClone(this.#threads);
    return (epoch) => {
      this.epoch = epoch;
      this.#accounts = structuredClone(accounts);
      this.#threads = structuredClone(threads);
    };
  }

  has(id: ConversationId): boolean {
    return this.#threads.has(id);
  }

  peer(id: ConversationId, account: AccountId): AccountId {
    const other = [...this.#thread(id).members.keys()].find((member) => member !== account);
    return other ?? account;
  }

  member(id: ConversationId, account: AccountId): Readonly<Member> {
    return this.#member(this.#thread(id), account);
  }

  me(account: AccountId): Me {
    return this.#account(account).me;
  }

  #threadsOf(account: AccountId): Thread[] {
    return [...this.#threads.values()].filter((thread) => thread.members.has(account));
  }

  #tick(): number {
    return ++this.#clock;
  }

  #thread = (id: ConversationId) => known(this.#threads.get(id));
  #account = (id: AccountId) => known(this.#accounts.get(id));
  #member = (thread: Thread, account: AccountId) => known(thread.members.get(account));
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the test asks for something it did not make');
  return value;
}
