import { expect, it } from 'vitest';

import type { CampaignSchedule } from '../../engine';

import { scheduleWords } from './words';

const segments: [] = [];
/** Without the marks around what may be written in another direction. */
const words = (schedule: CampaignSchedule) =>
  scheduleWords(schedule, { segments }).replaceAll(/[\u2066-\u2069]/gu, '');

it('says on which events a campaign is sent, and how their properties have to be', () => {
  const event = 'Checkout Started';
  const where = [
    { name: 'value', is: { at_least: 50 } },
    { name: 'currency', is: { one_of: ['EUR', 'CHF'] } },
  ];
  expect(words({ when: { event, after_minutes: 0 } })).toBe('When they do “Checkout Started”');
  expect(words({ when: { event, where, after_minutes: 120 } })).toBe(
    'When they do “Checkout Started” with “value” is at least 50, “currency” is one of “EUR” or “CHF”, 2 hr later',
  );
});

it('says by whose clocks a campaign returns', () => {
  const every = { each: 'week' as const, on: 5, time: '10:00' };
  expect(words({ every })).toBe('Each week: Friday, 10:00');
  expect(words({ every: { ...every, local: true } })).toBe('Each week: Friday, 10:00, where each contact is');
  expect(words({ every: { each: 'day', time: '09:30', local: true, until: '2027-12-24' } })).toMatch(
    /^Each day at 09:30, where each contact is, until .*2027/u,
  );
});
