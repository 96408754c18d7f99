/**
 * What is known of one customer, for the panel beside the thread: read when it opens and whenever the conversation changes. A late
 * answer never takes the place of a newer one.
 */
import { type ApiError, asApiError } from '../../engine';
import type {
  Contact,
  ContactChange,
  ConversationId,
  MergeContact,
  Order,
  RecordConsent,
  TopicConsent,
  VerifyOrder,
} from '../../engine';
import type { Inbox } from '../../engine/inbox';

type CustomerRest = Pick<
  Inbox['rest'],
  | 'contact'
  | 'changeContact'
  | 'mergeContact'
  | 'unmergeContact'
  | 'ordersOf'
  | 'verifyOrder'
  | 'consents'
  | 'recordConsent'
  | 'timeline'
>;

export class Customer {
  /** Null until it was read. */
  contact = $state.raw<Contact | null>(null);
  problem = $state.raw<ApiError | null>(null);
  /** The brand's topics, and how the customer stands to them. */
  topics = $state.raw<readonly TopicConsent[]>([]);
  /** Orders that were read page by page behind the newest. */
  #older = $state.raw<readonly Order[]>([]);
  #next = $state.raw<string | undefined>(undefined);
  /** Where the first of the older pages began. */
  #from: string | undefined;
  #asked = 0;

  constructor(
    readonly id: ConversationId,
    readonly rest: CustomerRest,
  ) {}

  get orders(): readonly Order[] {
    return [...(this.contact?.orders ?? []), ...this.#older];
  }

  get hasMore(): boolean {
    return this.#next !== undefined;
  }

  async read(): Promise<void> {
    const asked = (this.#asked += 1);
    try {
      const [contact, topics] = await Promise.all([this.rest.contact(this.id), this.rest.consents(this.id)]);
      if (asked === this.#asked) this.topics = topics;
      this.#keep(contact, asked);
    } catch (thrown) {
      // What is there stays; without anything, it is said why.
      if (asked === this.#asked) this.problem = asApiError(thrown);
    }
  }

  /** Rejects with the refusal, for whoever asked to show it. */
  async change(change: ContactChange): Promise<void> {
    const asked = (this.#asked += 1);
    this.#keep(await this.rest.changeContact(this.id, change), asked);
  }

  async verify(request: VerifyOrder): Promise<Order> {
    const order = await this.rest.verifyOrder(this.id, request);
    await this.read();
    return order;
  }

  async merge(other: MergeContact): Promise<void> {
    const asked = (this.#asked += 1);
    this.#keep(await this.rest.mergeContact(this.id, other), asked);
  }

  async unmerge(other: ConversationId): Promise<void> {
    const asked = (this.#asked += 1);
    this.#keep(await this.rest.unmergeContact(this.id, other), asked);
  }

  async record(consent: RecordConsent): Promise<void> {
    await this.rest.recordConsent(this.id, consent);
    await this.read();
  }

  async more(): Promise<void> {
    if (this.#next === undefined) return;
    const page = await this.rest.ordersOf(this.id, this.#next);
    this.#older = [...this.#older, ...page.orders];
    this.#next = page.next;
  }

  #keep(contact: Contact, asked: number): void {
    if (asked < this.#asked) return;
    this.contact = contact;
    this.problem = null;
    // Another end of the newest orders: what was read behind the old one may be among them now.
    if (contact.next === this.#from) return;
    this.#from = this.#next = contact.next;
    this.#older = [];
  }
}
