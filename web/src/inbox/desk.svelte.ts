/**
 * What one member is doing in an inbox: which view is open, what is selected, what is being chosen, and what was done
 * last and can be taken back. Never talks to the server itself; the engine's inbox does.
 */
import { tick } from 'svelte';
import { SvelteSet } from 'svelte/reactivity';

import { announcements } from '../app/announcements.svelte';
import { router } from '../app/router.svelte';
import { type InboxPlace, inboxPath } from '../app/routes';
import { ApiError, type ConversationId, type TicketChange } from '../engine';
import { type Inbox, type Order, type Queue, type TicketList, isQueueName, queueKey } from '../engine/inbox';
import type { ChangeOfSeveral } from '../engine/inbox/undo';
import { explain } from '../text/problems';

import { said, saidFollowing, saidUndone } from './said';
import { Finder } from './search/finder.svelte';

/** What stands above the inbox to choose from, and for which tickets. */
export interface Choosing {
  readonly what: 'assign' | 'snooze' | 'moment' | 'priority' | 'label' | 'shortcuts';
  readonly conversations: readonly ConversationId[];
}

export interface Toast {
  readonly text: string;
  /** It can be taken back. */
  readonly undoable: boolean;
  readonly wrong: boolean;
}

const toastMilliseconds = 8_000;

export class Desk {
  queue: Queue = $state.raw({ name: 'unassigned' });
  order: Order = $state('newest');
  choosing: Choosing | null = $state.raw(null);
  toast: Toast | null = $state.raw(null);
  /** The tickets that are selected, by their conversations. */
  readonly selected = new SvelteSet<ConversationId>();
  /** The row that keys are about. */
  focused: ConversationId | null = $state(null);
  /** Where it stands, or stood: a ticket that was resolved leaves its place to the next. */
  #focusedIndex = 0;
  /** Moves the focus to a row; the list says how. */
  focusRow: ((index: number) => void) | null = null;

  readonly finder: Finder;

