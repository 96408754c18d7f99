/** Customers who wait for a person are told their place, and see it as it is. */
import { expect, it } from 'vitest';

import { expectNoViolation, looks } from './support/axe';
import { call, shop, write } from './support/brands';
import { join, useBrowser } from './support/people';

useBrowser();

const flow = `v: 1
name: Help
language: en
start: hello
triggers: { always: true }
nodes:
  hello:
    say:
      text: "Hello! What can I do?"
      quick_replies: [{ text: Bye, then: bye }]
  bye: { end: {} }
`;

it('tells who asks a bot for a person how many are before them, until somebody answers', async () => {
  const { brand, grace, ben, ada } = await shop();
  const { account } = await call<{ account: { id: string } }>(
    grace.person,
    'POST',
    '/v1/brand/bots',
    { name: 'Help' },
    brand,
  );
  await call(grace.person, 'POST', `/v1/brand/bots/${account.id}/versions`, { source: flow }, brand);

  const asks = async (customer: typeof ada) => {
    const conversation = await write(customer, brand, 'hello');
    await customer.page.goto(`/c/${conversation}`);
    const { page } = customer;
    await page.getByText('Hello! What can I do?').last().waitFor();
    await page.locator('#composer').fill('can I talk to a person?');
    await page.locator('#composer').press('Enter');
    return page.locator('.talk header .status');
  };
  const adas = await asks(ada);
  await ada.page.getByText('A person will answer you here. You are next.').last().waitFor();
  await expect.poll(() => adas.textContent()).toContain('You are next');
  const eve = await join('Eve');
  const eves = await asks(eve);
  await eve.page.getByText('A person will answer you here. 1 person is before you.').last().waitFor();
  await expect.poll(() => eves.textContent()).toMatch(/^1 before you · Brand/);

  await ben.turnTo('unassigned');
  await ben.pick('Ada');
  await ben.reply('Here I am');
  await expect.poll(() => adas.textContent()).toMatch(/^Brand/);
  await eve.page.reload();
  await expect.poll(() => eves.textContent()).toMatch(/^You are next/);
});

it.each(looks)('says when customers are told, without violations, %s', async (_, options) => {
  const { brand, grace } = await shop(options);
  const { page } = grace;
  await page.goto(`/inbox/${brand.handle}/settings`);
  const told = page.getByLabel('إخبار العملاء');
  expect(await told.inputValue()).toBe('after_bots');
  // The second choice is made while the first is still on its way, and was lost then.
  let goOn = () => {};
  const both = new Promise<void>((done) => (goOn = done));
  await page.route('**/v1/brand/wait', async (route) => {
    if (route.request().method() === 'PUT') await both;
    await route.continue();
  });
  await told.selectOption('always');
  await page.getByLabel('اللغة', { exact: true }).selectOption('de');
  goOn();
  const settings = () => call<object>(grace.person, 'GET', '/v1/brand/wait', undefined, brand);
  await expect.poll(settings).toEqual({ told: 'always', language: 'de' });
  await told.scrollIntoViewIfNeeded();
  await expectNoViolation(page, 'what customers are told');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});
