/**
 * One signed-in client in one tab: joins the world, the disk, the outbox and the connection, and says what changed.
 * The rules are in the parts; here is only who hears what.
 */
import { Acknowledgement } from './acknowledgement';
import { type ApiError, asApiError } from './api-error';
import { Connection } from './connection';
import { formatCursor, parseCursor } from './cursor';
import { Disk, diskName } from './disk';
import { Drafts } from './drafts';
import { Epochs } from './epochs';
import { Files } from './files';
import { History } from './history';
import { type Surroundings, socketAddress } from './options';
import { Outbox, type OutboxNews, type Waiting, type Written } from './outbox';
import { Persistence } from './persistence';
import { Presence } from './presence';
import { Reads } from './reads';
import type { Rest } from './rest';
import { Sender } from './sender';
import { Tabs } from './tabs';
import { Typing } from './typing';
import type { SignedIn } from './signed-in';
import type { Status } from './types';
import { Views } from './views';
import { type Change, World } from './world';
import type {
  AccountId,
  BrandPart,
  ConversationId,
  Entry,
  Event,
  JournalEntry,
  Presence as PresenceOf,
  Problem,
  Sent,
  ServerFrame,
} from './wire';

export interface ClientHooks {
  /** A conversation's view is another; without an id, everything is. */
  changed(id?: ConversationId): void;
  me(): void;
  typing(now: ReadonlySet<ConversationId>): void;
  presence(now: ReadonlyMap<AccountId, PresenceOf>): void;
  status(status: Status, retryAt: number | null): void;
  /** The other person's message came while connected. */
  incoming(id: ConversationId, event: Event): void;
  /** A colleague at the same brand looks at a conversation, or writes in it. */
  attention?(id: ConversationId, member: AccountId, writing: boolean): void;
  /** A member changed a part of the brand. */
  brandChanged?(part: BrandPart): void;
  /** The session is over, or the membership. */
  ended(problem: Problem): void;
  /** The socket belongs to another sign-in than this client. */
  replaced(by: SignedIn): void;
  storageTrouble(): void;
}