  #undo: (() => Promise<void>) | null = null;
  #toastTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly inbox: Inbox,
    /** As it stands in the address. */
    readonly brand: string,
  ) {
    this.finder = new Finder(inbox.rest);
  }

  /** A view has an order of its own, which is turned for as long as one looks at it. */
  #turned = $state(false);
  readonly shownOrder: Order = $derived.by(() => {
    if (!('view' in this.queue)) return this.order;
    const own = this.inbox.viewOf(this.queue.view)?.order ?? 'newest';
    return this.#turned === (own === 'newest') ? 'oldest' : 'newest';
  });

  readonly list: TicketList = $derived.by(() => this.inbox.list(this.queue, this.shownOrder));

  /** Turns the order of the view that is open. */
  turnOrder(): void {
    this.#turned = !this.#turned;
  }

  readonly place: InboxPlace = $derived.by(() =>
    router.route.page === 'inbox' ? router.route.at : { part: 'views' },
  );

  get openId(): ConversationId | null {
    return this.place.part === 'conversation' ? this.place.id : null;
  }

  /** The brand's own pages take the thread's place. */
  get inSettings(): boolean {
    const own = ['settings', 'bots', 'flow', 'audit', 'orders', 'webhooks', 'rules', 'rule', 'rule-log'];
    return own.includes(this.place.part);
  }

  path(at?: InboxPlace): string {
    return inboxPath(this.brand, at);
  }

  pathOf(queue: Queue): string {
    if ('following' in queue) return this.path({ part: 'queue', name: 'following' });
    if ('team' in queue) return this.path({ part: 'team', team: queue.team });
    if ('view' in queue) return this.path({ part: 'view', id: queue.view });
    return 'label' in queue
      ? this.path({ part: 'label', label: queue.label })
      : this.path({ part: 'queue', name: queue.name });
  }

  /** Follows the address to a view. */
  follow(place: InboxPlace): void {
    const before = queueKey(this.queue);
    if (place.part === 'team') this.queue = { team: place.team };
    else if (place.part === 'view') this.queue = { view: place.id };
    else if (place.part === 'label') this.queue = { label: place.label };
    else if (place.part === 'queue' && place.name === 'following') this.queue = { following: true };
    else if (place.part === 'queue' && isQueueName(place.name)) this.queue = { name: place.name };
    else return;
    this.selected.clear();
    this.focused = null;
    // Those who come back from a thread find what they had found.
    if (queueKey(this.queue) === before) return;
    this.finder.close();
    this.#turned = false;
  }

  open(id: ConversationId): void {
    router.go(this.path({ part: 'conversation', id }));
  }

  /** To the search box; where views and list are pages of their own, that is on the list's. */
  search(): void {
    if (document.getElementById('inbox-search')?.closest('[inert]')) router.go(this.pathOf(this.queue));
    this.finder.open = true;
    void tick().then(() => {
      const box = document.getElementById('inbox-search');
      box?.focus();
      if (box instanceof HTMLInputElement) box.select();
    });
  }

  focusOn(id: ConversationId): void {
    this.focused = id;
    const index = this.list.rows.findIndex((row) => row.id === id);
    if (index >= 0) this.#focusedIndex = index;
  }

  /** To the next row, or the one before; while a ticket is open, that is opened. */
  step(by: 1 | -1): void {
    const { rows } = this.list;
    const wanted = this.focused ?? this.openId;
    const at = rows.findIndex(({ id }) => id === wanted);
    const isGone = at < 0;
    const from = wanted === null ? -1 : isGone ? this.#focusedIndex - (by > 0 ? 1 : 0) : at;
    const index = Math.max(0, Math.min(rows.length - 1, from + by));
    const next = rows[index];
    if (!next) return;
    this.focusOn(next.id);
    this.focusRow?.(index);
    if (this.openId !== null) this.open(next.id);
  }

  // What keys and menus are about.

  /** The selected tickets; without, the row in focus, or the one that is open. */
  get subjects(): readonly ConversationId[] {
    if (this.selected.size > 0) return [...this.selected];
    const isInList = document.activeElement?.closest('#tickets') !== null;
    const one = isInList ? (this.focused ?? this.openId) : (this.openId ?? this.focused);
    return one === null ? [] : [one];
  }

  choose(what: Choosing['what'], conversations = this.subjects): void {
    if (what !== 'shortcuts' && (conversations.length === 0 || !this.inbox.mayAnswer)) return;
    this.choosing = { what, conversations };
  }

  toggle(id: ConversationId): void {
    if (!this.selected.delete(id)) this.selected.add(id);
  }

  // What is done.

  /** Follows a conversation, or no more. */
  async keepFollowing(id: ConversationId, on: boolean): Promise<void> {
    try {
      await (on ? this.inbox.follow(id) : this.inbox.unfollow(id));
      this.did(saidFollowing(on));
    } catch (thrown) {
      this.#refuse(thrown);
    }
  }

  async change(conversations: readonly ConversationId[], change: TicketChange): Promise<void> {
    if (conversations.length === 0) return;
    try {
      const { before, refused } = await this.inbox.change(conversations, change);
      const undo = this.inbox.undoOf(before, change);
      this.selected.clear();
      if (before.length > 0) this.did(said(change, before.length, this.inbox), () => this.#changeBack(undo));
      else if (refused[0]) this.#refuse(new ApiError({ ...noProblem, code: refused[0].code }));
    } catch (thrown) {
      this.#refuse(thrown);
    }
  }

  async #changeBack(undo: readonly ChangeOfSeveral[]): Promise<void> {
    for (const { conversations, change } of undo) await this.inbox.change(conversations, change);
  }

  /** Tells what was done, and how it is taken back. */
  did(text: string, undo: (() => Promise<void>) | null = null): void {
    this.#undo = undo;
    this.#show({ text, undoable: undo !== null, wrong: false });
  }

  /** Takes back what was done last. */
  async undo(): Promise<void> {
    const undo = this.#undo;
    if (!undo) return;
    this.#undo = null;
    try {
      await undo();
      this.#show({ text: saidUndone(), undoable: false, wrong: false });
    } catch (thrown) {
      this.#undo = undo;
      this.#refuse(thrown);
    }
  }

  /** Tells why something could not be done. */
  #refuse(thrown: unknown): void {
    if (!(thrown instanceof ApiError)) throw thrown;
    const { title, hint } = explain(thrown.problem);
    this.#show({ text: `${title} ${hint}`, undoable: false, wrong: true });
  }

  #show(toast: Toast): void {
    clearTimeout(this.#toastTimer);
    this.toast = toast;
    announcements.say(toast.text);
    this.#toastTimer = setTimeout(() => this.dismiss(), toastMilliseconds);
  }

  dismiss(): void {
    clearTimeout(this.#toastTimer);
    this.toast = null;
  }
}

/** A refusal of one ticket among several comes as a code only. */
const noProblem = { type: '', title: '', hint: '', status: 409 };
