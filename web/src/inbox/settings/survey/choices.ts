/** How long after a resolution customers are asked, and how often at most: what is usual, in words. */
import * as m from '../../../paraglide/messages';

/** Minutes. */
export const delays = [0, 10, 60, 24 * 60, 3 * 24 * 60];
/** Days. */
export const quiets = [0, 7, 14, 30, 90];

export function delayName(minutes: number): string {
  if (minutes === 0) return m.survey_at_once();
  if (minutes % (24 * 60) === 0) return m.survey_after_days({ count: minutes / (24 * 60) });
  if (minutes % 60 === 0) return m.survey_after_hours({ count: minutes / 60 });
  return m.survey_after_minutes({ count: minutes });
}

export function quietName(days: number): string {
  return days === 0 ? m.survey_each_time() : m.survey_once_in({ count: days });
}

/** What is offered to choose, with what is set though it may be unusual. */
export function offered(
  usual: readonly number[],
  present: number,
  name: (of: number) => string,
): { value: string; name: string }[] {
  const all = [...new Set([...usual, present])].sort((one, other) => one - other);
  return all.map((of) => ({ value: String(of), name: name(of) }));
}
