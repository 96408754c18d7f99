import { expect, it } from 'vitest';

import { change, hourOfDay, lasted, percent, shortDay, weekdays } from './said';

it.each([
  [0, '0 sec'],
  [45, '45 sec'],
  [90, '1.5 min'],
  [1_799, '30 min'],
  [5 * 3_600 + 1_800, '5.5 hr'],
  [47 * 3_600, '47 hr'],
  [60 * 3_600, '2.5 days'],
])('says how long %d seconds are', (seconds, words) => {
  expect(lasted(seconds, 'en')).toBe(words);
});

it('says by how much something changed, if that can be said', () => {
  expect(change(12, 10)).toBeCloseTo(0.2);
  expect(change(0, 0)).toBeNull();
  expect(change(5, 0)).toBeNull();
  expect(percent(0.123, 'en')).toBe('+12%');
  expect(percent(-0.5, 'en')).toBe('-50%');
});

it('names days and hours', () => {
  expect(shortDay('2026-11-01', 'en')).toBe('Nov 1');
  expect(weekdays('en', 'short')).toEqual(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']);
  expect(hourOfDay(15, 'de')).toBe('15 Uhr');
});
