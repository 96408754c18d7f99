/**
 * Sends what waits in the outbox: each conversation's messages one after another, so that their order holds; different
 * conversations side by side. Works only while `active`: connected, and holding the lock among the tabs.
 * Never gives up on a message that the server may still take, and never drops one.
 */
import { asApiError, endsSession } from './api-error';
import type { Outbox, Waiting } from './outbox';
import { type Timing, backoff } from './timing';
import type { ConversationId, Sent } from './wire';

interface Lane {
  busy: boolean;
  /** Tries of the message in front that came to nothing. */
  tries: number;
  /** The wait before the next of them. */
  timer: ReturnType<typeof setTimeout> | undefined;
}

export class Sender {
  #active = false;
  readonly #lanes = new Map<ConversationId, Lane>();

  constructor(
    private readonly outbox: Outbox,
    private readonly send: (row: Waiting) => Promise<Sent>,
    private readonly timing: Pick<Timing, 'resendFirst' | 'resendMost'>,
    private readonly random: () => number,
  ) {}

  set active(active: boolean) {
    if (active === this.#active) return;
    this.#active = active;
    for (const lane of this.#lanes.values()) {
      clearTimeout(lane.timer);
      lane.timer = undefined;
    }
    if (active) this.kickAll();
  }

  kickAll(): void {
    for (const conversation of this.outbox.conversations()) void this.kick(conversation);
  }

  /** Sends what waits in a conversation, unless that is already being done or the server asked to wait. */
  async kick(conversation: ConversationId): Promise<void> {
    const lane = this.#lane(conversation);
    if (lane.busy || lane.timer !== undefined) return;
    lane.busy = true;
    let row: Waiting | undefined;
    while (this.#active && (row = this.outbox.next(conversation))) {
      if (!(await this.#try(row, lane))) break;
    }
    lane.busy = false;
  }

  /** Whether the next message may go. */
  async #try(row: Waiting, lane: Lane): Promise<boolean> {
    this.outbox.sending(row);
    try {
      this.outbox.taken(row.client_id, await this.send(row));
    } catch (thrown) {
      const error = asApiError(thrown);
      if (error.retryable || endsSession(error.problem)) {
        this.outbox.requeue(row.client_id);
        this.#waitToRetry(row.conversation, lane, error.retryAfter);
        return false;
      }
      this.outbox.fail(row.client_id, error.problem);
    }
    lane.tries = 0;
    return true;
  }

  #waitToRetry(conversation: ConversationId, lane: Lane, seconds: number | undefined): void {
    const { resendFirst, resendMost } = this.timing;
    const wait = backoff(lane.tries++, resendFirst, resendMost, this.random);
    lane.timer = setTimeout(
      () => {
        lane.timer = undefined;
        void this.kick(conversation);
      },
      Math.max(wait, (seconds ?? 0) * 1_000),
    );
  }

  #lane(conversation: ConversationId): Lane {
    let lane = this.#lanes.get(conversation);
    if (!lane) this.#lanes.set(conversation, (lane = { busy: false, tries: 0, timer: undefined }));
    return lane;
  }
}
