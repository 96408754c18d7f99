/**
 * How often a brand's thread has changed hands, as far as this client brought it about itself: a member's first reply
 * takes the thread, and the next, written before that was known here, is no late one. Never guesses about others.
 */
import type { AccountId, BrandThread, ConversationId } from './wire';

export class Epochs {
  /** The epoch that one's own reply or change made the next one of. */
  readonly #own = new Map<ConversationId, number>();

  constructor(
    private readonly held: (conversation: ConversationId) => BrandThread | undefined,
    private readonly member: AccountId | undefined,
  ) {}

  /** What to name for words that were written at an epoch. */
  now(conversation: ConversationId, epoch: number): number {
    return this.#own.get(conversation) === epoch ? epoch + 1 : epoch;
  }

  /** Whether a reply that names this epoch takes the thread: not when it is the member's already. Asked before it is sent. */
  takes(conversation: ConversationId, epoch: number): boolean {
    const thread = this.held(conversation);
    if (!thread || thread.epoch !== epoch) return false;
    const { ticket } = thread;
    return !ticket || (ticket.status !== 'resolved' && ticket.assignee !== this.member);
  }

  /** One's own reply, or one's own assigning, made the next epoch of this one. */
  took(conversation: ConversationId, epoch: number): void {
    this.#own.set(conversation, epoch);
  }
}
