import { expect, it } from 'vitest';

import type { CampaignProgress } from '../../engine';

import { askedAgainIn, standings } from './standing';

const progress: CampaignProgress = {
  state: 'running',
  at: 1,
  is_planned: true,
  planned: 0,
  sent: 6,
  held_out: 2,
  skipped: [
    { why: 'capped', contacts: 1 },
    { why: 'budget', contacts: 1 },
  ],
  failed: 0,
  recalled: 0,
  is_recalling: false,
  opted_out: 1,
  complained: 0,
  per_minute: 60,
};

it('is parts of a whole, in one order, without the empty ones', () => {
  expect(standings(progress)).toEqual([
    { part: 'sent', count: 6, percent: 60 },
    { part: 'held_out', count: 2, percent: 20 },
    { part: 'skipped', count: 2, percent: 20 },
  ]);
  expect(standings({ ...progress, sent: 0, held_out: 0, skipped: [] })).toEqual([]);
});

it('is asked each second while it runs or is taken back, and no more once it is over', () => {
  const at = (state: CampaignProgress['state'], isRecalling = false) =>
    askedAgainIn({ state, is_recalling: isRecalling });
  expect([at('running'), at('finished'), at('draft')]).toEqual([1_000, null, null]);
  expect([at('finished', true), at('paused', true)]).toEqual([1_000, 1_000]);
  expect(at('scheduled')).toBeGreaterThan(1_000);
});
