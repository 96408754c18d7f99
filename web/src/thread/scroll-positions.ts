/** Where each conversation was left, so that it opens there again. Threads left at the newest open at the newest. */
export interface ScrollPosition {
  /** The message at the top edge. */
  readonly seq: number;
  /** How far it was scrolled out above the edge, in pixels. */
  readonly offset: number;
}

const mostKept = 100;
const positions = new Map<string, ScrollPosition>();

export function recallPosition(conversation: string): ScrollPosition | undefined {
  return positions.get(conversation);
}

export function keepPosition(conversation: string, position: ScrollPosition | null): void {
  positions.delete(conversation);
  if (position) positions.set(conversation, position);
  const [oldest] = positions.keys();
  if (positions.size > mostKept && oldest !== undefined) positions.delete(oldest);
}
