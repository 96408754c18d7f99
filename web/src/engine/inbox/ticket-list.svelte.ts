/**
 * One view of the inbox as a list: what the world holds of it, in order, and more read from the server as one scrolls.
 * Up to the edge of what was read it is whole; live entries move tickets in and out by themselves. Never read twice.
 */
import { type ApiError, asApiError } from '../api-error';
import type { ConversationView } from '../types';
import type { AccountId, TicketPage } from '../wire';
import {
  type Order,
  type Queue,
  type TicketView,
  hasTicket,
  orderOf,
  requestFor,
  standsAt,
  ticketsIn,
} from './queues';

const PAGE = 50;

export interface TicketSource {
  readonly member: AccountId;
  readonly conversations: readonly ConversationView[];
  /** Everything the brand has is held: there is nothing to read. */
  readonly complete: boolean;
  readonly connected: boolean;
  read(request: object): Promise<TicketPage>;
}

export class TicketList {
  problem = $state.raw<ApiError | null>(null);
  loading = $state(false);
  /** Where the next page begins: undefined before the first, null at the end. */
  #next = $state.raw<string | null | undefined>(undefined);
  /** Where the last ticket that was read stands. */
  #edge = $state.raw<number | null>(null);
  #life = 0;

  readonly rows: readonly TicketView[] = $derived.by(() => {
    const { conversations, member, complete } = this.source;
    const cut = complete || this.#next === null || this.#next === undefined ? null : this.#edge;
    return ticketsIn(conversations, this.queue, member, this.order, cut);
  });

  constructor(
    readonly queue: Queue,
    readonly order: Order,
    private readonly source: TicketSource,
  ) {}

  /** Nothing was read yet, and nothing is held: it is not known whether the view is empty. */
  get unknown(): boolean {
    return !this.source.complete && this.#next === undefined && this.rows.length === 0;
  }

  /** Nothing was asked of the server yet. */
  get untouched(): boolean {
    return this.#next === undefined;
  }

  get hasMore(): boolean {
    return !this.source.complete && this.#next !== null;
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

  /** The world was replaced: what was read is gone. */
  forget(): void {
    this.#life += 1;
    this.#next = undefined;
    this.#edge = null;
  }
}
