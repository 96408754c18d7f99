/** What came of sessions at the steps of a flow, beside the steps that it has now. Pure. */
import type { BotReport } from '../../../engine';

import { ENTRY } from './layout';

export type StepFigures = BotReport['steps'][number];

/** By the names of steps; all sessions stand where the flow begins. */
export function byName({ reached, done, gone, handed_over, steps }: BotReport): Map<string, StepFigures> {
  const all: StepFigures = { step: ENTRY, entered: reached, done, gone, handed_over };
  return new Map([all, ...steps].map((figures) => [figures.step, figures]));
}

/** Steps that sessions came to and the flow no longer has, the most frequent first. */
export function without(report: BotReport, names: ReadonlySet<string>): StepFigures[] {
  return report.steps.filter(({ step }) => !names.has(step));
}

/** Of so many that came, how many percent customers left at; who came before the days may leave in them, so at most all. */
export function percentGone({ entered, gone }: StepFigures): number {
  return entered === 0 ? 0 : Math.min(100, Math.round((100 * gone) / entered));
}
