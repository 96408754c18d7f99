import { expect, it } from 'vitest';

import type { CampaignReport } from '../../engine';

import { reachedByDay } from './over-time';

const none = {
  people: 0,
  seen: 0,
  clicked: 0,
  replied: 0,
  converted: 0,
  opted_out: 0,
  complained: 0,
  revenue: 0,
};
const report: CampaignReport = {
  state: 'finished',
  is_final: false,
  goal: { reached_by: 'order', days: 7 },
  variants: [{ ...none, people: 40 }],
  held_out: { ...none, people: 10 },
  days: [
    { day: 1, told: { people: 40, reached: 2 }, held_out: { people: 10, reached: 0 } },
    { day: 2, told: { people: 20, reached: 2 }, held_out: { people: 0, reached: 0 } },
  ],
  links: [],
  recalled: 0,
  enough: 30,
};

it('says of each day which share had reached the goal, of those of whom it is known', () => {
  expect(reachedByDay(report)).toEqual({ days: ['1', '2'], told: [5, 10], heldOut: [0, null], top: 20 });
  expect(reachedByDay({ ...report, held_out: none }).heldOut).toBeNull();
});
