import { describe, expect, it } from 'vitest';

import type { LevelClock } from '../../engine';

import { awayFrom, inOrder, lengthOf, urgencyOf } from './due';

const minute = 60_000;

function clock(part: Partial<LevelClock> = {}): LevelClock {
  return {
    target: 'first_response',
    hours: 'always',
    minutes: 30,
    since: 0,
    left: 30 * minute,
    warns_at: 22 * minute,
    due_at: 30 * minute,
    ...part,
  };
}

const resting = clock();
delete resting.due_at;
delete resting.warns_at;

describe('what a customer is promised', () => {
  it.each([
    [clock(), 0, 'calm'],
    [clock(), 22 * minute, 'soon'],
    [clock(), 30 * minute, 'late'],
    [clock({ is_warned: true }), 0, 'soon'],
    [clock({ is_breached: true }), 0, 'late'],
    [resting, 90 * minute, 'resting'],
  ])('%j at %i is %s', (one, now, urgency) => {
    expect(urgencyOf(one, now)).toBe(urgency);
  });

  it('stands the nearest due first', () => {
    const later = clock({ target: 'resolution', due_at: 90 * minute });
    expect(inOrder({ policy: 'All', clocks: [resting, later, clock()] })).toEqual([clock(), later, resting]);
    expect(inOrder(undefined)).toEqual([]);
  });

  it('is told in short', () => {
    const away = (minutes: number) => awayFrom(minutes * minute, 0, 'en');
    expect([0.1, 8, -8, 59, 60, 125, 47 * 60, 49 * 60].map(away)).toEqual([
      '1 min',
      '8 min',
      '8 min',
      '59 min',
      '1 hr',
      '2 hr',
      '47 hr',
      '2 days',
    ]);
    expect([30, 60, 90, 480].map((minutes) => lengthOf(minutes, 'en'))).toEqual([
      '30 min',
      '1 hr',
      '1 hr 30 min',
      '8 hr',
    ]);
  });
});
