/**
 * How far this person has read, as said here: counts at once, is told to the server in bursts, and is kept on disk until
 * the server knows. Only ever rises.
 */
import { ApiError } from './api-error';
import { Debounce } from './debounce';
import type { Disk } from './disk';
import type { Conversation, ConversationId } from './wire';

export interface ReadsHooks {
  changed(conversation: ConversationId): void;
  tell(conversation: ConversationId, seq: number): Promise<unknown>;
}

export class Reads {
  /** Marks that the server does not know yet. */
  #marks = new Map<ConversationId, number>();
  readonly #soon: Debounce;

  constructor(
    private readonly disk: Disk | null,
    private readonly hooks: ReadsHooks,
    wait: number,
  ) {
    this.#soon = new Debounce(() => this.tellAll(), wait, wait);
  }

  load(marks: Map<ConversationId, number>): void {
    this.#marks = marks;
  }

  /** Read up to this `seq`, here or as the server says. */
  of(conversation: Conversation): number {
    return Math.max(conversation.read, this.#marks.get(conversation.id) ?? 0);
  }

  mark(conversation: Conversation, seq: number): void {
    const upTo = Math.min(seq, conversation.head);
    if (upTo <= this.of(conversation)) return;
    this.#marks.set(conversation.id, upTo);
    this.disk?.keepRead(conversation.id, upTo).catch(() => undefined);
    this.hooks.changed(conversation.id);
    this.#soon.schedule();
  }

  /** The server's state came: a mark that it covers is no longer ours to keep. */
  settle(conversation: Conversation): void {
    const mark = this.#marks.get(conversation.id);
    if (mark !== undefined && mark <= conversation.read) this.#drop(conversation.id);
  }

  /** Tells the server what it does not know; also after each connecting. */
  tellAll(): void {
    for (const [id, seq] of this.#marks) {
      this.hooks.tell(id, seq).catch((error: ApiError) => {
        // What the server will never take is dropped; the rest goes with the next mark or connection.
        if (!error.retryable) this.#drop(id);
      });
    }
  }

  #drop(id: ConversationId): void {
    this.#marks.delete(id);
    this.disk?.keepRead(id, null).catch(() => undefined);
    this.hooks.changed(id);
  }

  stop(): void {
    this.#soon.cancel();
  }
}
