/**
 * A brand's inbox as the interface sees it: the brand's conversations by the same sync as a person's, its people, its
 * tickets by views, and what members do with them. Loaded with the inbox only. The rules are the server's.
 */
import { type ApiError, asApiError } from '../api-error';
import { Client, nameOf } from '../client';
import { Debounce } from '../debounce';
import { Disk } from '../disk';
import { watchPage } from '../page';
import { Published } from '../published.svelte';
import type { ThreadHost } from '../thread.svelte';
import type { BrandDoor, Status } from '../types';
import type {
  AccountId,
  Bot,
  Brand,
  BrandPart,
  ChangedTickets,
  ConversationId,
  Me,
  Member,
  Problem,
  Profile,
  ProfileChange,
  SavedReply,
  OwnRole,
  Right,
  Team,
  TeamId,
  Template,
  TicketChange,
  TicketCounts,
  TicketPage,
  View,
} from '../wire';

import { Attention, type Attentive } from './attention';
import { BrandRest } from './brand-rest';
import { DeskThread } from './desk-thread.svelte';
import { asksTheServer, countIn } from './filter';
import { type FollowedMap, NOTHING_FOLLOWED, type Order, type Queue, countTickets, queueKey } from './queues';
import { Rereading } from './rereading';
import { TicketList, type TicketSource } from './ticket-list.svelte';
import { type ChangeOfSeveral, undoOf } from './undo';

/** A change of tickets takes at most this many at once. */
const MOST_AT_ONCE = 100;
const COUNT_AFTER = 400;
const COUNT_AT_MOST = 2_000;
/** Views are counted less often: they are many. */
const VIEWS_AFTER = 1_000;
const VIEWS_AT_MOST = 10_000;
/** How late a view may be that asks how long something lasts. */
const MINUTE_MOVES = 20_000;

/** `left`: one works for this brand no more. */
export type InboxPhase = 'opening' | 'open' | 'left' | 'stopped';

export class Inbox extends Published<DeskThread> implements TicketSource {
  phase = $state<InboxPhase>('opening');
  brand = $state.raw<Brand | null>(null);
  members = $state.raw<readonly Member[]>([]);
  replies = $state.raw<readonly SavedReply[]>([]);
  templates = $state.raw<readonly Template[]>([]);
  bots = $state.raw<readonly Bot[]>([]);
  teams = $state.raw<readonly Team[]>([]);
  /** Those of the brand's own. */
  roles = $state.raw<readonly OwnRole[]>([]);
  /** What the member follows. */
  followed = $state.raw<FollowedMap>(NOTHING_FOLLOWED);
  /** Those of all members, then one's own. */
  views = $state.raw<readonly View[]>([]);
  /** Why the brand could not be read; tried again with the next connection. */
  problem = $state.raw<ApiError | null>(null);
  #labels = $state.raw<readonly string[]>([]);
  #counted = $state.raw<TicketCounts | null>(null);
  #attentive = $state.raw<ReadonlyMap<ConversationId, readonly Attentive[]>>(new Map());

