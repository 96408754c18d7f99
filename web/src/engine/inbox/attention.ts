/**
 * Which colleagues look at a conversation, or write in it, now. Said again every few seconds while it lasts, forgotten
 * after ten without word. Never stored, and never more than a hint: the thread's epoch is what keeps two from answering.
 */
import type { AccountId, ConversationId } from '../wire';

const SHOWN = 10_000;
const EVERY = 4_000;
/** After the last letter one still counts as writing. */
const WRITING = 5_000;

export interface Attentive {
  readonly member: AccountId;
  readonly writing: boolean;
}

export class Attention {
  readonly #seen = new Map<ConversationId, Map<AccountId, Attentive>>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(private readonly changed: (conversation: ConversationId, now: readonly Attentive[]) => void) {}

  heard(conversation: ConversationId, member: AccountId, writing: boolean): void {
    const here = this.#seen.get(conversation) ?? new Map<AccountId, Attentive>();
    this.#seen.set(conversation, here);
    const key = `${conversation} ${member}`;
    clearTimeout(this.#timers.get(key));
    this.#timers.set(
      key,
      setTimeout(() => {
        here.delete(member);
        this.changed(conversation, [...here.values()]);
      }, SHOWN),
    );
    here.set(member, { member, writing });
    this.changed(conversation, [...here.values()]);
  }

  clear(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    for (const conversation of this.#seen.keys()) this.changed(conversation, []);
    this.#seen.clear();
  }
}

/** Tells the colleagues, while the conversation is open and someone looks. */
export class Attending {
  #wroteAt = 0;
  #told = false;
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(
    private readonly say: (writing: boolean) => void,
    private readonly isSeen: () => boolean,
  ) {
    this.#timer = setInterval(() => this.#tell(), EVERY);
    this.#tell();
  }

  get #writing(): boolean {
    return Date.now() - this.#wroteAt < WRITING;
  }

  #tell(): void {
    if (!this.isSeen()) return;
    this.#told = this.#writing;
    this.say(this.#told);
  }

  /** A letter was written. The first is told at once. */
  wrote(): void {
    this.#wroteAt = Date.now();
    if (!this.#told) this.#tell();
  }

  /** What was written went out. */
  sent(): void {
    this.#wroteAt = 0;
    this.#tell();
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