export class Client {
  readonly world = new World((change) => this.#learnt(change));
  readonly outbox: Outbox;
  readonly reads: Reads;
  readonly drafts: Drafts;
  readonly typing: Typing;
  readonly presence: Presence;
  readonly files: Files;
  readonly history: History;
  readonly epochs: Epochs;
  readonly views: Views;
  readonly connection: Connection;
  /** The server's clock minus this one. */
  clockOffset = 0;
  readonly #sender: Sender;
  readonly #persistence: Persistence;
  readonly #acknowledgement: Acknowledgement;
  #tabs: Tabs<OutboxNews> | null = null;
  /** This tab sends and acknowledges for all. */
  #chosen = false;
  #stopped = false;

  /** Opens what this browser holds. Without a usable disk it works all the same, from memory. */
  static async open(who: SignedIn, rest: Rest, around: Surroundings, hooks: ClientHooks): Promise<Client> {
    const disk = await Disk.open(nameOf(who), around.storage).catch(() => null);
    const client = new Client(who, disk, rest, around, hooks);
    if (disk) await client.#load(disk).catch(hooks.storageTrouble);
    else hooks.storageTrouble();
    return client;
  }

  private constructor(
    readonly who: SignedIn,
    readonly disk: Disk | null,
    rest: Rest,
    private readonly around: Surroundings,
    private readonly hooks: ClientHooks,
  ) {
    const { timing, random } = around;
    const { world } = this;
    const tell = (type: string, params: object) => this.connection.request(type, params);
    this.outbox = new Outbox(disk, {
      changed: (id) => {
        hooks.changed(id);
        void this.#sender.kick(id);
      },
      tell: (news) => this.#tabs?.tell(news),
      head: (id, note) => {
        const held = world.conversations.get(id)?.conversation;
        return (note ? held?.thread?.journal : held?.head) ?? 0;
      },
      trouble: hooks.storageTrouble,
    });
    this.epochs = new Epochs((id) => world.conversations.get(id)?.conversation.thread, who.member);
    this.#sender = new Sender(this.outbox, (row) => this.#sendRow(row), timing, random);
    this.reads = new Reads(
      disk,
      { changed: hooks.changed, tell: (conversation, seq) => tell('mark_read', { conversation, seq }) },
      timing.markRead,
    );
    this.drafts = new Drafts(
      disk,
      { changed: hooks.changed, save: (conversation, text) => tell('save_draft', { conversation, text }) },
      timing.saveDraft,
      who.member !== undefined,
    );
    this.typing = new Typing(
      (now) => hooks.typing(now),
      (conversation) => this.connection.say('typing', { conversation }),
      timing,
    );
    this.presence = new Presence(
      hooks.presence,
      (accounts) => this.connection.request('watch', { accounts }),
      timing.watch,
    );
    this.views = new Views(who.account, world, this.outbox, this.reads, this.drafts);
    this.files = new Files(rest);
    this.history = new History(world, disk, rest);
    this.#acknowledgement = new Acknowledgement(
      () => this.#chosen && this.connection.live,
      (cursor) => tell('ack', { cursor }),
      timing,
    );
    this.#persistence = new Persistence(world, disk, timing.persist, (position, failed) => {
      if (failed) hooks.storageTrouble();
      // Also when the disk refused: the messages did arrive, and are shown.
      this.#acknowledgement.kept(position);
    });
    this.connection = new Connection(timing, random, {
      open: () => around.webSocket(socketAddress(around.origin, who.member && who.account)),
      cursor: () => world.position && formatCursor(world.position),
      frame: (frame) => this.#receive(frame),
      status: (status, retryAt) => this.#statusChanged(status, retryAt),
      ended: hooks.ended,
      refused: () => {
        // That the session is over, the REST client reports to the account.
        rest.me().catch(({ problem }: ApiError) => {
          const isLeft = who.member !== undefined && problem.code === 'forbidden';
          if (isLeft || problem.code === 'account_disabled') hooks.ended(problem);
        });
      },
    });
  }

  async #load(disk: Disk): Promise<void> {
    const [{ basis, conversations }, unsaved] = await Promise.all([
      disk.load(),
      disk.unsaved(),
      this.outbox.load(),
    ]);
    this.drafts.load(unsaved.drafts);
    this.reads.load(unsaved.reads);
    if (!basis) return;
    const position = parseCursor(basis.cursor);
    this.world.restore({ position, me: basis.me, next: basis.next }, conversations);
    this.#acknowledgement.kept(position);
  }

  start(): void {
    this.#tabs = new Tabs<OutboxNews>(`subrosa-${nameOf(this.who)}`, this.around, {
      hear: (news) => this.outbox.hear(news),
      chosen: () => void this.#becomeChosen(),
    });
    this.connection.start();
  }

  /** Ends this client; resolves when all it learnt is on disk. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.drafts.flush();
    this.connection.stop();
    this.#sender.active = false;
    this.#acknowledgement.stop();
    this.reads.stop();
    this.drafts.stop();
    this.presence.stop();
    this.typing.clear();
    await this.#persistence.flush();
    this.#tabs?.stop();
    this.disk?.close();
  }

  /** The page is being left: write what waits for a pause. */
  flush(): void {
    this.drafts.flush();
    void this.#persistence.flush();
  }

  send(id: ConversationId, written: Written, now: number): void {
    if (!written.note) {
      this.typing.sent(id);
      // What is being written stays where an answer was tapped instead.
      if (!written.body.chosen) this.drafts.write(this.world.conversations.get(id)?.conversation, id, '');
    }
    void this.outbox.add(id, written, now);
  }

  async #sendRow({ conversation, client_id, body, note, epoch, then }: Waiting): Promise<Sent> {
    if (note) return this.connection.request('write_note', { conversation, client_id, body });
    const present = epoch === undefined ? undefined : this.epochs.now(conversation, epoch);
    const takes = present !== undefined && this.epochs.takes(conversation, present);
    const params = { conversation, client_id, body, epoch: present };
    const sent = await this.connection.request<Sent>('send_message', params);
    if (takes) this.epochs.took(conversation, present);
    if (then) {
      try {
        await this.connection.request('change_ticket', { conversation, ...then });
      } catch (thrown) {
        // The message is sent; only what may still succeed is tried again, and the message with it, which is sent once.
        if (asApiError(thrown).retryable) throw thrown;
      }
    }
    return sent;
  }

  markRead(id: ConversationId, seq: number): void {
    const held = this.world.conversations.get(id);
    if (held) this.reads.mark(held.conversation, seq);
  }

  async #becomeChosen(): Promise<void> {
    // What other tabs had under way begins again from what is on disk.
    await this.outbox.load().catch(this.hooks.storageTrouble);
    if (this.#stopped || !this.connection.live) return;
    this.#chosen = true;
    this.#sender.active = this.connection.live;
    this.#acknowledgement.schedule();
  }

  #statusChanged(status: Status, retryAt: number | null): void {
    const live = status === 'live';
    if (live) {
      this.#tabs?.stand();
      this.reads.tellAll();
      this.drafts.saveAll();
      void this.presence.askNow();
      this.#acknowledgement.schedule();
      void this.history.readListAhead(() => this.connection.live);
    } else {
      this.#chosen = false;
      this.#sender.active = false;
      this.#tabs?.standBack();
    }
    if (status === 'offline') {
      this.presence.clear();
      this.typing.clear();
    }
    this.hooks.status(status, retryAt);
  }

  #receive(frame: ServerFrame): 'fine' | 'gap' {
    const { who } = this;
    switch (frame.type) {
      case 'welcome':
        this.clockOffset = frame.now - Date.now();
        if (frame.device !== who.device || frame.account !== who.account) {
          this.connection.stop();
          this.hooks.replaced({ account: frame.account, device: frame.device });
        }
        break;
      case 'snapshot':
        this.world.replace(frame);
        break;
      case 'entry':
        return this.#apply(frame);
      case 'caught_up':
        this.world.caughtUp(frame.cursor);
        break;
      case 'typing':
        if (frame.account !== who.account) this.typing.heard(frame.conversation);
        break;
      case 'attention':
        if (frame.member !== who.member)
          this.hooks.attention?.(frame.conversation, frame.member, frame.writing);
        break;
      case 'brand_changed':
        this.hooks.brandChanged?.(frame.part);
        break;
      case 'presence':
        this.presence.heard({ account: frame.account, online: frame.online, last_seen: frame.last_seen });
    }
    return 'fine';
  }

  #apply(entry: Entry): 'fine' | 'gap' {
    const id = 'conversation' in entry ? entry.conversation.id : null;
    const head = id ? (this.world.conversations.get(id)?.conversation.head ?? 0) : 0;
    const applied = this.world.apply(entry);
    // Presence is told of those with whom there is a message.
    if (id && head === 0) this.presence.askSoon();
    if (applied === 'applied' && this.connection.live && 'conversation' in entry) {
      for (const event of entry.events) {
        const theirs = event.author !== this.who.account && event.kind === 'message';
        if (theirs && event.seq > head) this.hooks.incoming(entry.conversation.id, event);
      }
    }
    return applied === 'gap' ? 'gap' : 'fine';
  }

  #learnt(change: Change): void {
    this.#persistence.note(change);
    switch (change.kind) {
      case 'me':
        this.hooks.me();
        return;
      case 'conversation':
        this.#settle(change.id, change.events, change.journal);
        this.hooks.changed(change.id);
        return;
      case 'history':
        this.hooks.changed(change.id);
        return;
      case 'replaced':
        this.history.worldReplaced();
        for (const id of this.world.conversations.keys()) {
          this.#settle(id, this.world.log(id).events(), this.world.journal(id).events());
        }
        this.hooks.me();
        this.hooks.changed();
        return;
      case 'next':
        this.hooks.changed();
    }
  }

  /** What the server now shows is no longer ours to keep. */
  #settle(id: ConversationId, events: readonly Event[], journal: readonly JournalEntry[]): void {
    const held = this.world.conversations.get(id);
    if (!held) return;
    for (const event of events) {
      if (event.author === this.who.account) {
        this.outbox.echoed(event.client_id);
        this.drafts.sent(id, event.body.text);
      } else this.typing.over(id);
    }
    for (const { client_id } of journal) if (client_id) this.outbox.echoed(client_id);
    this.outbox.settle(id);
    this.reads.settle(held.conversation);
    this.drafts.settle(held.conversation);
  }
}

/** Under which name this browser keeps what it holds of an account. */
export function nameOf({ account, device, member }: SignedIn): string {
  return diskName(device, member && account);
}
