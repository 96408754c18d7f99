/**
 * One conversation opened for reading: a window without holes on its log. The window is the run of held events around
 * an anchor; it grows when pages or entries join the run, and moves when the anchor does.
 */
import { untrack } from 'svelte';

import { asApiError, type ApiError } from './api-error';
import type { Client } from './client';
import { type Run, firstSeq, lastSeq } from './event-log';
import { mayOffer, offerIn } from './offers';
import type { ConversationView, Message, Thread } from './types';
import type { Watch } from './upload';
import type { Attachment, Body, ClientId, ConversationId, PageRequest } from './wire';

const PAGE = 50;
const LARGEST_PAGE = 100;
/** A window with fewer messages than fill a screen is extended when it is opened. */
const SCREENFUL = 30;
/** Events of a closed thread that stay in memory. */
const KEPT_WHEN_CLOSED = 200;

export interface ThreadHost {
  now(): number;
  view(id: ConversationId): ConversationView | undefined;
  /** Shows what changed without waiting for the next frame. */
  flush(): void;
  closed(thread: OpenThread): void;
}

/** What a message says. */
export function bodyOf(text: string, attachments: readonly Attachment[]): Body {
  return { v: 1, text, ...(attachments.length > 0 && { attachments: [...attachments] }) };
}

export class OpenThread implements Thread {
  conversation = $state.raw<ConversationView | null>(null);
  missing = $state(false);
  messages = $state.raw<readonly Message[]>([]);
  atStart = $state(false);
  atNewest = $state(true);
  loading = $state<'older' | 'newer' | 'around' | null>(null);
  problem = $state.raw<ApiError | null>(null);
  draft = $state('');
  typing = $state(false);

  /** How many hold it open. */
  holders = 0;
  #anchor: number | null = null;
  #again: (() => Promise<void>) | null = null;
  #current: Promise<void> = Promise.resolve();

  constructor(
    readonly id: ConversationId,
    protected readonly client: Client,
    protected readonly host: ThreadHost,
  ) {}

  /** Shows what is held, and reads what is not. Called once. */
  begin(): void {
    this.refresh();
    void this.#begin();
  }

  /** What this window shows may be another now. */
  refresh(): void {
    const { id, client } = this;
    const view = this.host.view(id) ?? null;
    this.conversation = view;
    if (view) this.missing = false;
    this.draft = client.drafts.of(client.world.conversations.get(id)?.conversation, id);
    const run = this.#window();
    const end = run ? lastSeq(run) : 0;
    // Of what was removed the last stands for all: before it there is nothing to read.
    const removed = view?.removed?.through ?? 0;
    const first = run?.[0].seq ?? Number.POSITIVE_INFINITY;
    this.atStart = view !== null && (view.head === 0 || first <= Math.max(removed, 1));
    this.atNewest = end >= (view?.head ?? 0);
    const messages = (run ?? [])
      .filter((event) => event.kind === 'message' && event.seq >= removed)
      .map((event) => client.views.message(event));
    // What waits comes after the newest; it also shows while nothing else can. What the log has already waits no more, though the
    // news of it may still be on its way.
    const waiting = client.views.waiting(id).filter(({ key }) => !messages.some((one) => one.key === key));
    this.messages = this.atNewest || !run ? messages.concat(waiting) : messages;
  }

