import { expect, it } from 'vitest';

import type { SegmentMovePage } from '../../engine';

import { MOST, newestMoves } from './newest';

/** Moves from one number to another, each a contact of its own; counts how often it is asked. */
function server(oldest: number, newest: number) {
  let asked = 0;
  const read = (after: number, limit: number): Promise<SegmentMovePage> => {
    asked += 1;
    const first = Math.max(oldest, after + 1);
    const length = Math.max(0, Math.min(limit, newest - first + 1));
    const moves = Array.from({ length }, (_, index) => ({
      conversation: `cnv_${first + index}`,
      has_entered: true,
      at: 0,
    }));
    return Promise.resolve({ moves, next: String(length > 0 ? first + length - 1 : after) });
  };
  return { read, asked: () => asked };
}

const numbers = (page: SegmentMovePage) =>
  page.moves.map(({ conversation }) => Number(conversation.slice(4)));
const last = (newest: number, count: number) =>
  Array.from({ length: Math.min(count, newest) }, (_, index) => newest - Math.min(count, newest) + 1 + index);

it.each([0, 1, 19, 20, 21, MOST - 1])('%i moves are read at once', async (newest) => {
  const { read, asked } = server(1, newest);
  const page = await newestMoves(read, 20);
  expect([numbers(page), page.next, asked()]).toEqual([last(newest, 20), String(newest), 1]);
});

it.each([MOST, MOST + 1, 2 * MOST, 2 * MOST + 1, 999, 12_345, 99_999])(
  'of %i moves the newest are found by halves',
  async (newest) => {
    const { read, asked } = server(1, newest);
    const page = await newestMoves(read, 20);
    expect([numbers(page), page.next]).toEqual([last(newest, 20), String(newest)]);
    expect(asked()).toBeLessThanOrEqual(22);
  },
);

it('finds them where the oldest are no longer kept', async () => {
  const { read, asked } = server(7_654_321, 7_754_320);
  const page = await newestMoves(read, 20);
  expect([numbers(page), page.next]).toEqual([last(7_754_320, 20), '7754320']);
  expect(asked()).toBeLessThanOrEqual(22);
});
