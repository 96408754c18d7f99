/** The customer as one person: what they agreed to, and what happened, beside the thread and in their own hands. */
import { expect, it } from 'vitest';

import { expectNoViolation, looks } from './support/axe';
import { call, Desk, shop, write, type Brand } from './support/brands';
import { signIn, useBrowser, type Person } from './support/people';

useBrowser();

const offers = { label: 'Offers', description: 'New bowls, twice a month at most.' };

async function define(owner: Person, brand: Brand): Promise<void> {
  await call(owner, 'PUT', '/v1/brand/topics/offers', offers, brand);
}

async function tell(owner: Person, brand: Brand, contact: string): Promise<void> {
  const event = { id: 'bkg-1', name: 'Workshop booked', at: Date.now() - 60_000, properties: { places: 2 } };
  await call(owner, 'POST', `/v1/brand/contacts/${contact}/events`, { events: [event] }, brand);
}

it('a customer switches a topic with one tap, and the team sees it beside the thread', async () => {
  const { brand, grace, ben, ada } = await shop();
  const conversation = await write(ada, brand, 'Hello');
  const { page } = await Desk.open(grace.person, brand, '/settings');
  await page.getByRole('button', { name: 'Add a topic' }).click();
  await page.locator('[name=topic-label]').fill(offers.label);
  await page.locator('[name=topic-description]').fill(offers.description);
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Change Offers' }).waitFor();

  await ben.pick('Ada');
  const consents = ben.page.getByRole('region', { name: 'Consents' });
  await consents.getByText('Has not agreed').waitFor();
  await ada.row(brand).click();
  await ada.page.locator('header h2 [aria-expanded]').click();
  const toggle = ada.page.getByRole('switch', { name: 'Offers' });
  await toggle.check();
  await consents.getByText('Agreed ·').waitFor();
  await toggle.uncheck();
  await consents.getByText('Withdrawn ·').waitFor();

  // Nobody else switches it on again.
  await consents.getByRole('button', { name: 'Write down a consent' }).click();
  await ben.page.locator('[name=consent-text]').fill('Yes, please.');
  await consents.getByRole('button', { name: 'Save' }).click();
  await consents.getByRole('alert').waitFor();

  const timeline = ben.page.getByRole('region', { name: 'Timeline' });
  await timeline.getByText('Withdrawn: Offers').waitFor();
  await tell(grace.person, brand, conversation);
  await timeline.getByText('Workshop booked').waitFor();
  await timeline.getByLabel('What to show').selectOption('consents');
  await expect.poll(() => timeline.getByText('Workshop booked').count()).toBe(0);
  expect(await timeline.getByText('Agreed: Offers').count()).toBe(1);
});

it.each(looks)('consents, the timeline and the switches have no violations, %s', async (_, options) => {
  const { brand, grace, ada } = await shop();
  const conversation = await write(ada, brand, 'Hello');
  await define(grace.person, brand);
  await tell(grace.person, brand, conversation);
  const consent = { topic: 'offers', state: 'granted', source: 'member', text: 'Yes, write to me.' };
  await call(grace.person, 'POST', `/v1/conversations/${conversation}/consents`, consent, brand);
  const desk = await Desk.open(await signIn(grace.person, options), brand, '/v/open');
  await desk.pick('Ada');
  const panel = desk.page.locator('aside');
  if (!(await panel.isVisible())) await desk.page.locator('header [aria-expanded]').last().click();
  await panel.locator('ol li').nth(2).waitFor();
  await expectNoViolation(desk.page, 'the customer');
  await desk.page.goto(`/inbox/${brand.handle}/settings`);
  await desk.page.getByText('offers', { exact: true }).waitFor();
  await expectNoViolation(desk.page, 'the topics');
  const customer = await signIn(ada, options);
  await customer.row(brand).click();
  await customer.page.locator('main header [aria-expanded], header h2 [aria-expanded]').first().click();
  await customer.page.getByRole('switch').waitFor();
  await expectNoViolation(customer.page, 'the switches');
  for (const { page } of [desk, customer])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});
