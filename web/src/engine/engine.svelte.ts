/**
 * The engine as the interface sees it: one object with reactive fields, from before anyone is signed in until after.
 * Holds the published state and turns the client's changes into it, a frame at a time. The rules are elsewhere.
 */
import { untrack } from 'svelte';

import type { Client } from './client';
import { Frame } from './frame';
import { type EngineOptions, surroundings } from './options';
import { search } from './search';
import { SessionKeeper } from './session';
import { OpenThread } from './thread.svelte';
import type { ConversationView, Engine, Message, Phase, SearchResult, Status, Thread } from './types';
import type { ViewMap } from './views';
import type { AccountId, ConversationId, Event, Me, Presence, Problem, Profile, Timestamp } from './wire';

type Listener = (conversation: ConversationView, message: Message) => void;

const NO_VIEWS: ViewMap = new Map();

class LiveEngine implements Engine {
  phase = $state<Phase>('starting');
  signedOutBy = $state.raw<Problem | null>(null);
  status = $state<Status>('offline');
  retryAt = $state<number | null>(null);
  me = $state.raw<Me | null>(null);
  conversations = $state.raw<readonly ConversationView[]>([]);
  ready = $state(false);
  hasMoreConversations = $state(false);
  unreadTotal = $state(0);
  waiting = $state(0);
  failed = $state(0);
  storageTrouble = $state(false);

  #views = $state.raw(NO_VIEWS);
  #typing = $state.raw<ReadonlySet<ConversationId>>(new Set());
  #presence = $state.raw<ReadonlyMap<AccountId, Presence>>(new Map());
  #changed = new Set<ConversationId>();
  #allChanged = false;
  readonly #threads = new Map<ConversationId, OpenThread>();
  readonly #listeners = new Set<Listener>();
  readonly #frame: Frame;
  readonly #session: SessionKeeper;

  constructor(options: EngineOptions) {
    const around = surroundings(options);
    this.#frame = new Frame(() => untrack(() => this.#publish()), around.timing.hiddenFrame);
    this.#session = new SessionKeeper(around, {
      phase: (phase, problem) => this.#phaseChanged(phase, problem),
      status: (status, retryAt) => this.#statusChanged(status, retryAt),
      changed: (id) => {
        if (id === undefined) this.#allChanged = true;
        else this.#changed.add(id);
        this.#frame.schedule();
      },
      me: () => this.#frame.schedule(),
      typing: (now) => {
        this.#typing = now;
        for (const thread of this.#threads.values()) thread.typing = now.has(thread.id);
      },
      presence: (now) => (this.#presence = now),
      incoming: (id, event) => this.#announce(id, event),
      storageTrouble: () => (this.storageTrouble = true),
    });
  }

