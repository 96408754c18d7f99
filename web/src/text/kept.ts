/** For how long something is kept, in words. */
import * as m from '../paraglide/messages';

const year = 365;

export function keptFor(days: number): string {
  return days % year === 0 ? m.kept_years({ count: days / year }) : m.kept_days({ count: days });
}
