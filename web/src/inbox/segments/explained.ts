/** Which conditions hold of a contact, in the words of the lines. Pure. */
import type { SegmentExplanation } from '../../engine';

import type { Known } from './conditions';
import { sentence } from './sentence';
import type { Line } from './tree';

export interface Explained {
  readonly key: string;
  readonly text: string;
  readonly holds: boolean;
}

/** As the lines say it, "not" included; where the rule became another meanwhile, as the server says it. */
export function explained(
  { conditions }: SegmentExplanation,
  lines: readonly Line[],
  known: Known,
): Explained[] {
  const isSame = conditions.length === lines.length;
  return conditions.map(({ place, text, holds }, index) => {
    const line = isSame ? lines[index] : undefined;
    return {
      key: `${index} ${place}`,
      text: line ? sentence(line, known) : text,
      holds: line?.not ? !holds : holds,
    };
  });
}
