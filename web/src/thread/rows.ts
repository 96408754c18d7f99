/**
 * A thread's messages as rows to draw: where a day begins, which bubbles stand together, where the new ones
 * start, and which say their time. Pure; runs over the whole window at each change, so it stays linear and cheap.
 */
import { deliveryOf, type ConversationView, type Delivery, type Message } from '../engine';
import { startOfDay } from '../text/time';

/** Bubbles of one person further apart than this stand in different groups. */
const groupMilliseconds = 5 * 60_000;

export interface Row {
  readonly message: Message;
  /** The row begins a day: its name stands above. */
  readonly beginsDay: boolean;
  /** The row is the first one not read before: a line stands above. */
  readonly beginsNew: boolean;
  readonly beginsGroup: boolean;
  readonly endsGroup: boolean;
  /** Null for messages of the other person. */
  readonly delivery: Delivery | null;
  /** Whether time and delivery show below the bubble. */
  readonly showsState: boolean;
}

/**
 * `newAfter` is the `seq` after which the other person's messages are new; null when none are. `voiceOf` tells whose
 * messages stand together: a brand's are written by several people, and notes may lie between.
 */
export function rowsOf(
  messages: readonly Message[],
  watermarks: Pick<ConversationView, 'peer_read' | 'peer_delivered'>,
  newAfter: number | null,
  voiceOf: (message: Message) => unknown = ({ author }) => author,
): Row[] {
  const firstNew =
    newAfter === null ? -1 : messages.findIndex((one) => !one.mine && (one.seq ?? 0) > newAfter);
  const together = (earlier: Message, later: Message): boolean =>
    voiceOf(earlier) === voiceOf(later) && standTogether(earlier, later);
  const days = new DayFinder();
  const beginsDay = messages.map((message) => days.moveTo(message.at));
  const deliveries = messages.map((message) => deliveryOf(message, watermarks));
  return messages.map((message, index) => {
    const previous = messages[index - 1];
    const next = messages[index + 1];
    const beginsGroup =
      !previous || beginsDay[index] === true || index === firstNew || !together(previous, message);
    const endsGroup =
      !next || beginsDay[index + 1] === true || index + 1 === firstNew || !together(message, next);
    const delivery = deliveries[index] ?? null;
    return {
      message,
      beginsDay: beginsDay[index] === true,
      beginsNew: index === firstNew,
      beginsGroup,
      endsGroup,
      delivery,
      showsState: endsGroup || delivery === 'failed' || delivery !== deliveries[index + 1],
    };
  });
}

/** What a program wrote does not stand with what a person did: the mark below a group is about all of it. */
function standTogether(earlier: Message, later: Message): boolean {
  const isAlike = earlier.author === later.author && isAutomatic(earlier) === isAutomatic(later);
  return isAlike && Math.abs(later.at - earlier.at) < groupMilliseconds;
}

function isAutomatic({ body }: Message): boolean {
  return body.automatic === true;
}

/** Tells at which moments a new local day begins, asking the calendar only when the day may have changed. */
class DayFinder {
  #begin = Number.POSITIVE_INFINITY;
  #end = Number.NEGATIVE_INFINITY;

  /** True when the moment is on another day than the one before. */
  moveTo(at: number): boolean {
    if (at >= this.#begin && at < this.#end) return false;
    this.#begin = startOfDay(at);
    // The longest day has 25 hours: the next midnight is the first after 26.
    this.#end = startOfDay(this.#begin + 26 * 3_600_000);
    return true;
  }
}