  /** The run around the anchor; without one, the newest. */
  #window(): Run | undefined {
    const log = this.client.world.log(this.id);
    const anchored = this.#anchor === null ? undefined : log.runAt(this.#anchor);
    const run = anchored ?? log.newest();
    if (run && !anchored) this.#anchor = lastSeq(run);
    return run;
  }

  async #begin(): Promise<void> {
    await this.#load('around', () => this.#find());
    // The disk may have brought a longer, or a newer, run.
    this.#anchor = null;
    this.refresh();
    if (this.problem) return;
    if (!this.atNewest) await this.goToNewest();
    else if (this.messages.length < SCREENFUL) await this.loadOlder();
  }

  /** From the disk, or from the server if it is not in the part of the list that is held. */
  async #find(): Promise<void> {
    await this.client.history.loadLog(this.id);
    if (this.client.world.conversations.has(this.id)) return;
    try {
      await this.client.history.loadConversation(this.id);
    } catch (thrown) {
      const error = asApiError(thrown);
      if (error.retryable) throw error;
      this.missing = true;
    }
  }

  // These read reactive fields; an effect that calls them must not depend on those.

  loadOlder = (): Promise<void> => untrack(() => this.#loadOlder());
  loadNewer = (): Promise<void> => untrack(() => this.#loadNewer());
  goToNewest = (): Promise<void> => untrack(() => this.#goToNewest());

  async #loadOlder(): Promise<void> {
    const run = this.#window();
    if (this.loading) return this.#current;
    if (this.atStart || !run) return;
    await this.#load('older', () => this.#read({ before: firstSeq(run), limit: PAGE }));
  }

  async #loadNewer(): Promise<void> {
    const run = this.#window();
    if (this.loading) return this.#current;
    if (this.atNewest) return;
    await this.#load('newer', () => this.#read({ after: run ? lastSeq(run) : 0, limit: LARGEST_PAGE }));
  }

  async goTo(seq: number): Promise<void> {
    await this.client.history.loadLog(this.id);
    const held = () => this.client.world.log(this.id).runAt(seq) !== undefined;
    const read = () => this.#read({ around: seq, limit: PAGE });
    if (!held()) await this.#load('around', read, () => this.goTo(seq));
    if (held()) this.#moveTo(seq);
  }

  async #goToNewest(): Promise<void> {
    const head = this.conversation?.head ?? 0;
    const held = () => this.client.world.log(this.id).newest();
    const newest = held();
    const read = () => this.#read({ limit: PAGE });
    if (!newest || lastSeq(newest) < head) await this.#load('newer', read, () => this.goToNewest());
    const now = held();
    if (now) this.#moveTo(lastSeq(now));
  }

  #moveTo(seq: number): void {
    this.#anchor = seq;
    this.refresh();
  }

  async #read(page: PageRequest): Promise<void> {
    await this.client.history.readEvents(this.id, page);
  }

  #load(
    kind: NonNullable<Thread['loading']>,
    read: () => Promise<void>,
    again = (): Promise<void> => this.#load(kind, read),
  ): Promise<void> {
    this.loading = kind;
    this.problem = null;
    this.#again = null;
    // Of two loads the later one says how it stands.
    const load = read()
      .then(() => this.host.flush())
      .catch((thrown: unknown) => {
        if (load !== this.#current) return;
        this.problem = asApiError(thrown);
        this.#again = again;
      })
      .finally(() => {
        if (load === this.#current) this.loading = null;
      });
    this.#current = load;
    return load;
  }

  /** The connection is back: what failed is read again. */
  connected(): void {
    if (!this.loading) void this.#again?.();
  }

  send(text: string, attachments: readonly Attachment[] = []): void {
    if (text.trim() === '' && attachments.length === 0) return;
    this.client.send(this.id, { body: bodyOf(text, attachments) }, this.host.now());
    this.host.flush();
    if (!untrack(() => this.atNewest)) void this.goToNewest();
  }

  upload(name: string, file: Blob, id: ClientId, watch: Watch): Promise<Attachment> {
    return this.client.files.upload(this.id, name, file, id, watch);
  }

  fileAddress(attachment: Attachment): Promise<string> {
    return this.client.files.address(this.id, attachment);
  }

  choose(seq: number, id: string): void {
    const { client } = this;
    const message = untrack(() => this.messages).find((one) => one.seq === seq);
    const place = untrack(() => this.conversation);
    const offer = message && place && mayOffer(message, place) ? offerIn(message, id) : null;
    if (!offer) return;
    // Asked of the log and the outbox themselves: a second tap may come before the first one shows.
    const waiting = client.views.waiting(this.id);
    const isSame = ({ body }: Message) => body.chosen?.seq === seq && body.chosen.id === id;
    const failed = waiting.find((one) => one.pending === 'failed' && isSame(one));
    if (failed) {
      this.retry(failed.key);
      return;
    }
    const newest = client.world.log(this.id).newest();
    const event = newest?.findLast(({ kind }) => kind === 'message');
    const last =
      waiting.findLast(({ pending }) => pending !== 'failed') ?? (event && client.views.message(event));
    if (last?.mine ? isSame(last) || !offer.lasting : !offer.lasting && last?.seq !== seq) return;
    client.send(this.id, { body: { v: 1, text: offer.text, chosen: { seq, id } } }, this.host.now());
    this.host.flush();
    if (!untrack(() => this.atNewest)) void this.goToNewest();
  }

  retry(key: string): void {
    void this.client.outbox.retry(key);
    this.host.flush();
  }

  discard(key: string): void {
    this.client.outbox.discard(key);
    this.host.flush();
  }

  setDraft(text: string): void {
    // At once: the composer's own text must never be overtaken by an older one.
    this.draft = text;
    this.client.drafts.write(this.client.world.conversations.get(this.id)?.conversation, this.id, text);
    if (text !== '') this.client.typing.notify(this.id);
  }

  markRead(seq: number): void {
    this.client.markRead(this.id, seq);
  }

  close(): void {
    if (--this.holders > 0) return;
    const log = this.client.world.log(this.id);
    if (log.events().length > 2 * KEPT_WHEN_CLOSED) log.keepNewest(KEPT_WHEN_CLOSED);
    this.host.closed(this);
  }
}
