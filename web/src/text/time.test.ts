import { describe, expect, it } from 'vitest';

import { ago, clockTime, dayName, daysBetween, shortMoment } from './time';

const now = new Date(2026, 10, 23, 15, 0).getTime();
const at = (...parts: [number, number, number, number?, number?]) => new Date(...parts).getTime();
const words = { now: 'now' };
/** Some ICU versions put narrow no-break spaces. */
const plain = (text: string) => text.replace(/[\u202f\u00a0]/g, ' ');

describe('moments in the list', () => {
  it.each([
    [now - 30_000, 'now'],
    [now + 5_000, 'now'],
    [now - 5 * 60_000, '5m'],
    [at(2026, 10, 23, 9, 5), '09:05'],
    [at(2026, 10, 22, 23, 59), 'Sun'],
    [at(2026, 10, 17, 12), 'Tue'],
    [at(2026, 10, 16, 12), '16 Nov'],
    [at(2025, 10, 16, 12), '16/11/25'],
  ])('%i is %s', (moment, text) => {
    expect(shortMoment(moment, now, 'en-GB', words)).toBe(text);
  });

  it('follow the language', () => {
    expect(shortMoment(at(2026, 10, 22), now, 'de', words)).toBe('So');
    expect(plain(clockTime(at(2026, 10, 22, 14, 5), 'en-US'))).toBe('2:05 PM');
  });
});

describe('days of a thread', () => {
  it.each([
    [now, 'en-GB', 'Today'],
    [at(2026, 10, 22, 23), 'de', 'Gestern'],
    [at(2026, 10, 19, 12), 'es', 'Jueves'],
    [at(2026, 7, 3, 12), 'en-GB', 'Mon 3 August'],
    [at(2024, 7, 3, 12), 'en-GB', '3 August 2024'],
  ])('%i in %s is %s', (moment, locale, text) => {
    expect(dayName(moment, now, locale).replace(',', '')).toBe(text);
  });

  it('are counted by midnights, not by hours', () => {
    expect(daysBetween(at(2026, 10, 22, 23, 59), at(2026, 10, 23, 0, 1))).toBe(1);
    expect(daysBetween(at(2026, 2, 28, 12), at(2026, 2, 30, 12))).toBe(2);
  });
});

describe('how long ago', () => {
  it.each([
    [now, '1 minute ago'],
    [now - 5 * 60_000, '5 minutes ago'],
    [now - 3 * 3_600_000, '3 hours ago'],
    [at(2026, 10, 22, 8), 'yesterday'],
    [at(2026, 10, 18, 8), '5 days ago'],
    [at(2026, 10, 2, 8), '3 weeks ago'],
    [at(2026, 7, 2, 8), '3 months ago'],
    [at(2024, 7, 2, 8), '2 years ago'],
  ])('%i is %s', (moment, text) => {
    expect(ago(moment, now, 'en')).toBe(text);
  });
});
