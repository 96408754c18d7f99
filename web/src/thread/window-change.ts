/**
 * How the window on a thread changed between two drawings. A virtual list has to be told when rows came in
 * front, and has to begin anew when the window was moved elsewhere.
 */
export type WindowChange = 'appended' | 'prepended' | 'replaced';

interface Keyed {
  readonly key: string;
}

export function windowChange(before: readonly Keyed[], after: readonly Keyed[]): WindowChange {
  const first = before[0];
  if (!first || after[0]?.key === first.key) return 'appended';
  const moved = after.findIndex(({ key }) => key === first.key);
  if (moved < 0) return 'replaced';
  // Rows came in front; those that were there must still follow each other.
  const last = before.at(-1);
  return after[moved + before.length - 1]?.key === last?.key ? 'prepended' : 'replaced';
}
