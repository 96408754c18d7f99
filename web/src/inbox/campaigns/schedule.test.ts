import { describe, expect, it } from 'vitest';

import type { CampaignSchedule } from '../../engine';

import { beginSchedule, isSaid, scheduleForm, scheduleOf } from './schedule';

const price = [{ name: 'price', is: { more_than: 3 } }];

describe('a schedule', () => {
  it.each<CampaignSchedule>([
    'now',
    { at: new Date(2027, 4, 1, 9, 30).getTime() },
    { local: { date: '2027-05-01', time: '09:30' } },
    { when: { enters: 'seg_1', after_minutes: 0 } },
    { when: { event: 'Viewed', where: price, after_minutes: 90 } },
    { when: { event: 'Viewed', after_minutes: 2_880, again_after_days: 7 } },
    { every: { each: 'day', time: '09:30' } },
    { every: { each: 'week', on: 5, time: '09:30', until: '2027-12-24' } },
    { every: { each: 'month', on: 31, time: '18:00' } },
    { every: { each: 'day', time: '18:00', local: true } },
  ])('says again what was read: %j', (schedule) => {
    const form = scheduleForm(schedule);
    expect(isSaid(form)).toBe(true);
    expect(scheduleOf(form)).toEqual(schedule);
  });

  it('counts in the largest unit that is whole', () => {
    const after = (minutes: number) => {
      const form = scheduleForm({ when: { event: 'Viewed', after_minutes: minutes } });
      return [form.after, form.unit];
    };
    expect([0, 45, 60, 90, 1_440].map(after)).toEqual([
      [0, 'minutes'],
      [45, 'minutes'],
      [1, 'hours'],
      [90, 'minutes'],
      [1, 'days'],
    ]);
  });

  it('is said once nothing is missing', () => {
    const event = { ...beginSchedule, when: 'event' as const, did: 'Viewed' };
    expect(isSaid(event)).toBe(true);
    for (const change of [
      { did: ' ' },
      { after: null },
      { after: 31, unit: 'days' as const },
      { isOnce: false, again: 0 },
      { where: [...price, { name: '', is: { equal: 'x' } }] },
      { where: [{ name: 'price', is: { at_least: NaN } }] },
      { when: 'enters' as const },
      { when: 'at' as const },
      { when: 'every' as const, time: '' },
      { when: 'every' as const, each: 'month' as const, monthday: 32 },
    ])
      expect(isSaid({ ...event, ...change }), JSON.stringify(change)).toBe(false);
  });
});
