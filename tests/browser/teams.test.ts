/** Teams: made in the settings, given tickets with the keyboard, each with a queue; and who is at work. */
import { expect, it } from 'vitest';

import { expectNoViolation, looks } from './support/axe';
import { call, Desk, shop, write } from './support/brands';
import { signIn, useBrowser } from './support/people';

useBrowser();

it('a team is made, gets a ticket and has it in its queue', async () => {
  const { brand, grace, ben, ada } = await shop();
  const settings = await Desk.open(grace.person, brand, '/settings');
  await settings.page.getByRole('button', { name: 'Add a team' }).click();
  const dialog = settings.page.getByRole('dialog');
  await dialog.locator('[name=team-name]').fill('Returns & refunds');
  await expect.poll(() => dialog.locator('[name=team-key]').inputValue()).toBe('returns_refunds');
  await dialog.getByLabel('Ben').check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await settings.page.getByText('Returns & refunds').first().waitFor();

  await write(ada, brand, 'It does not fit');
  await Desk.open(ben.person, brand);
  await ben.pick('Ada');
  await ben.press('a');
  await ben.page.getByRole('combobox', { name: 'Assign' }).fill('Retur');
  await ben.page.keyboard.press('Enter');
  await ben.toast('Returns & refunds').waitFor();
  await ben.page.getByText('Given to').waitFor();
  const queue = ben.page.getByRole('link', { name: /Returns & refunds/ });
  await expect.poll(() => queue.locator('.count').textContent()).toBe('1');
  await queue.click();
  await ben.row('Ada').waitFor();
  await ben.press('u');
  await expect.poll(() => queue.locator('.count').textContent()).toBe('0');
});

it('who is away shows where a ticket is given to someone', async () => {
  const { brand, grace, ben, ada } = await shop();
  await write(ada, brand, 'Hello');
  const available = ben.page.getByRole('switch', { name: 'Take new tickets' });
  await expect.poll(() => available.getAttribute('aria-checked')).toBe('true');
  await available.click();
  await expect.poll(() => available.getAttribute('aria-checked')).toBe('false');
  await grace.pick('Ada');
  await grace.press('a');
  await grace.page.getByRole('option', { name: /Ben/ }).getByText('Away').waitFor();
});

it('tickets go to whoever is there by themselves, and others follow them', async () => {
  const { brand, grace, ben, ada } = await shop();
  const settings = await Desk.open(grace.person, brand, '/settings');
  await settings.page.getByLabel('Tickets without a team').selectOption('round_robin');
  await settings.page.getByText('To whoever got one the longest ago').waitFor();
  await settings.page.getByRole('switch', { name: 'Take new tickets' }).click();
  await write(ada, brand, 'Where is it?');
  await ben.turnTo('mine');
  await ben.row('Ada').waitFor();

  const other = await Desk.open(grace.person, brand, '/v/open');
  await other.pick('Ada');
  await other.page.getByRole('button', { name: 'Follow', exact: true }).click();
  await other.toast('You follow this conversation').waitFor();
  await other.turnTo('unassigned');
  await write(ada, brand, 'Are you there?');
  const following = other.page.getByRole('link', { name: /Following/ });
  await expect.poll(() => following.locator('.count').textContent()).toContain('1');
  await following.click();
  await other.pick('Ada');
  await expect.poll(() => following.locator('.count').count()).toBe(0);
});

it.each(looks)('teams have no violations, %s', async (_, options) => {
  const { brand, grace } = await shop();
  await call(
    grace.person,
    'POST',
    '/v1/brand/teams',
    { name: 'Returns', key: 'returns', members: [] },
    brand,
  );
  const { page } = await signIn(grace.person, options);
  await page.goto(`/inbox/${brand.handle}/settings`);
  await page.getByText('Returns').first().waitFor();
  await page.locator('button[aria-label*=Grace]').first().waitFor();
  await expectNoViolation(page, 'the teams');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await page.getByRole('button', { name: 'إضافة فريق' }).click();
  await page.getByRole('dialog').locator('[name=team-name]').waitFor();
  await expectNoViolation(page, 'a team');
});
