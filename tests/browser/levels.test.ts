/** Service levels: what customers are promised, set as sentences and seen on each ticket. */
import { expect, it } from 'vitest';

import { expectNoViolation, looks } from './support/axe';
import { call, Desk, shop, write, type Brand } from './support/brands';
import { signIn, useBrowser, type Person } from './support/people';

useBrowser();

const within = (minutes: number) => ({ minutes, hours: 'always' });

async function promise(owner: Person, brand: Brand): Promise<void> {
  const urgent = { name: 'Urgent', priorities: ['urgent'], first_response: within(20), pauses: true };
  const all = { name: 'All', first_response: within(300), resolution: within(900), pauses: true };
  const levels = { policies: [urgent, all], warning_percent: 90 };
  await call(owner, 'PUT', '/v1/brand/service-levels', levels, brand);
}

it('a ticket shows how long is left, pauses, and stands among what is due', async () => {
  const { brand, grace, ben, ada } = await shop();
  await promise(grace.person, brand);
  await write(ada, brand, 'Where is my parcel?');
  const { page } = ben;
  const mark = ben.row('Ada').locator('[data-due]', { hasText: /hrs? left/ });
  await mark.waitFor();
  expect(await mark.getAttribute('title')).toContain('First answer: due');
  await ben.pick('Ada');
  const header = page.locator('header [data-due]').first();
  await header.waitFor();
  const path = `/v1/conversations/${page.url().split('/').at(-1) ?? ''}/ticket`;
  await call(ben.person, 'PATCH', path, { priority: 'urgent' }, brand);
  // Nine of ten parts are left from the beginning, so it is soon from then on.
  await expect.poll(() => header.textContent()).toMatch(/mins? left/);
  await ben.press('g', 'd');
  await expect.poll(() => ben.count('due').textContent()).toBe('1');
  await ben.row('Ada').locator('[data-due]').waitFor();
  await call(ben.person, 'PATCH', path, { status: 'pending' }, brand);
  await ben.turnTo('pending');
  await ben.row('Ada').locator('[data-due=resting]', { hasText: 'Paused' }).waitFor();
  await ben.pick('Ada');
  await ben.reply('On its way');
  await expect.poll(() => page.locator('header [data-due]').count()).toBe(0);
});

it('a policy is written as a sentence, put in order, and read by the team', async () => {
  const { brand, grace, ben } = await shop();
  const { page } = await Desk.open(grace.person, brand, '/settings');
  await page.getByText('Nothing is promised yet.').waitFor();
  const add = async (name: string, urgent: boolean, minutes: string) => {
    await page.getByRole('button', { name: 'Add a policy' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('[name=level-name]').fill(name);
    expect(await dialog.locator('button[type=submit]').isDisabled()).toBe(true);
    if (urgent) await dialog.locator('[name=level-priority][value=urgent]').check();
    await dialog.locator('[name=level-first_response]').fill(minutes);
    await dialog.locator('button[type=submit]').click();
    await page.locator('li', { hasText: name }).getByText('First answer within').waitFor();
  };
  await add('Everyone', false, '90');
  await add('Hurry', true, '30');
  const hurry = page.locator('li', { hasText: 'Hurry' });
  await hurry.getByText('Priority Urgent').waitFor();
  expect(await hurry.textContent()).toMatch(/First answer within .?30 mins?.?, in business hours/);
  await page.getByRole('button', { name: 'Try Hurry earlier' }).click();
  const names = async () =>
    (
      await call<{ policies: { name: string }[] }>(
        grace.person,
        'GET',
        '/v1/brand/service-levels',
        undefined,
        brand,
      )
    ).policies.map(({ name }) => name);
  await expect.poll(names).toEqual(['Hurry', 'Everyone']);
  await page.getByRole('button', { name: 'Remove Everyone' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await expect.poll(names).toEqual(['Hurry']);

  const other = await Desk.open(ben.person, brand, '/settings');
  await other.page.locator('li', { hasText: 'Hurry' }).waitFor();
  expect(await other.page.getByRole('button', { name: 'Add a policy' }).count()).toBe(0);
});

it.each(looks)('service levels have no violations, %s', async (_, options) => {
  const { brand, grace, ada } = await shop();
  await promise(grace.person, brand);
  await write(ada, brand, 'Where is my parcel?');
  const { page } = await Desk.open(await signIn(grace.person, options), brand, '/v/open');
  await page.locator('#tickets [data-due]').waitFor();
  await expectNoViolation(page, 'what is due');
  await page.goto(`/inbox/${brand.handle}/settings`);
  const policy = page.locator('li', { hasText: 'Urgent' }).first();
  await policy.waitFor();
  await expectNoViolation(page, 'the service levels');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await policy.locator('button').first().click();
  await page.locator('[name=level-name]').waitFor();
  await expectNoViolation(page, 'a policy');
});
