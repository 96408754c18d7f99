/**
 * One client as the interface sees it: reactive fields, and the client's changes turned into them, a frame at a time.
 * Whose client it is, a person's or a brand's, says who extends this. Never holds rules; those are in the client's parts.
 */
import { untrack } from 'svelte';

import type { Client, ClientHooks } from './client';
import { Frame } from './frame';
import type { Surroundings } from './options';
import { search } from './search';
import { OpenThread, type ThreadHost } from './thread.svelte';
import type { ConversationView, Message, SearchResult, Status } from './types';
import type { ViewMap } from './views';
import type { AccountId, ConversationId, Event, Me, Presence, Profile, Timestamp } from './wire';

type Listener = (conversation: ConversationView, message: Message) => void;

const NO_VIEWS: ViewMap = new Map();

export abstract class Published<T extends OpenThread = OpenThread> {
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
  readonly #threads = new Map<ConversationId, T>();
  readonly #listeners = new Set<Listener>();
  readonly #frame: Frame;

  constructor(protected readonly around: Surroundings) {
    this.#frame = new Frame(() => untrack(() => this.publish()), around.timing.hiddenFrame);
  }

  protected abstract readonly client: Client | null;
  protected abstract makeThread(id: ConversationId, client: Client, host: ThreadHost): T;

  /** What the client tells, and becomes of it here. */
  protected hooks(): Omit<ClientHooks, 'ended' | 'replaced'> {
    return {
      status: (status, retryAt) => this.statusChanged(status, retryAt),
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
    };
  }

  /** Nothing of one sign-in shows in the next. */
  protected forget(): void {
    this.#threads.clear();
    this.#typing = new Set();
    this.#presence = new Map();
    this.storageTrouble = false;
    this.statusChanged('offline', null);
  }

  protected statusChanged(status: Status, retryAt: number | null): void {
    this.status = status;
    this.retryAt = retryAt;
    if (status !== 'live') return;
    this.flush();
    for (const thread of this.#threads.values()) thread.connected();
  }

  /** Shows what changed without waiting for the next frame. */
  protected flush(): void {
    this.#frame.flush();
  }

  protected silence(): void {
    this.#frame.cancel();
  }

  /** Everything may be another now. */
  protected publishAll(): void {
    this.#allChanged = true;
    untrack(() => this.publish());
  }

  protected publish(): void {
    this.#frame.cancel();
    const { client } = this;
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
    const message = this.client?.views.message(event);
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
    return Date.now() + (this.client?.clockOffset ?? 0);
  }

  avatarUrl(profile: Profile): string | null {
    return profile.avatar ? `${this.around.origin}/v1/avatars/${profile.avatar}` : null;
  }

  async loadMoreConversations(): Promise<void> {
    await this.client?.history.loadList();
    this.#frame.flush();
  }

  openThread(id: ConversationId): T {
    const thread = this.#threads.get(id) ?? untrack(() => this.#openThread(id));
    thread.holders++;
    return thread;
  }

  #openThread(id: ConversationId): T {
    const { client } = this;
    if (!client) throw new Error('a thread can only be opened while signed in');
    const thread = this.makeThread(id, client, {
      now: () => this.now(),
      view: (conversation) => this.#views.get(conversation),
      flush: () => this.#frame.flush(),
      closed: (closed) => this.#threads.delete(closed.id),
    });
    thread.typing = this.#typing.has(id);
    this.#threads.set(id, thread);
    thread.begin();
    return thread;
  }

  watch(accounts: readonly AccountId[]): void {
    this.client?.presence.watch(accounts);
  }

  async search(query: string): Promise<SearchResult> {
    const { client } = this;
    return client ? search(query, this.conversations, client) : { conversations: [], messages: [] };
  }

  onMessage(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
