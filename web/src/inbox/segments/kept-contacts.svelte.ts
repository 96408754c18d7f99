/** The contacts that are kept with a segment, as far as they were read. A late answer never takes a newer one's place. */
import type { ConversationId, KeptContact, Segment } from '../../engine';
import type { SegmentsRest } from '../../engine/inbox/segments-rest';

const PAGE = 50;
/** What the server gives at once. */
const MOST = 200;

export class KeptContacts {
  /** Null until they are read. */
  all: readonly KeptContact[] | null = $state.raw(null);
  #next: string | undefined = $state.raw(undefined);
  #asked = 0;

  constructor(
    private readonly rest: Pick<SegmentsRest, 'contacts'>,
    private readonly segment: Segment['id'],
  ) {}

  get hasMore(): boolean {
    return this.#next !== undefined;
  }

  has(conversation: ConversationId): boolean {
    return this.all?.some((one) => one.conversation === conversation) ?? false;
  }

  /** From the first on, as many as are there already, and a page of them at least. */
  async read(): Promise<void> {
    const wanted = Math.max(PAGE, this.all?.length ?? 0);
    await this.#read([], undefined, wanted);
  }

  /** One page more. */
  async more(): Promise<void> {
    const held = this.all ?? [];
    await this.#read(held, this.#next, held.length + PAGE);
  }

  /** One who was taken out. */
  drop(conversation: ConversationId): void {
    this.#asked += 1;
    this.all = this.all?.filter((one) => one.conversation !== conversation) ?? null;
  }

  async #read(held: readonly KeptContact[], from: string | undefined, wanted: number): Promise<void> {
    const asked = (this.#asked += 1);
    const found = [...held];
    let next = from;
    do {
      const page = await this.rest.contacts(this.segment, next, Math.min(MOST, wanted - found.length));
      if (asked !== this.#asked) return;
      found.push(...page.contacts);
      next = page.next;
    } while (next !== undefined && found.length < wanted);
    this.all = found;
    this.#next = next;
  }
}
