/**
 * The newest moves, where moves can be read only in order, from behind any number on. Looks for their end by halves, so that a hundred thousand
 * take some twenty questions, and a few take one. Pure.
 */
import type { SegmentMovePage } from '../../engine';

/** What the server gives at once. */
export const MOST = 200;

type Read = (after: number, limit: number) => Promise<SegmentMovePage>;

/** In order, `count` at most; the next page begins behind them all. */
export async function newestMoves(read: Read, count: number): Promise<SegmentMovePage> {
  const first = await read(0, MOST);
  if (first.moves.length < MOST) return { ...first, moves: first.moves.slice(-count) };
  // The newest is one of these two, or between them.
  let low = Number(first.next);
  let high = Infinity;
  for (let step = MOST; low < high; step *= 2) {
    const middle = high === Infinity ? low + step : Math.floor((low + high) / 2);
    const { moves, next } = await read(middle, MOST);
    if (moves.length === 0) high = middle;
    else low = Number(next);
    if (moves.length > 0 && moves.length < MOST) break;
  }
  return read(Math.max(0, low - count), MOST);
}
