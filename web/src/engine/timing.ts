/**
 * Every duration of the engine, in milliseconds. One place, so that tests can shorten them.
 */
export interface Timing {
  /** From opening a socket to its welcome. */
  connect: number;
  /** From a command to its reply. */
  reply: number;
  /** From a REST request to its answer. */
  request: number;
  /** Nothing heard for this long: the connection may be half open, so ask something cheap. */
  silence: number;
  /** How long that question may take. */
  probe: number;
  /** Upper bound of the first wait between two tries to connect; doubles with each. */
  reconnectFirst: number;
  reconnectMost: number;
  /** A connection that lived this long was a good one: the waits begin anew. */
  stable: number;
  /** The browser says there is no network: wait this long unless it says otherwise. */
  networkGone: number;
  /** As above, for one message that the server could not take. */
  resendFirst: number;
  resendMost: number;
  /** Collecting changes before they are written to disk. */
  persist: number;
  acknowledge: number;
  acknowledgeMost: number;
  markRead: number;
  saveDraft: number;
  /** Between two reports of writing. */
  typingEvery: number;
  /** How long another's writing shows without a new report. */
  typingShown: number;
  watch: number;
  /** Changes of an unseen page are shown this often; a seen one shows them with each frame. */
  hiddenFrame: number;
}

export const TIMING: Timing = {
  connect: 10_000,
  reply: 15_000,
  request: 20_000,
  silence: 35_000,
  probe: 10_000,
  reconnectFirst: 1_000,
  reconnectMost: 30_000,
  stable: 5_000,
  networkGone: 60_000,
  resendFirst: 1_000,
  resendMost: 30_000,
  persist: 50,
  acknowledge: 300,
  acknowledgeMost: 1_000,
  markRead: 300,
  saveDraft: 600,
  typingEvery: 3_000,
  typingShown: 6_000,
  watch: 200,
  hiddenFrame: 100,
};

/** Exponential backoff with full jitter: anything between nothing and the doubled bound. */
export function backoff(attempt: number, first: number, most: number, random: () => number): number {
  return random() * Math.min(most, first * 2 ** Math.min(attempt, 30));
}
