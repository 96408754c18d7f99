/** The customer beside the thread: what the team knows, changes and verifies there. */
import { expect, it } from 'vitest';

import { expectNoViolation, looks } from './support/axe';
import { call, Desk, shop, write } from './support/brands';
import { shopKnows } from './support/orders';
import { signIn, useBrowser } from './support/people';

useBrowser();

it('attributes are defined by the owner, changed in place by the team, and a colleague sees it at once', async () => {
  const { brand, grace, ben, ada } = await shop();
  await write(ada, brand, 'Hello');
  const { page } = grace;
  await page.goto(`/inbox/${brand.handle}/settings`);
  for (const [label, kind] of [
    ['Tier', 'text'],
    ['Workshops visited', 'number'],
    ['Newsletter', 'yes_no'],
  ] as const) {
    await page.getByRole('button', { name: 'Add an attribute' }).click();
    await page.locator('[name=attribute-label]').fill(label);
    await page.getByRole('dialog').getByLabel('Kind').selectOption(kind);
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: `Change ${label}` }).waitFor();
  }
  await page.getByText('workshops_visited').waitFor();

  await ben.pick('Ada');
  const known = ben.page.getByRole('region', { name: 'What we know' });
  await known.getByRole('button', { name: 'Add: Tier' }).click();
  await ben.page.keyboard.type('Gold');
  await ben.page.keyboard.press('Enter');
  await known.getByText('Gold').waitFor();
  await known.getByRole('button', { name: 'Add: Workshops visited' }).click();
  await ben.page.keyboard.type('many');
  await ben.page.keyboard.press('Enter');
  await known.getByText('Enter a number').waitFor();
  await ben.page.keyboard.press('Escape');
  await known.getByRole('button', { name: 'Add: Workshops visited' }).click();
  await ben.page.keyboard.type('3,5');
  await ben.page.keyboard.press('Enter');
  await known.getByText('3.5').waitFor();

  await page.goto(`/inbox/${brand.handle}/v/unassigned`);
  await grace.pick('Ada');
  const seen = page.getByRole('region', { name: 'What we know' });
  await seen.getByText('Gold').waitFor();
  await known.getByLabel('Newsletter').selectOption('true');
  await expect.poll(() => seen.getByLabel('Newsletter').inputValue()).toBe('true');

  // Of another kind, what does not fit stays and is marked.
  await call(grace.person, 'PUT', '/v1/brand/attributes/tier', { label: 'Tier', kind: 'number' }, brand);
  await known.getByLabel('Newsletter').selectOption('false');
  await known.getByText('“Gold” does not fit any more').waitFor();
});

it('an order is shown when its number and a second fact fit, and only then', async () => {
  const { brand, grace, ben, ada } = await shop();
  await shopKnows(grace.person, brand, 'ada@example.org');
  await write(ada, brand, 'Where is order 10482?');
  await ben.pick('Ada');
  const { page } = ben;
  const orders = page.getByRole('region', { name: 'Orders' });
  await orders.getByText('No order is known to be theirs yet.').waitFor();
  await orders.getByRole('button', { name: 'Verify an order' }).click();
  await page.locator('[name=order-number]').fill('#rw 10482');
  await page.locator('[name=second-fact]').fill('10115');
  await orders.getByRole('button', { name: 'Verify', exact: true }).click();
  await orders.getByText('No order has this number and this second fact.').waitFor();
  expect(await orders.getByText('Blue bowl').count()).toBe(0);
  await page.locator('[name=second-fact]').fill('10 999');
  await page.keyboard.press('Enter');

  await orders.getByText('Order RW-10482 is theirs.').waitFor();
  expect(await orders.getByText('RW-10310').count(), 'one order, and not all of the same customer').toBe(0);
  await orders.getByText('Lifetime value').waitFor();
  await orders.locator('summary', { hasText: 'RW-10482' }).click();
  for (const shown of ['Blue bowl', '€72.90', 'Shipped, DHL', '00340434161094042557'])
    await orders.getByText(shown).first().waitFor();
  await page.getByText('Order RW-10482 verified').waitFor();

  // A colleague who looks at the thread sees it without asking; the customer sees nothing of it.
  await grace.turnTo('open');
  await grace.pick('Ada');
  await grace.page.getByRole('region', { name: 'Orders' }).getByText('RW-10482').waitFor();
  await ada.row(brand).click();
  await ada.message('Where is order 10482?').waitFor();
  expect(await ada.page.content()).not.toContain('RW-10482');
});

