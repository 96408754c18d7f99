/**
 * A brand's thread with a customer, opened by one of its members: the window on the log, the part of the journal that
 * belongs to it, and writing that does not talk over a colleague. Never shows a journal with a hole in it.
 */
import { untrack } from 'svelte';

import type { Client } from '../client';
import { firstSeq, lastSeq } from '../event-log';
import { OpenThread, type ThreadHost, bodyOf } from '../thread.svelte';
import type { Message } from '../types';
import type { AccountId, Attachment, Body, ConversationId, JournalEntry, TicketChange } from '../wire';

import { Attending, type Attentive } from './attention';
import type { BrandRest } from './brand-rest';

export class DeskThread extends OpenThread {
  /** What happened beside the messages of the window, by rising `seq`. */
  journal = $state.raw<readonly JournalEntry[]>([]);
  /** Notes that wait to be taken by the server. */
  waitingNotes = $state.raw<readonly Message[]>([]);
  /** Which member wrote the message at a `seq`. */
  writers = $state.raw<ReadonlyMap<number, AccountId>>(new Map());
  /** Which messages were made from which templates, by their names. */
  templates = $state.raw<ReadonlyMap<number, string>>(new Map());
  /** Colleagues who look at it, or write in it. */
  attentive = $state.raw<readonly Attentive[]>([]);
  /** The thread changed hands since the words in the composer were begun. */
  overtaken = $state(false);

  /** The thread's epoch when the words in the composer were begun. */
  #begun: number | null = null;
  #attending: Attending | null = null;
  #reading: Promise<void> | null = null;

  constructor(
    id: ConversationId,
    client: Client,
    host: ThreadHost,
    private readonly rest: BrandRest,
  ) {
    super(id, client, host);
  }

  override begin(): void {
    super.begin();
    const isSeen = () => !document.hidden && document.hasFocus();
    this.#attending = new Attending(
      (writing) => this.client.connection.say('attend', { conversation: this.id, writing }),
      isSeen,
    );
    void this.#readDisk();
    void this.#readOwnWords();
  }

  async #readDisk(): Promise<void> {
    const entries = (await this.client.disk?.journal(this.id).catch(() => [])) ?? [];
    this.client.world.addJournal(this.id, entries);
    await this.#cover();
  }

  /** A member's draft stands in no shared state: it is read for the one conversation. */
  async #readOwnWords(): Promise<void> {
    try {
      const item = await this.rest.conversation(this.id);
      this.client.drafts.learnt(this.id, item.conversation.draft?.text ?? '');
      this.client.world.put(item);
    } catch {
      // What is kept here shows; without a connection there is nothing newer to know.
    }
  }

  override refresh(): void {
    super.refresh();
    const { client, id } = this;
    this.waitingNotes = client.views.waitingNotes(id);
    const run = client.world.journal(id).newest() ?? [];
    const first = untrack(() => this.messages).find(({ seq }) => seq !== null)?.seq ?? 0;
    const from = untrack(() => this.atStart) ? 0 : first;
    this.journal = run.filter(({ after }) => after >= from);
    const writers = new Map<number, AccountId>();
    const templates = new Map<number, string>();
    for (const { what, author } of run) {
      if (what.kind !== 'replied') continue;
      writers.set(what.seq, author);
      if (what.template !== undefined) templates.set(what.seq, what.template);
    }
    this.writers = writers;
    this.templates = templates;
    const epoch = this.#epoch;
    this.overtaken = this.#begun !== null && epoch !== null && client.epochs.now(id, this.#begun) < epoch;
    void this.#cover();
  }

  get #epoch(): number | null {
    return this.client.world.conversations.get(this.id)?.conversation.thread?.epoch ?? null;
  }

  /** Reads the journal as far as the window goes. */
  #cover(): Promise<void> {
    this.#reading ??= this.#read().finally(() => (this.#reading = null));
    return this.#reading;
  }

  async #read(): Promise<void> {
    try {
      for (let before = this.#missing(); before !== null; before = this.#missing()) {
        const { entries } = await this.rest.readJournal(this.id, before || undefined);
        if (entries.length === 0) return;
        this.client.world.addJournal(this.id, entries);
        this.host.flush();
      }
    } catch {
      // Read again with the next change or connection.
    }
  }

  /** Before which entry to read; 0 for the newest, null when nothing is missing. */
  #missing(): number | null {
    const { world } = this.client;
    const head = world.conversations.get(this.id)?.conversation.thread?.journal ?? 0;
    const run = world.journal(this.id).newest();
    if (head === 0 || (run && firstSeq(run) === 1 && lastSeq(run) >= head)) return null;
    if (!run || lastSeq(run) < head) return 0;
    const first = untrack(() => this.messages)[0]?.seq ?? 0;
    return run[0].after >= first ? firstSeq(run) : null;
  }

  override connected(): void {
    super.connected();
    void this.#cover();
  }

  override setDraft(text: string): void {
    const isBegun = untrack(() => this.draft) !== '';
    if (text === '') this.#begin(null);
    else if (!isBegun || this.#begun === null) this.#begin(this.#epoch);
    super.setDraft(text);
    if (text !== '') this.#attending?.wrote();
  }

  #begin(epoch: number | null): void {
    this.#begun = epoch;
    this.overtaken = false;
  }

  /** Those who have seen who answered go on all the same. */
  goOn(): void {
    this.#begin(this.#epoch);
  }

  /** Sends a reply, unless the thread changed hands since it was begun; then, if said, changes the ticket. */
  reply(text: string, then?: TicketChange, attachments: readonly Attachment[] = []): void {
    if (text.trim() === '' && attachments.length === 0) return;
    const epoch = this.#begun ?? this.#epoch ?? undefined;
    this.#begin(null);
    this.client.send(
      this.id,
      { body: bodyOf(text, attachments), ...(epoch !== undefined && { epoch }), ...(then && { then }) },
      this.host.now(),
    );
    this.#attending?.sent();
    this.host.flush();
    if (!untrack(() => this.atNewest)) void this.goToNewest();
  }

  /** Writes a note. The customer never sees it. */
  note(body: Body): void {
    this.client.send(this.id, { body, note: true }, this.host.now());
    this.#attending?.sent();
    this.host.flush();
  }

  /** A letter of a note was written: colleagues may know, the customer must not. */
  wroteNote(): void {
    this.#attending?.wrote();
  }

  /** Takes the words of a stopped message back into the composer. */
  recall(key: string): void {
    const text = this.client.outbox.recall(key);
    if (text === null) return;
    const { draft } = this;
    this.setDraft(draft === '' ? text : `${draft}\n${text}`);
    this.#begin(this.#epoch);
    this.host.flush();
  }

  override close(): void {
    if (this.holders === 1) this.#attending?.stop();
    super.close();
  }
}
