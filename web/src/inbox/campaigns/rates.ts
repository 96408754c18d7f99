/** Of how many in a hundred something came, for each variant and those who got nothing. Pure. */
import type { CampaignFigures, CampaignReport } from '../../engine';

export const RATES = ['seen', 'clicked', 'replied', 'converted', 'opted_out'] as const;
export type Rate = (typeof RATES)[number];

/** What those can do who got nothing. */
const ALONE: readonly Rate[] = ['replied', 'converted'];

export interface Side {
  /** From 1; null: those who were held out. */
  readonly variant: number | null;
  readonly percent: number;
}

const percent = (figures: CampaignFigures, rate: Rate): number =>
  figures.people === 0 ? 0 : (100 * figures[rate]) / figures.people;

export function sidesOf({ variants, held_out: heldOut }: CampaignReport, rate: Rate): Side[] {
  const told = variants.map((figures, index) => ({ variant: index + 1, percent: percent(figures, rate) }));
  const isCompared = heldOut.people > 0 && ALONE.includes(rate);
  return isCompared ? [...told, { variant: null, percent: percent(heldOut, rate) }] : told;
}

const SCALES = [2, 5, 10, 20, 50, 100];

/** Of how many percent the whole length of a bar is: the same for all sides, and never full but for everyone. */
export const scaleOf = (sides: readonly Side[]): number =>
  SCALES.find((scale) => sides.every(({ percent: of }) => of < scale)) ?? 100;
