/** What customers and brands wait for: how much of what was promised was kept, and what closes by itself. */
import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { expectNoViolation, looks } from './support/axe';
import { call, Desk, shop, write } from './support/brands';
import { demoPassword, signIn, useBrowser } from './support/people';

useBrowser();

/** The demo's owner. */
const nadia = { name: 'Nadia Brandt', handle: 'nadia' };

it('says what was kept of promises, by policy, and which tickets broke theirs', async () => {
  const { page } = await signIn(nadia, {}, demoPassword);
  await page.goto('/inbox/rosewater/reports');
  await page.locator('header select').selectOption('7');
  await page.getByRole('link', { name: 'Service levels' }).click();
  const tile = page.locator('.tile', { hasText: 'First response, kept' });
  await tile.locator('.value', { hasText: '%' }).waitFor();
  // The days that were chosen stay.
  expect(await page.locator('header select').inputValue()).toBe('7');
  const everyone = page.locator('tr[data-policy=Everyone]');
  const broken = everyone.locator('td').first().locator('button');
  const count = Number((await broken.textContent())?.split(' ')[0]);
  expect(count).toBeGreaterThan(0);
  await broken.click();
  const behind = page.getByRole('dialog').locator('[data-behind]');
  await expect.poll(() => behind.count()).toBe(Math.min(count, 30));
  await page.keyboard.press('Escape');

  const download = page.waitForEvent('download');
  await page.locator('[data-csv=level_policies]').click();
  const file = readFileSync(await (await download).path(), 'utf8');
  expect(file).toMatch(/^policy,first_response_kept,first_response_breached,/);
  expect(file).toContain(`"Everyone",`);

  const { brand, grace } = await shop();
  const { page: other } = await Desk.open(grace.person, brand, '/reports/levels');
  await other.getByText('Nothing was promised in these days').waitFor();
});

it('closes by itself what customers do not answer, once an owner says after how many days', async () => {
  const { brand, grace, ben, ada } = await shop();
  const { page } = await Desk.open(grace.person, brand, '/settings');
  await page.getByText('Pending tickets stay until someone resolves them.').waitFor();
  await page.locator('[name=closing-on]').check();
  await page.getByLabel('After', { exact: true }).selectOption('14');
  await page.locator('[name=closing-message]').fill('Write to us whenever you like.');
  const form = page.locator('form', { has: page.locator('[name=closing-on]') });
  await expectNoViolation(page, 'closing by itself');
  await form.locator('button[type=submit]').click();
  await page.getByText('resolved by themselves after 14 days').waitFor();
  const closing = await call<object>(grace.person, 'GET', '/v1/brand/closing', undefined, brand);
  expect(closing).toEqual({ is_on: true, days: 14, message: 'Write to us whenever you like.' });

  // Who is waited for stands beside the thread, and since when.
  const conversation = await write(ada, brand, 'Do you have it in green?');
  await ben.pick('Ada');
  await ben.reply('Which size?');
  await call(ben.person, 'PATCH', `/v1/conversations/${conversation}/ticket`, { status: 'pending' }, brand);
  await ben.page.locator('dt', { hasText: 'Waiting for the customer' }).waitFor();
  await ben.page.getByText('Closes by itself if nobody writes').waitFor();
  await write(ada, brand, 'Medium');
  await expect.poll(() => ben.page.locator('dt', { hasText: 'Waiting for the customer' }).count()).toBe(0);
});

it.each(looks)('what customers wait for has no violations, %s', async (_, options) => {
  const { page } = await signIn(nadia, options, demoPassword);
  await page.goto('/inbox/rosewater/reports/levels');
  await page.locator('canvas').first().waitFor();
  await page.locator('summary').first().click();
  await expectNoViolation(page, 'what was kept');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});
