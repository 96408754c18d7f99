/** A search in the inbox: what is asked, and what was found so far. Asks the server once one has stopped typing for a moment. */
import { type ApiError, asApiError } from '../../engine';
import type { BrandRest } from '../../engine/inbox/brand-rest';
import type { SearchOrder, SearchPage } from '../../engine/wire';

/** Long enough to wait for the next letter, short enough not to be felt. */
const pauseMilliseconds = 150;

export class Finder {
  query = $state('');
  order: SearchOrder = $state('newest');
  /** The list gives way to the search. */
  open = $state(false);
  pages = $state.raw<readonly SearchPage[]>([]);
  loading = $state(false);
  problem = $state.raw<ApiError | null>(null);

  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Only the answer to the newest question counts. */
  #asked = 0;

  constructor(private readonly rest: Pick<BrandRest, 'search'>) {}

  get asking(): boolean {
    return this.query.trim() !== '';
  }

  get next(): string | undefined {
    return this.pages.at(-1)?.next;
  }

  get nothing(): boolean {
    const [first] = this.pages;
    return (
      first !== undefined &&
      this.next === undefined &&
      first.customers.length + first.tickets.length + first.labels.length === 0 &&
      this.pages.every(({ texts }) => texts.length === 0)
    );
  }

  /** What was found at the first look, for those who can't see it. */
  get count(): number {
    const [first] = this.pages;
    if (!first) return 0;
    return first.customers.length + first.tickets.length + first.labels.length + first.texts.length;
  }

  type(query: string): void {
    this.query = query;
    this.open = true;
    this.#ask();
  }

  sort(order: SearchOrder): void {
    this.order = order;
    this.#ask();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.query = '';
    this.open = false;
    this.#clear();
  }

  #clear(): void {
    this.pages = [];
    this.problem = null;
    this.loading = false;
  }

  #ask(): void {
    clearTimeout(this.#timer);
    const asked = (this.#asked += 1);
    if (!this.asking) {
      this.#clear();
      return;
    }
    this.loading = true;
    this.#timer = setTimeout(() => void this.#read(asked, []), pauseMilliseconds);
  }

  async more(): Promise<void> {
    if (this.loading || this.next === undefined) return;
    this.loading = true;
    await this.#read(this.#asked, this.pages, this.next);
  }

  /** Once more, after it went wrong. */
  again(): void {
    this.#ask();
  }

  async #read(asked: number, before: readonly SearchPage[], after?: string): Promise<void> {
    try {
      const page = await this.rest.search(this.query, this.order, after);
      if (asked !== this.#asked) return;
      this.pages = [...before, page];
      this.problem = null;
    } catch (thrown) {
      if (asked !== this.#asked) return;
      this.problem = asApiError(thrown);
    }
    this.loading = false;
  }
}
