/** Steps in the order in which one comes to them: from the beginning, way by way, what nothing leads to last. Pure. */
import type { Step, Way } from './ways';

export function inOrder(steps: readonly Step[], entries: readonly Way[]): Step[] {
  const left = new Map(steps.map((step) => [step.name, step]));
  const found: Step[] = [];
  const waiting = entries.map(({ to }) => to);
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const step = left.get(name);
    if (!step) continue;
    left.delete(name);
    found.push(step);
    // What follows a step stands below it, before what its neighbours lead to.
    waiting.unshift(...step.ways.map(({ to }) => to));
  }
  return [...found, ...left.values()];
}