it('an address that is verified brings its orders, and forgetting it takes them away', async () => {
  const { brand, grace, ada } = await shop();
  await shopKnows(grace.person, brand, 'ada@example.org');
  await write(ada, brand, 'Hello');
  await grace.pick('Ada');
  const { page } = grace;
  const known = page.getByRole('region', { name: 'Known by' });
  const orders = page.getByRole('region', { name: 'Orders' });
  await known.getByText('Signed in').waitFor();
  await known.getByRole('button', { name: 'Add an address or number' }).click();
  await page.locator('[name=identity]').fill('Ada@Example.org');
  await known.getByRole('button', { name: 'Save' }).click();
  await known.getByText('ada@example.org', { exact: true }).waitFor();
  await orders.getByText('No order is known').waitFor();
  await known.getByRole('button', { name: 'Mark as verified: ada@example.org' }).click();
  await known.getByText('Verified', { exact: true }).waitFor();
  await expect.poll(() => orders.locator('details').count()).toBe(2);
  // 72.90 and 83.90, less 20.00.
  await orders.getByText('€136.80').waitFor();
  await known.getByRole('button', { name: 'Forget ada@example.org' }).click();
  await orders.getByText('No order is known').waitFor();
});

it('who only reads figures sees nothing personal', async () => {
  const { brand, grace, ben, ada } = await shop();
  await shopKnows(grace.person, brand, 'ada@example.org');
  await write(ada, brand, 'Hello');
  const { id } = await call<{ id: string }>(ben.person, 'GET', '/v1/me');
  await call(grace.person, 'PATCH', `/v1/brand/members/${id}`, { role: 'analyst' }, brand);
  const analyst = await Desk.open(ben.person, brand, '/v/open');
  await analyst.row('Ada').click();
  await analyst.page.locator('aside').waitFor();
  await analyst.page.getByText('Ticket #1').first().waitFor();
  expect(await analyst.page.getByRole('region', { name: 'Orders' }).count()).toBe(0);
});

it.each(looks)('axe finds nothing, %s', async (_, options) => {
  const { brand, grace, ada } = await shop();
  const conversation = await write(ada, brand, 'Hello');
  const path = `/v1/conversations/${conversation}/contact`;
  const desk = await Desk.open(await signIn(grace.person, options), brand, '/v/open');
  const { page } = desk;
  await desk.pick('Ada');
  const panel = page.locator('aside');
  if (!(await panel.isVisible())) await page.locator('header [aria-expanded]').last().click();
  await panel.locator('section').nth(3).waitFor();
  await expectNoViolation(page, 'a customer of whom nothing is known');

  await shopKnows(grace.person, brand, 'ada@example.org');
  const identities = [
    { kind: 'email', value: 'ada@example.org', proof: 'verified' },
    { kind: 'phone', value: '0170 1234567', proof: 'claimed' },
  ];
  await call(grace.person, 'PATCH', path, { identities, attributes: { tier: 'Gold' } }, brand);
  await panel.locator('summary').first().click();
  await expectNoViolation(page, 'a customer with orders');
  await panel.locator('[aria-label] dl button').first().click();
  await expectNoViolation(page, 'changing an attribute');
  await page.keyboard.press('Escape');
  // Each gives way to what it opens.
  const openers = panel.locator('button.opener');
  while ((await openers.count()) > 0) await openers.first().click();
  await expectNoViolation(page, 'verifying and adding');
  // Nothing is wider than the panel.
  const wide = await panel.evaluate((element) => element.scrollWidth > element.clientWidth);
  expect(wide, 'scrolls sideways').toBe(false);
  await page.goto(`/inbox/${brand.handle}/settings`);
  await page.locator('code').first().waitFor();
  await expectNoViolation(page, 'the attributes of the brand');
});
