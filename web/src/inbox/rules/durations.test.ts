import { expect, it } from 'vitest';

import { countOf, minutesOf, unitOf } from './durations';

it('says a span in the largest unit that fits', () => {
  expect(
    [30, 60, 90, 1440, 2880, 1500].map((minutes) => [countOf(minutes, unitOf(minutes)), unitOf(minutes)]),
  ).toEqual([
    [30, 'minute'],
    [1, 'hour'],
    [90, 'minute'],
    [1, 'day'],
    [2, 'day'],
    [25, 'hour'],
  ]);
});

it('keeps what is written within what a rule may wait', () => {
  expect(minutesOf(2, 'hour')).toBe(120);
  expect(minutesOf(0, 'day')).toBe(1440);
  expect(minutesOf(99, 'day')).toBe(43_200);
  expect(minutesOf(NaN, 'minute')).toBe(1);
});