  readonly member: AccountId;
  readonly rest: BrandRest;
  readonly #lists = new Map<string, TicketList>();
  readonly #attention = new Attention((id, now) => {
    this.#attentive = new Map(this.#attentive).set(id, now);
    const thread = this.#open.get(id);
    if (thread) thread.attentive = now;
  });
  readonly #open = new Map<ConversationId, DeskThread>();
  /** The moment by which views ask how long something lasts. */
  #minute = $state(0);
  #minutes: ReturnType<typeof setInterval> | undefined;
  #countedViews = $state.raw<ReadonlyMap<View['id'], number>>(new Map());
  readonly #reviews = new Debounce(() => void this.#review(), VIEWS_AFTER, VIEWS_AT_MOST);
  readonly #recount = new Debounce(() => void this.#count(), COUNT_AFTER, COUNT_AT_MOST);
  #client = $state.raw<Client | null>(null);
  #stopWatching = (): void => undefined;
  #stopped = false;

  /** All labels in use, those of tickets that just came included. */
  readonly labels: readonly string[] = $derived.by(() => {
    const all = new Set(this.#labels);
    for (const one of this.conversations)
      for (const label of one.thread?.ticket?.labels ?? []) all.add(label);
    return [...all].sort((a, b) => a.localeCompare(b));
  });

  /** How many tickets stand in each view, as far as that is known. */
  readonly viewCounts: ReadonlyMap<View['id'], number> = $derived.by(() => {
    if (!this.complete) return this.#countedViews;
    const counts = new Map(this.#countedViews);
    for (const { id, filter } of this.views)
      if (!asksTheServer(filter)) counts.set(id, countIn(filter, this.conversations, this));
    return counts;
  });

  /** Null until they are known. */
  readonly counts: TicketCounts | null = $derived.by(() =>
    this.complete ? countTickets(this.conversations, this.member) : this.#counted,
  );

  constructor(private readonly door: BrandDoor) {
    super(door.around);
    this.member = door.who.member;
    const { fetch, origin, timing } = door.around;
    this.rest = new BrandRest(fetch, origin, timing.request, () => void this.stop(), door.who.account);
  }

  protected get client(): Client | null {
    return this.#client;
  }

  get complete(): boolean {
    return this.ready && !this.hasMoreConversations;
  }

  get connected(): boolean {
    return this.status === 'live';
  }

  // Opening and leaving.

  async start(): Promise<void> {
    this.door.keeps(true);
    const client = await Client.open(this.door.who, this.rest, this.door.around, {
      ...this.hooks(),
      attention: (id, member, writing) => this.#attention.heard(id, member, writing),
      brandChanged: (part) => this.#rereading.heard(part),
      ended: (problem) => void this.#ended(problem),
      replaced: () => void this.stop(),
    });
    if (this.#stopped) return client.stop();
    this.#client = client;
    this.publishAll();
    this.phase = 'open';
    this.#stopWatching = watchPage({
      online: () => this.reconnect(),
      shown: () => this.reconnect(),
      offline: () => client.connection.networkGone(),
      left: () => client.flush(),
    });
    this.#minute = this.now();
    this.#minutes = setInterval(() => (this.#minute = this.now()), MINUTE_MOVES);
    client.start();
  }

  reconnect(): void {
    this.#client?.connection.nudge();
  }

  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    if (this.phase !== 'left') this.phase = 'stopped';
    this.silence();
    this.#recount.cancel();
    this.#reviews.cancel();
    clearInterval(this.#minutes);
    this.#attention.clear();
    this.#stopWatching();
    await this.#client?.stop();
  }

  async #ended(problem: Problem): Promise<void> {
    if (problem.code !== 'forbidden') return this.stop();
    this.phase = 'left';
    await this.stop();
    this.door.keeps(false);
    await Disk.wipe(nameOf(this.door.who), this.door.around.storage);
  }

  protected override statusChanged(status: Status, retryAt: number | null): void {
    super.statusChanged(status, retryAt);
    if (status === 'offline') this.#attention.clear();
    if (status !== 'live') return;
    void this.refreshBrand();
    for (const list of this.#lists.values()) if (list.problem) void list.loadMore();
    this.#recount.schedule();
  }

  protected override hooks(): ReturnType<Published['hooks']> {
    const hooks = super.hooks();
    return {
      ...hooks,
      changed: (id) => {
        hooks.changed(id);
        if (id === undefined) this.#startOver();
        this.#recount.schedule();
        this.#reviews.schedule();
      },
    };
  }

  /** What was read of the views went with the world that it was put into. */
  #lives = 0;
  #startOver(): void {
    const lives = this.#client?.world.lives ?? 0;
    if (lives === this.#lives) return;
    this.#lives = lives;
    for (const list of this.#lists.values()) list.forget();
  }

  // The brand and its people.

  /** Reads what the sync does not bring; the next connection tries again what fails. */
  async refreshBrand(): Promise<void> {
    try {
      const { rest } = this;
      const [brand, members, labels, replies, templates, bots, teams, roles, followed, views] =
        await Promise.all([
          rest.readBrand(),
          rest.members(),
          rest.labels(),
          rest.replies(),
          rest.templates(),
          rest.bots(),
          rest.teams(),
          rest.roles(),
          rest.followed(),
          rest.views(),
        ]);
      Object.assign(this, { brand, members, replies, templates, bots, teams, roles, problem: null });
      this.#labels = labels;
      this.followed = new Map(followed.map(({ conversation, seen }) => [conversation, seen]));
      this.takeViews(views);
    } catch (thrown) {
      this.problem = asApiError(thrown);
    }
  }

  /** What a colleague changed while one looks on. */
  readonly #rereading = new Rereading<BrandPart>(async (part) => {
    if (part === 'replies') this.replies = await this.rest.replies();
    else if (part === 'templates') this.templates = await this.rest.templates();
    else this.brand = await this.rest.readBrand();
  });

  protected override publish(): void {
    super.publish();
    this.#meetStrangers();
  }

  /** Who has a ticket and is not known came since it was read, as a bot or a team that was just made: each is asked for once. */
  readonly #met = new Set<AccountId | TeamId>();
  #meetStrangers(): void {
    if (this.members.length === 0 || !this.connected) return;
    const known = new Set([
      ...this.members.map(({ account }) => account.id),
      ...this.teams.map(({ id }) => id),
    ]);
    const holders = this.conversations.flatMap(({ thread }) =>
      [thread?.ticket?.assignee, thread?.ticket?.team].filter((id) => id !== undefined),
    );
    const strangers = holders.filter((id) => !known.has(id) && !this.#met.has(id));
    if (strangers.length === 0) return;
    for (const id of strangers) this.#met.add(id);
    void this.refreshBrand();
  }

  // The brand's own profile, as a person's.
  changeProfile = (change: ProfileChange): Promise<void> => this.#keepMe(this.rest.changeProfile(change));
  setAvatar = (image: Blob): Promise<void> => this.#keepMe(this.rest.setAvatar(image));
  removeAvatar = (): Promise<void> => this.#keepMe(this.rest.removeAvatar());

  async #keepMe(changing: Promise<Me>): Promise<void> {
    this.#client?.world.setMe(await changing);
    this.flush();
    await this.refreshBrand();
  }

  /** Whoever did something: a member, the brand itself, or someone who has left. */
  profileOf(id: AccountId): Profile | null {
    const member = this.members.find(({ account }) => account.id === id);
    return member?.account ?? (this.brand?.account.id === id ? this.brand.account : null);
  }

  teamOf(id: TeamId | undefined): Team | null {
    return this.teams.find((team) => team.id === id) ?? null;
  }

  // Views.

  get moment(): number {
    return this.#minute;
  }

  viewOf(id: View['id']): View | undefined {
    return this.views.find((view) => view.id === id);
  }

  /** The views as they stand now: lists of those that became others begin anew. */
  takeViews(views: readonly View[]): void {
    const before = new Map(this.views.map((view) => [view.id, JSON.stringify(view.filter)]));
    this.views = views;
    for (const { id, filter } of views) {
      if (before.get(id) === JSON.stringify(filter)) continue;
      for (const list of this.#lists.values())
        if ('view' in list.queue && list.queue.view === id) list.forget();
    }
    this.#reviews.schedule();
  }

  async #review(): Promise<void> {
    if (!this.connected || this.views.length === 0) return;
    try {
      if (!this.complete || this.views.some(({ filter }) => asksTheServer(filter)))
        this.#countedViews = new Map((await this.rest.viewCounts()).map(({ view, count }) => [view, count]));
    } catch {
      // Counted again with the next change.
    }
    await Promise.all([...this.#lists.values()].map((list) => list.refresh()));
  }

  isBot(id: AccountId | undefined): boolean {
    return id !== undefined && this.members.some(({ account, role }) => account.id === id && role === 'bot');
  }

  get profile(): Profile | null {
    return this.brand?.account ?? this.me;
  }

  /** Whether the member has a right, by a role that is built in or of the brand's own. */
  may(right: Right): boolean {
    return this.brand?.rights.includes(right) ?? false;
  }

  /** How many of the conversations that the member follows, and that are held, have something new. */
  readonly newInFollowed: number = $derived(this.conversations.filter((one) => this.isNew(one)).length);

  /** Whether there is something new in a conversation that the member follows. */
  isNew({ id, head }: { id: ConversationId; head: number }): boolean {
    const seen = this.followed.get(id);
    return seen !== undefined && seen < head;
  }

  /** Follows a conversation, and has seen what is in it. */
  async follow(id: ConversationId): Promise<void> {
    const head = this.conversation(id)?.head ?? 0;
    await this.rest.follow(id);
    this.followed = new Map(this.followed).set(id, head);
  }

  async unfollow(id: ConversationId): Promise<void> {
    await this.rest.unfollow(id);
    const followed = new Map(this.followed);
    followed.delete(id);
    this.followed = followed;
  }

  /** Whether the member takes new work, by their own word. */
  get away(): boolean {
    return this.members.some(({ account, away }) => account.id === this.member && away === true);
  }

  async setAway(away: boolean): Promise<void> {
    await this.rest.setAvailability(away);
    await this.refreshBrand();
  }

  get mayDefineTopics(): boolean {
    return this.may('manage_topics');
  }

  get mayAnswer(): boolean {
    return this.may('answer');
  }

  get mayNote(): boolean {
    return this.may('write_notes');
  }

  /** Addresses and orders of customers are personal: who only reads figures does not see them. */
  get mayKnowCustomers(): boolean {
    return this.may('read_contacts');
  }

  attentive(id: ConversationId): readonly Attentive[] {
    return this.#attentive.get(id) ?? [];
  }

  // Tickets.

  list(queue: Queue, order: Order): TicketList {
    const key = `${queueKey(queue)} ${order}`;
    let list = this.#lists.get(key);
    if (!list) this.#lists.set(key, (list = new TicketList(queue, order, this)));
    return list;
  }

  async read(request: object): Promise<TicketPage> {
    const client = this.#mustHaveClient();
    const page = await client.connection.request<TicketPage>('list_tickets', request);
    for (const { conversation, events } of page.tickets) client.world.put({ conversation, events });
    this.flush();
    return page;
  }

  async #count(): Promise<void> {
    if (!this.connected || this.complete) return;
    try {
      this.#counted = await this.#mustHaveClient().connection.request<TicketCounts>('count_tickets');
    } catch {
      // Counted again with the next change.
    }
  }

  /** Changes the newest tickets of conversations; resolves with how each stood before. */
  async change(conversations: readonly ConversationId[], change: TicketChange): Promise<ChangedTickets> {
    const all: ChangedTickets = { before: [], refused: [] };
    for (let from = 0; from < conversations.length; from += MOST_AT_ONCE) {
      const part = conversations.slice(from, from + MOST_AT_ONCE);
      const done = await this.#changePart(part, change);
      all.before.push(...done.before);
      all.refused.push(...done.refused);
    }
    return all;
  }

  async #changePart(part: readonly ConversationId[], change: TicketChange): Promise<ChangedTickets> {
    const { connection, epochs } = this.#mustHaveClient();
    const held = new Map(part.map((id) => [id, this.conversation(id)?.thread?.epoch]));
    const done = await connection.request<ChangedTickets>('change_tickets', { conversations: part, change });
    for (const { conversation, ticket } of done.before) {
      const epoch = held.get(conversation);
      // A ticket that goes to a team is nobody's, unless it is said whose.
      const leaves = change.team !== undefined && change.team !== null && change.team !== ticket.team;
      const to = change.assignee === undefined && leaves ? null : change.assignee;
      if (epoch !== undefined && to !== undefined && (ticket.assignee ?? null) !== to)
        epochs.took(conversation, epoch);
    }
    return done;
  }

  undoOf(before: ChangedTickets['before'], done: TicketChange): ChangeOfSeveral[] {
    return undoOf(before, done, this.now());
  }

  #mustHaveClient(): Client {
    if (!this.#client) throw asApiError(null);
    return this.#client;
  }

  // Threads.

  protected makeThread(id: ConversationId, client: Client, host: ThreadHost): DeskThread {
    const thread = new DeskThread(
      id,
      client,
      {
        ...host,
        closed: (closed) => {
          this.#open.delete(id);
          host.closed(closed);
        },
      },
      this.rest,
    );
    thread.attentive = this.attentive(id);
    this.#open.set(id, thread);
    return thread;
  }
}
