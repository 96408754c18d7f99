import { expect, it } from 'vitest';

import { waitedFor } from './waiting';

const minute = 60_000;

it.each([
  [0, '<1 min'],
  [59_999, '<1 min'],
  [5 * minute, '5 mins'],
  [90 * minute, '1 hr'],
  [50 * 60 * minute, '2 days'],
])('%i ms', (time, text) => {
  expect(waitedFor(1_000, 1_000 + time, 'en-GB')).toBe(text);
});

it('never waits for less than nothing', () => {
  expect(waitedFor(2_000, 1_000, 'en')).toBe('<1 min');
});
