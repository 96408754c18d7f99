/** Numbers from one to another, by how people say them. Pure. A number that is not said yet is NaN. */
import type { SegmentRange } from '../../engine';

export const SHAPES = ['at_least', 'at_most', 'exactly', 'between'] as const;
export type Shape = (typeof SHAPES)[number];

export function shapeOf({ at_least, at_most }: SegmentRange): Shape {
  if (at_most === undefined) return 'at_least';
  if (at_least === undefined) return 'at_most';
  return at_least === at_most ? 'exactly' : 'between';
}

/** The number that is said first. */
export const firstOf = ({ at_least, at_most }: SegmentRange): number => at_least ?? at_most ?? NaN;

export function rangeOf(shape: Shape, first: number, last = first): SegmentRange {
  switch (shape) {
    case 'at_least':
      return { at_least: first };
    case 'at_most':
      return { at_most: first };
    case 'exactly':
      return { at_least: first, at_most: first };
    case 'between':
      return { at_least: first, at_most: last };
  }
}

/** Whether its numbers are said, and some number is that. */
export function isRange(
  { at_least, at_most }: SegmentRange,
  least = 0,
  most = Number.MAX_SAFE_INTEGER,
): boolean {
  const fits = (number: number | undefined) =>
    number === undefined || (Number.isInteger(number) && number >= least && number <= most);
  const isSome = at_least === undefined || at_most === undefined || at_least <= at_most;
  return (at_least !== undefined || at_most !== undefined) && fits(at_least) && fits(at_most) && isSome;
}
