import { expect, it } from 'vitest';

import { dayOf, daysIn, isRange, lastDays, plusDays } from './range';

const evening = Date.parse('2026-11-01T18:30:00Z');

it.each([
  ['UTC', '2026-11-01'],
  ['Asia/Kathmandu', '2026-11-02'],
  ['America/New_York', '2026-11-01'],
])('knows the day in %s', (zone, day) => {
  expect(dayOf(evening, zone)).toBe(day);
});

it('counts days over months, years and clocks that are set', () => {
  expect(plusDays('2026-03-28', 2)).toBe('2026-03-30');
  expect(plusDays('2027-01-01', -1)).toBe('2026-12-31');
  expect(lastDays(7, evening, 'UTC')).toEqual({ from: '2026-10-26', to: '2026-11-01' });
  expect(daysIn(lastDays(28, evening, 'Europe/Berlin'))).toBe(28);
});

it.each([
  [{ from: '2026-11-01', to: '2026-11-01' }, true],
  [{ from: '2026-11-02', to: '2026-11-01' }, false],
  [{ from: '2025-11-01', to: '2026-11-01' }, true],
  [{ from: '2025-10-31', to: '2026-11-01' }, false],
  [{ from: '', to: '2026-11-01' }, false],
])('knows a range that can be asked for', (range, good) => {
  expect(isRange(range)).toBe(good);
});
