import { expect, it } from 'vitest';

import { backoff } from './timing';

it('doubles its bound up to the most, and takes anything below', () => {
  const bounds = Array.from({ length: 8 }, (_, attempt) => backoff(attempt, 1_000, 30_000, () => 1));
  expect(bounds).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  expect(backoff(3, 1_000, 30_000, () => 0)).toBe(0);
  expect(backoff(1_000_000, 1_000, 30_000, () => 0.5)).toBe(15_000);
});
