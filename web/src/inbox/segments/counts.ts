/** Of how many contacts each line of a rule holds by itself. Pure. */
import type { SegmentCount } from '../../engine';

import type { Line } from './tree';

/** By the ids of lines, "not" included. What is not told is not there; nothing is, where the rule became another meanwhile. */
export function countsOf({ conditions, of }: SegmentCount, lines: readonly Line[]): Map<number, number> {
  const found = new Map<number, number>();
  if (conditions.length !== lines.length) return found;
  for (const [index, { id, not }] of lines.entries()) {
    const count = conditions[index]?.contacts;
    if (count !== undefined) found.set(id, not ? of - count : count);
  }
  return found;
}
