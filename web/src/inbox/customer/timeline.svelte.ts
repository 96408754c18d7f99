/** A customer's timeline as far as it was read, page by page, of one kind or of all. A late answer never takes a newer one's place. */
import type { TimelineEntry, TimelineKind } from '../../engine';

import type { Customer } from './customer.svelte';

export class CustomerTimeline {
  entries = $state.raw<readonly TimelineEntry[]>([]);
  kind = $state.raw<TimelineKind | 'all'>('all');
  #next = $state.raw<string | undefined>(undefined);
  #asked = 0;

  constructor(private readonly customer: Pick<Customer, 'id' | 'rest'>) {}

  get hasMore(): boolean {
    return this.#next !== undefined;
  }

  /** From the newest on. */
  read = (): Promise<void> => this.#read([], undefined);

  /** What stands behind what is there. */
  more = (): Promise<void> => this.#read(this.entries, this.#next);

  async #read(held: readonly TimelineEntry[], after: string | undefined): Promise<void> {
    const asked = (this.#asked += 1);
    const kind = this.kind === 'all' ? undefined : this.kind;
    const page = await this.customer.rest.timeline(this.customer.id, kind, after);
    if (asked !== this.#asked) return;
    this.entries = [...held, ...page.entries];
    this.#next = page.next;
  }
}
