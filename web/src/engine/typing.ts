/**
 * Who is writing: reports one's own writing now and then, and forgets another's after a few seconds or at their message.
 */
import type { ConversationId } from './wire';

export class Typing {
  readonly #shown = new Map<ConversationId, ReturnType<typeof setTimeout>>();
  readonly #told = new Map<ConversationId, number>();

  constructor(
    private readonly changed: (now: ReadonlySet<ConversationId>, conversation: ConversationId) => void,
    private readonly tell: (conversation: ConversationId) => void,
    private readonly timing: { typingEvery: number; typingShown: number },
  ) {}

  /** The other person of a conversation is writing. */
  heard(conversation: ConversationId): void {
    clearTimeout(this.#shown.get(conversation));
    this.#shown.set(
      conversation,
      setTimeout(() => this.over(conversation), this.timing.typingShown),
    );
    this.#report(conversation);
  }

  /** The other person sent what was being written, or stopped. */
  over(conversation: ConversationId): void {
    clearTimeout(this.#shown.get(conversation));
    if (this.#shown.delete(conversation)) this.#report(conversation);
  }

  /** One is writing oneself. */
  notify(conversation: ConversationId): void {
    const now = Date.now();
    if (Math.abs(now - (this.#told.get(conversation) ?? 0)) < this.timing.typingEvery) return;
    this.#told.set(conversation, now);
    this.tell(conversation);
  }

  /** One's message was sent: the next letter is a new beginning. */
  sent(conversation: ConversationId): void {
    this.#told.delete(conversation);
  }

  #report(conversation: ConversationId): void {
    this.changed(new Set(this.#shown.keys()), conversation);
  }

  /** Connection lost: nothing is known any more. */
  clear(): void {
    for (const conversation of [...this.#shown.keys()]) this.over(conversation);
  }
}
