/** An estimate between its bounds, as it is drawn: places on a line that has nought on it. Pure. */
import type { CampaignEstimate } from '../../engine';

export interface Drawn {
  /** Of a hundred, from the beginning of the line. */
  readonly low: number;
  readonly high: number;
  readonly value: number;
  readonly nought: number;
}

export function drawn({ value, low, high }: CampaignEstimate): Drawn {
  const [least, most] = [Math.min(low, 0), Math.max(high, 0)];
  const width = most - least || 1;
  // Room at both ends, so that bounds are seen as such.
  const place = (of: number) => 5 + (90 * (of - least)) / width;
  return { low: place(low), high: place(high), value: place(value), nought: place(0) };
}

/** What an estimate lets one say. */
export type Verdict = 'unknown' | 'more' | 'less' | 'unsure';

export function verdict(lift: { difference: CampaignEstimate; is_sure: boolean } | undefined): Verdict {
  if (!lift) return 'unknown';
  if (!lift.is_sure) return 'unsure';
  return lift.difference.value > 0 ? 'more' : 'less';
}