  get #client(): Client | null {
    return this.#session.client;
  }

  // What is published.

  #phaseChanged(phase: Phase, problem: Problem | null): void {
    if (phase === 'signed_out') this.#forget();
    this.#allChanged = true;
    untrack(() => this.#publish());
    this.signedOutBy = problem;
    this.phase = phase;
  }

  /** Nothing of one sign-in shows in the next. */
  #forget(): void {
    this.#threads.clear();
    this.#typing = new Set();
    this.#presence = new Map();
    this.storageTrouble = false;
    this.#statusChanged('offline', null);
  }

  #statusChanged(status: Status, retryAt: number | null): void {
    this.status = status;
    this.retryAt = retryAt;
    if (status !== 'live') return;
    this.#frame.flush();
    for (const thread of this.#threads.values()) thread.connected();
  }

  #publish(): void {
    this.#frame.cancel();
    const client = this.#client;
    const changed = this.#allChanged ? 'all' : this.#changed;
    const views = client?.views.update(this.#views, changed) ?? NO_VIEWS;
    this.#views = views;
    this.conversations = [...views.values()].sort(
      (a, b) => b.activity - a.activity || (a.id < b.id ? 1 : -1),
    );
    this.unreadTotal = this.conversations.reduce((sum, view) => sum + view.unread, 0);
    this.me = client?.world.me ?? null;
    this.ready = client?.world.next !== undefined;
    this.hasMoreConversations = typeof client?.world.next === 'string';
    this.waiting = client?.outbox.count('queued', 'sending', 'failed') ?? 0;
    this.failed = client?.outbox.count('failed') ?? 0;
    for (const thread of this.#threads.values()) {
      if (this.#allChanged || this.#changed.has(thread.id)) thread.refresh();
    }
    this.#changed = new Set();
    this.#allChanged = false;
  }

  #announce(id: ConversationId, event: Event): void {
    if (this.#listeners.size === 0) return;
    this.#frame.flush();
    const view = this.#views.get(id);
    const message = this.#client?.views.message(event);
    if (view && message) for (const listener of this.#listeners) listener(view, message);
  }

  conversation(id: ConversationId): ConversationView | undefined {
    return this.#views.get(id);
  }

  typing(id: ConversationId): boolean {
    return this.#typing.has(id);
  }

  presence(account: AccountId): Presence | undefined {
    return this.#presence.get(account);
  }

  now(): Timestamp {
    return Date.now() + (this.#client?.clockOffset ?? 0);
  }

  avatarUrl(profile: Profile): string | null {
    return profile.avatar ? this.#session.address(`/v1/avatars/${profile.avatar}`) : null;
  }

  // The session.

  start = (): void => this.#session.start();
  stop = async (): Promise<void> => {
    this.#frame.cancel();
    await this.#session.stop();
  };
  reconnect = (): void => this.#session.reconnect();
  info: Engine['info'] = () => this.#session.rest.info();
  signUp: Engine['signUp'] = (request) => this.#session.enter(() => this.#session.rest.signUp(request));
  signIn: Engine['signIn'] = (request) => this.#session.enter(() => this.#session.rest.signIn(request));
  platformSignIn: Engine['platformSignIn'] = (request) =>
    this.#session.enter(() => this.#session.rest.platformSignIn(request));
  signOut: Engine['signOut'] = () => this.#session.leave();
  changeProfile: Engine['changeProfile'] = (change) => this.#keepMe(this.#session.rest.changeProfile(change));
  setAvatar: Engine['setAvatar'] = (image) => this.#keepMe(this.#session.rest.setAvatar(image));
  removeAvatar: Engine['removeAvatar'] = () => this.#keepMe(this.#session.rest.removeAvatar());
  changePassword: Engine['changePassword'] = (change) => this.#session.rest.changePassword(change);
  listDevices: Engine['listDevices'] = () => this.#session.rest.listDevices();
  revokeDevice: Engine['revokeDevice'] = (id) => this.#session.rest.revokeDevice(id);
  findAccount: Engine['findAccount'] = (handle) => this.#session.rest.findAccount(handle);

  async #keepMe(changing: Promise<Me>): Promise<void> {
    const me = await changing;
    this.#client?.world.setMe(me);
    this.#frame.flush();
  }

  // Conversations.

  async startConversation(handle: string): Promise<ConversationId> {
    const item = await this.#session.rest.startConversation(handle);
    this.#client?.world.put(item);
    this.#frame.flush();
    return item.conversation.id;
  }

  async loadMoreConversations(): Promise<void> {
    await this.#client?.history.loadList();
    this.#frame.flush();
  }

  openThread(id: ConversationId): Thread {
    const thread = this.#threads.get(id) ?? untrack(() => this.#makeThread(id));
    thread.holders++;
    return thread;
  }

  #makeThread(id: ConversationId): OpenThread {
    const client = this.#client;
    if (!client) throw new Error('a thread can only be opened while signed in');
    const thread = new OpenThread(id, client, {
      now: () => this.now(),
      view: (conversation) => this.#views.get(conversation),
      flush: () => this.#frame.flush(),
      closed: (closed) => this.#threads.delete(closed.id),
    });
    thread.typing = this.#typing.has(id);
    this.#threads.set(id, thread);
    return thread;
  }

  watch(accounts: readonly AccountId[]): void {
    this.#client?.presence.watch(accounts);
  }

  async search(query: string): Promise<SearchResult> {
    return this.#client
      ? search(query, this.conversations, this.#client)
      : { conversations: [], messages: [] };
  }

  onMessage(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** The one engine of a page. */
export function createEngine(options: EngineOptions = {}): Engine {
  return new LiveEngine(options);
}
