/** What is promised, in words. */
import type { LevelClock, LevelTarget } from '../../engine';
import * as m from '../../paraglide/messages';
import { locale } from '../../text/locale';
import { momentName } from '../../text/time';

import { awayFrom, urgencyOf } from './due';

const targets: Record<LevelTarget, () => string> = {
  first_response: m.level_first_response,
  next_response: m.level_next_response,
  resolution: m.level_resolution,
};

export const targetName = (target: LevelTarget): string => targets[target]();

/** `8 min left`, `5 min late`, `Paused`. */
export function dueWords(clock: LevelClock, now: number): string {
  const { due_at } = clock;
  if (due_at === undefined) return m.due_resting();
  const time = awayFrom(due_at, now, locale);
  return urgencyOf(clock, now) === 'late' ? m.due_late({ time }) : m.due_left({ time });
}

/** What is due, and when. */
export function dueTitle(clock: LevelClock, now: number): string {
  const target = targetName(clock.target);
  if (clock.due_at === undefined) return m.due_title_resting({ target });
  const when = momentName(clock.due_at, now, locale);
  return clock.due_at <= now ? m.due_title_late({ target, when }) : m.due_title({ target, when });
}
