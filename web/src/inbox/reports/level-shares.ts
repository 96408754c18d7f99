/** What is promised, as reports name it. */
import type { Figure, LevelShares, LevelTarget } from '../../engine';
import * as m from '../../paraglide/messages';

interface Target {
  readonly of: LevelTarget;
  /** What lists the tickets whose promise was broken. */
  readonly broken: Figure;
  readonly name: () => string;
}

export const TARGETS: readonly Target[] = [
  { of: 'first_response', broken: 'first_response_breached', name: m.report_first_response },
  { of: 'next_response', broken: 'next_response_breached', name: m.report_next_response },
  { of: 'resolution', broken: 'resolution_breached', name: m.report_resolution },
];

/** How many promises there were, kept or broken. */
export function promised(levels: LevelShares): number {
  return TARGETS.reduce((sum, { of }) => sum + levels[of].kept + levels[of].breached, 0);
}
