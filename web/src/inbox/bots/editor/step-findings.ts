/** What the server found wrong, by the step that it is about. Pure. */
import type { FlowFinding } from '../../../engine';

/** The step that a finding is about, also when it is about its comment; null for what is about the bot. */
export function stepOf({ node, field }: FlowFinding): string | null {
  if (node !== undefined) return node;
  return field?.startsWith('comments.') ? field.slice('comments.'.length) : null;
}

export function byStep(findings: readonly FlowFinding[], others: string): ReadonlyMap<string, FlowFinding[]> {
  const found = new Map<string, FlowFinding[]>();
  for (const finding of findings) {
    const step = stepOf(finding) ?? others;
    found.set(step, [...(found.get(step) ?? []), finding]);
  }
  return found;
}
