import { expect, it } from 'vitest';

import type { CampaignReport } from '../../engine';

import { scaleOf, sidesOf } from './rates';

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
  variants: [{ ...none, people: 40, seen: 20, converted: 10 }, none],
  held_out: { ...none, people: 10, converted: 1 },
  days: [],
  links: [],
  recalled: 0,
  enough: 25,
};

it('compares with those who got nothing where these could do it too', () => {
  expect(sidesOf(report, 'converted')).toEqual([
    { variant: 1, percent: 25 },
    { variant: 2, percent: 0 },
    { variant: null, percent: 10 },
  ]);
  expect(sidesOf(report, 'seen').map(({ variant }) => variant)).toEqual([1, 2]);
  expect(sidesOf({ ...report, held_out: none }, 'converted')).toHaveLength(2);
});

it('bars of one figure have one scale, on which none but everyone is full', () => {
  const scale = (...percents: number[]) => scaleOf(percents.map((percent) => ({ variant: 1, percent })));
  expect([scale(0), scale(1.9, 0), scale(2), scale(50, 3), scale(100)]).toEqual([2, 2, 5, 100, 100]);
});
