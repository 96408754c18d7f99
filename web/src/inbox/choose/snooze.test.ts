import { describe, expect, it } from 'vitest';

import { fieldValue, snoozeUntil } from './snooze';

const at = (text: string) => new Date(text).getTime();

describe('snoozing', () => {
  it('for an hour is an hour', () => {
    expect(snoozeUntil('hour', at('2026-11-28T18:30:15'))).toBe(at('2026-11-28T19:30:15'));
  });

  it.each([
    ['2026-11-28T18:30', '2026-11-29T09:00'],
    ['2026-11-28T00:10', '2026-11-29T09:00'],
    ['2026-12-31T23:59', '2027-01-01T09:00'],
  ])('until tomorrow from %s', (now, until) => {
    expect(snoozeUntil('tomorrow', at(now))).toBe(at(until));
  });

  it.each([
    ['2026-11-28T18:30', '2026-11-30T09:00'],
    ['2026-11-29T08:00', '2026-11-30T09:00'],
    ['2026-11-30T08:00', '2026-12-07T09:00'],
    ['2026-12-01T08:00', '2026-12-07T09:00'],
  ])('until Monday from %s', (now, until) => {
    expect(snoozeUntil('monday', at(now))).toBe(at(until));
  });

  it('until the customer writes has no moment', () => {
    expect(snoozeUntil('reply', 0)).toBeUndefined();
  });

  it('fills a field with local time', () => {
    expect(fieldValue(at('2026-03-05T07:08:59'))).toBe('2026-03-05T07:08');
  });
});
