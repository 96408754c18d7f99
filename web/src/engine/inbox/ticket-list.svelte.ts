/**
 * One view of the inbox as a list: what the world holds of it, in order, and more read from the server as one scrolls.
 * Up to the edge of what was read it is whole; live entries move tickets in and out by themselves. Never read twice.
 */
import { type ApiError, asApiError } from '../api-error';
import type { ConversationView } from '../types';
import type { ConversationId, TicketPage, View } from '../wire';

import { type Around, asksTheServer } from './filter';
import {
  type FollowedMap,
  type Known,
  type Order,
  type Queue,
  orderOf,
  requestFor,
  standsAt,
  ticketsIn,
} from './queues';
import { type TicketView, hasTicket } from './ticket-view';

const PAGE = 50;
/** Pages that are read again when something has changed that only the server understands. */
const PAGES_AGAIN = 4;

export interface TicketSource extends Around {
  readonly conversations: readonly ConversationView[];
  /** Everything the brand has is held: there is nothing to read. */
  readonly complete: boolean;
  readonly connected: boolean;
  readonly followed?: FollowedMap;
  read(request: object): Promise<TicketPage>;
  /** A view by its id; undefined where there is none, or it is not known yet. */
  viewOf(id: View['id']): View | undefined;
}

export class TicketList {
  problem = $state.raw<ApiError | null>(null);
  loading = $state(false);
  /** Where the next page begins: undefined before the first, null at the end. */
  #next = $state.raw<string | null | undefined>(undefined);
  /** Where the last ticket that was read stands. */
  #edge = $state.raw<number | null>(null);
  #life = 0;
  /** What the server listed of a view in which only it knows what stands. */
  #said = $state.raw<ReadonlySet<ConversationId>>(new Set());
  /** Whether somebody looks at it. */
  shown = false;

  readonly #known: Known | null = $derived.by(() => {
    if (!('view' in this.queue)) return this.queue;
    const view = this.source.viewOf(this.queue.view);
    return view ? { view } : null;
  });

  /** Whether some of what stands here only the server knows. */
  readonly #isTold: boolean = $derived.by(() => {
    const known = this.#known;
    return known !== null && 'view' in known && asksTheServer(known.view.filter);
  });

  readonly rows: readonly TicketView[] = $derived.by(() => {
    const known = this.#known;
    if (!known) return [];
    const isWhole = this.#isComplete || this.#next === null || this.#next === undefined;
    const cut = isWhole ? null : this.#edge;
    return ticketsIn(
      this.source.conversations,
      known,
      this.source,
      this.order,
      cut,
      this.#said,
      this.source.followed,
    );
  });

  constructor(
    readonly queue: Queue,
    readonly order: Order,
    private readonly source: TicketSource,
  ) {}

  get #isComplete(): boolean {
    return this.source.complete && !this.#isTold;
  }

  /** Nothing was read yet, and nothing is held: it is not known whether the view is empty. */
  get unknown(): boolean {
    return !this.#isComplete && this.#next === undefined && this.rows.length === 0;
  }

  /** Nothing was asked of the server yet. */
  get untouched(): boolean {
    return this.#next === undefined;
  }

  get hasMore(): boolean {
    return !this.#isComplete && this.#next !== null;
  }

  /** One more page. Never rejects. */
  async loadMore(): Promise<void> {
    if (this.loading || !this.hasMore || !this.source.connected) return;
    this.loading = true;
    this.problem = null;
    const life = this.#life;
    try {
      const after = this.#next ?? undefined;
      const page = await this.source.read({ ...requestFor(this.queue, this.order), after, limit: PAGE });
      if (life !== this.#life) return;
      if (this.#isTold)
        this.#said = new Set([...this.#said, ...page.tickets.map(({ conversation }) => conversation.id)]);
      this.#edge = this.#edgeOf(page) ?? this.#edge;
      this.#next = page.next ?? null;
    } catch (thrown) {
      this.problem = asApiError(thrown);
    } finally {
      this.loading = false;
    }
  }

  #edgeOf(page: TicketPage): number | undefined {
    const last = page.tickets.at(-1);
    if (!last) return undefined;
    const order = orderOf(this.queue, this.order);
    if (order !== 'due') return last.conversation.activity;
    const view = this.source.conversations.find(({ id }) => id === last.conversation.id);
    return view && hasTicket(view) ? standsAt(view, order) : undefined;
  }

  /** Something has changed: what only the server knows is asked for again, as far as it was read. Never rejects. */
  async refresh(): Promise<void> {
    if (!this.shown || !this.#isTold || this.untouched || this.loading || !this.source.connected) return;
    this.loading = true;
    const life = this.#life;
    const said = new Set<ConversationId>();
    const wanted = this.#said.size;
    try {
      let after: string | undefined;
      let edge: number | null = null;
      for (let pages = 0; pages < PAGES_AGAIN && (pages === 0 || said.size < wanted); pages += 1) {
        const page = await this.source.read({ ...requestFor(this.queue, this.order), after, limit: PAGE });
        if (life !== this.#life) return;
        for (const { conversation } of page.tickets) said.add(conversation.id);
        edge = this.#edgeOf(page) ?? edge;
        after = page.next;
        if (after === undefined) break;
      }
      this.#said = said;
      this.#edge = edge;
      this.#next = after ?? null;
    } catch {
      // Asked again with the next change.
    } finally {
      this.loading = false;
    }
  }

  /** The world was replaced: what was read is gone. */
  forget(): void {
    this.#life += 1;
    this.#next = undefined;
    this.#edge = null;
    this.#said = new Set();
  }
}
