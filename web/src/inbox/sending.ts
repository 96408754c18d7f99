/** What the server said of sending to a customer, by the clock of this moment, and in words. Pure. */
import type { Sending, SendingReason } from '../engine';
import * as m from '../paraglide/messages';

export interface MayReply {
  /** Why no reply can be sent; absent when one can. */
  readonly reason?: SendingReason;
  /** Until when one can; absent when there is no end to it. */
  readonly until?: number;
}

/** A server that says nothing of it takes replies at all times. */
export function mayReply(sending: Sending | undefined, now: number): MayReply {
  if (!sending) return {};
  const reply = sending.kinds.find(({ kind }) => kind === 'reply');
  if (!reply) return { reason: sending.reason ?? 'customer_gone' };
  if (reply.until === undefined) return {};
  return reply.until > now ? { until: reply.until } : { reason: 'window_closed' };
}

/** Why a scheduled reply waits for someone to decide. */
export function heldWords(why: SendingReason): string {
  switch (why) {
    case 'customer_wrote':
      return m.later_held_wrote();
    case 'thread_taken':
      return m.later_held_taken();
    case 'author_left':
      return m.later_held_left();
    case 'window_closed':
      return m.later_held_window();
    case 'customer_gone':
      return m.later_held_gone();
    case 'no_consent':
      return m.later_held_consent();
  }
}
