import { expect, it } from 'vitest';

import type { Campaign, CampaignDryRun } from '../../engine';

import { Ahead } from './ahead.svelte';

const campaign = { id: 'cmp_1', changed_at: 1 } as Campaign;
const changed = { ...campaign, changed_at: 2 };

it('says what was looked at last, whichever answer comes first', async () => {
  const answers: ((run: CampaignDryRun) => void)[] = [];
  const ahead = new Ahead({
    dryRun: () => new Promise<CampaignDryRun>((answer) => answers.push(answer)),
  });
  const looks = [ahead.look(campaign), ahead.look(changed)];
  answers[1]?.({ people: 2 } as CampaignDryRun);
  await looks[1];
  expect([ahead.run?.people, ahead.isBusy, ahead.isOf(changed)]).toEqual([2, false, true]);
  answers[0]?.({ people: 1 } as CampaignDryRun);
  await looks[0];
  expect([ahead.run?.people, ahead.isOf(campaign)]).toEqual([2, false]);
});
