/** The customer as one person: what they agreed to, and what happened, beside the thread and in their own hands. */
import { expect, it } from 'vitest';

import { expectNoViolation, looks } from './support/axe';
import { call, Desk, shop, write, type Brand } from './support/brands';
import { join, signIn, useBrowser, type Person } from './support/people';

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
  // How it is to write is asked where a topic is on; one choice does not undo the other.
  await ada.page.getByLabel('How often').selectOption('Once a week at most');
  await ada.page.getByLabel('In which language').selectOption('German');
  const path = `/v1/conversations/${conversation}/preferences`;
  await expect.poll(() => call(ada, 'GET', path)).toMatchObject({ frequency: 'weekly', language: 'de' });
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

it('two customers who are one person are merged, and taken apart again', async () => {
  const { brand, grace, ben, ada } = await shop();
  const conversation = await write(ada, brand, 'Hello from work');
  const other = await join('Ida');
  const second = await write(other, brand, 'Hello from home');
  const identity = (proof: string) => ({ identities: [{ kind: 'email', value: 'ada@example.org', proof }] });
  const path = (id: string) => `/v1/conversations/${id}/contact`;
  await call(ben.person, 'PATCH', path(conversation), identity('verified'), brand);
  await call(ben.person, 'PATCH', path(second), identity('claimed'), brand);
  await ben.pick('Ada');
  const same = ben.page.getByRole('region', { name: 'The same person' });
  await same.getByText('is known by the same: ada@example.org').waitFor();
  await same.getByRole('button', { name: 'Merge with Ida' }).click();
  await same.getByText(`@${other.handle}`).waitFor();
  const timeline = ben.page.getByRole('region', { name: 'Timeline' });
  await timeline.getByText('Ticket #2').waitFor();

  // The way to the other thread, and back.
  await same.getByRole('link', { name: 'Ida' }).click();
  await ben.message('Hello from home').waitFor();
  await same.getByRole('link', { name: 'Ada' }).waitFor();
  await timeline.getByRole('link', { name: 'Ticket #1' }).click();
  await ben.message('Hello from work').waitFor();
  await same.getByRole('button', { name: 'Ida is someone else' }).click();
  await same.getByRole('button', { name: 'Merge with Ida' }).waitFor();
  await expect.poll(() => timeline.getByText('Ticket #2').count()).toBe(0);
  await same.getByRole('button', { name: 'Merge with another customer' }).click();
  await ben.page.locator('[name=merge-handle]').fill(other.handle);
  await same.getByRole('button', { name: 'Merge', exact: true }).click();
  await timeline.getByText('Ticket #2').waitFor();

  // Another kind of an attribute is tried before it is taken.
  await call(grace.person, 'PUT', '/v1/brand/attributes/size', { label: 'Size', kind: 'text' }, brand);
  for (const [id, size] of [
    [conversation, '42'],
    [second, 'large'],
  ] as const)
    await call(ben.person, 'PATCH', path(id), { attributes: { size } }, brand);
  const { page } = await Desk.open(grace.person, brand, '/settings');
  await page.getByRole('button', { name: 'Change Size' }).click();
  await page.getByRole('dialog').getByLabel('Kind').selectOption('number');
  await page.getByText('Of 2 values, 1 would not fit').waitFor();
  await page.getByRole('dialog').getByText('large').waitFor();
});

it.each(looks)('consents, the timeline and the switches have no violations, %s', async (_, options) => {
  const { brand, grace, ada } = await shop();
  const conversation = await write(ada, brand, 'Hello');
  await define(grace.person, brand);
  await tell(grace.person, brand, conversation);
  const consent = { topic: 'offers', state: 'granted', source: 'member', text: 'Yes, write to me.' };
  await call(grace.person, 'POST', `/v1/conversations/${conversation}/consents`, consent, brand);
  const other = await join('Ida');
  await write(other, brand, 'Hello');
  await call(
    grace.person,
    'POST',
    `/v1/conversations/${conversation}/others`,
    { handle: other.handle },
    brand,
  );
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
