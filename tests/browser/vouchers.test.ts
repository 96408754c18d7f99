/** Vouchers: a pool is filled, a campaign gives each a code of their own, pauses when it is dry, and its report is taken out. */
import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { expectNoViolation } from './support/axe';
import { call, hire, shop } from './support/brands';
import { agreed } from './support/campaigns';
import { join, useBrowser } from './support/people';

useBrowser();

it('gives each a code of their own, pauses when none is left, and goes on', async () => {
  const { brand, grace, ada } = await shop();
  const eve = await join('Eve');
  const owner = grace.person;
  await agreed(owner, brand, [ada, eve]);

  const { page } = grace;
  await page.goto(`/inbox/${brand.handle}/settings`);
  const pools = page.getByRole('region', { name: 'Vouchers' });
  await pools.getByText('No pool yet.').waitFor();
  await pools.getByRole('button', { name: 'New pool' }).click();
  await pools.getByLabel('What the pool is called').fill('Ten percent');
  await pools.getByRole('button', { name: 'Make the pool' }).click();
  const adding = page.getByRole('dialog', { name: 'Add codes: Ten percent' });
  await adding.getByLabel('Codes, one on each line').fill('ROSE-1\nROSE-1');
  await adding.getByRole('button', { name: 'Add codes' }).click();
  await adding.getByText('`ROSE-1` stands there twice').waitFor();
  await expectNoViolation(page, 'codes to add');
  await adding.getByLabel('Codes, one on each line').fill('code\nROSE-1');
  await adding.getByRole('button', { name: 'Add codes' }).click();
  await pools.getByText('Left: 1 · given: 0').waitFor();
  await expectNoViolation(page, 'pools of vouchers');

  await page.goto(`/inbox/${brand.handle}/campaigns`);
  await page.getByRole('link', { name: 'New campaign' }).first().click();
  await page.getByLabel('Pool of vouchers').selectOption({ label: 'Ten percent (1)' });
  const list = await call<{ pools: { id: string }[] }>(owner, 'GET', '/v1/brand/vouchers', undefined, brand);
  const campaign = {
    name: 'Roses',
    audience: { text: 'everyone' },
    topic: 'offers',
    fallback: 'en',
    holdout_percent: 0,
    vouchers: list.pools[0]?.id,
    variants: [{ share: 1, texts: [{ language: 'en', text: 'Yours: {{voucher}}' }] }],
  };
  const { id } = await call<{ id: string }>(owner, 'POST', '/v1/brand/campaigns', campaign, brand);
  await page.goto(`/inbox/${brand.handle}/campaigns/${id}`);
  await page.getByText('Vouchers needed: 2, left: 1.').first().waitFor();
  await page.getByRole('button', { name: 'Send…' }).click();
  const asked = page.getByRole('dialog', { name: 'Send “Roses”?' });
  await asked.getByText('Vouchers needed: 2, left: 1.').waitFor();
  await asked.getByRole('button', { name: 'Send it' }).click();
  await page.getByText('its pool has no vouchers left').waitFor({ timeout: 20_000 });
  await call(owner, 'POST', `/v1/brand/vouchers/${list.pools[0]?.id}/codes`, { codes: ['ROSE-2'] }, brand);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByText('Finished', { exact: true }).first().waitFor({ timeout: 20_000 });

  await page.goto(`/inbox/${brand.handle}/campaigns/${id}/report`);
  const download = page.waitForEvent('download');
  await page.locator('[data-csv=deliveries]').click();
  const lines = readFileSync(await (await download).path(), 'utf8')
    .trim()
    .split('\r\n');
  const codes = lines.slice(1).map((line) => line.split(',').at(-1));
  expect(codes.toSorted()).toEqual(['"ROSE-1"', '"ROSE-2"']);
  await expectNoViolation(page, 'a report that can be taken out');
  // Whoever sees no contacts gets the figures alone.
  const iris = await join('Iris');
  await hire(owner, brand, iris, 'analyst');
  await iris.page.goto(`/inbox/${brand.handle}/campaigns/${id}/report`);
  await iris.page.locator('[data-csv=variants]').waitFor();
  expect(await iris.page.locator('[data-csv=deliveries]').count()).toBe(0);
});
