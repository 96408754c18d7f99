/** How far a campaign is, in parts of a whole. Pure. */
import type { CampaignProgress } from '../../engine';

export const PARTS = ['sent', 'held_out', 'recalled', 'skipped', 'failed', 'planned'] as const;
export type Part = (typeof PARTS)[number];

export interface Standing {
  readonly part: Part;
  readonly count: number;
  /** Of a hundred. */
  readonly percent: number;
}

/** Each part that anyone is in; none while nobody is written down. */
export function standings(progress: CampaignProgress): Standing[] {
  const skipped = progress.skipped.reduce((sum, { contacts }) => sum + contacts, 0);
  const counts = { ...progress, skipped };
  const all = PARTS.reduce((sum, part) => sum + counts[part], 0);
  return PARTS.filter((part) => counts[part] > 0).map((part) => ({
    part,
    count: counts[part],
    percent: (100 * counts[part]) / all,
  }));
}

/** After how long it is asked again; null where it changes no more. */
export function askedAgainIn({
  state,
  is_recalling: isRecalling,
}: Pick<CampaignProgress, 'state' | 'is_recalling'>): number | null {
  if (state === 'running' || isRecalling) return 1_000;
  return state === 'scheduled' || state === 'paused' || state === 'waiting' ? 3_000 : null;
}
