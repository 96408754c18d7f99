/** Of how many in a hundred the goal was reached, by the days that had passed since. Pure. */
import type { CampaignReport } from '../../engine';

import { scaleOf } from './rates';

interface ByDay {
  /** From 1, as text. */
  readonly days: readonly string[];
  readonly told: readonly (number | null)[];
  /** Null where nobody was held out. */
  readonly heldOut: readonly (number | null)[] | null;
  /** The share at the top of the picture. */
  readonly top: number;
}

export function reachedByDay({ days, held_out: none }: CampaignReport): ByDay {
  const share = ({ people, reached }: { people: number; reached: number }) =>
    people === 0 ? null : (100 * reached) / people;
  const told = days.map((day) => share(day.told));
  const heldOut = none.people === 0 ? null : days.map((day) => share(day.held_out));
  const all = [...told, ...(heldOut ?? [])].map((percent) => ({ variant: null, percent: percent ?? 0 }));
  return { days: days.map(({ day }) => String(day)), told, heldOut, top: scaleOf(all) };
}
