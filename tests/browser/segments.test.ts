/** Segments: built by hand as a sentence that is counted while it is written, as text both ways, and with why someone is in. */
import { mkdirSync } from 'node:fs';
import { join as joined } from 'node:path';

import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';

import { expectNoViolation } from './support/axe';
import { type Brand, call, shop, write } from './support/brands';
import { ordersOf, shopKnows } from './support/orders';
import { join, type Person, phone, signIn, useBrowser } from './support/people';

useBrowser();

/** A picture for those who want to see it: `SHOTS=folder`. */
async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env['SHOTS'];
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: joined(folder, `${name}.png`) });
}

/** Three customers: Ada is gold, agrees and ordered; Ida is gold; of Eve nothing is known. */
async function customers(owner: Person, brand: Brand, ada: Person): Promise<void> {
  const [ida, eve] = await Promise.all([join('Ida'), join('Eve')]);
  const topic = { label: 'Offers', description: 'New bowls, twice a month at most.' };
  await call(owner, 'PUT', '/v1/brand/topics/offers', topic, brand);
  await shopKnows(owner, brand, 'ada@example.org');
  const of: string[] = [];
  for (const who of [ada, ida, eve]) of.push(await write(who, brand, 'Hello'));
  const path = (place: number) => `/v1/conversations/${of[place]}`;
  const identities = [{ kind: 'email', value: 'ada@example.org', proof: 'verified' }];
  await call(owner, 'PATCH', `${path(0)}/contact`, { identities, attributes: { tier: 'Gold' } }, brand);
  await call(owner, 'PATCH', `${path(1)}/contact`, { attributes: { tier: 'gold' } }, brand);
  await call(
    owner,
    'POST',
    `${path(0)}/consents`,
    { topic: 'offers', state: 'granted', source: 'member', text: 'Yes, please.' },
    brand,
  );
  await call(owner, 'PUT', '/v1/brand/orders', { orders: ordersOf('ada@example.org') }, brand);
}

it('a segment is built as a sentence, counted while it is written, and says why someone is in', async () => {
  const { brand, grace, ben, ada } = await shop();
  await customers(grace.person, brand, ada);
  const { page } = grace;
  const count = page.locator('[data-count]');
  const line = (kind: string) => page.locator(`[data-line][data-kind=${kind}]`);
  const add = page.getByRole('button', { name: 'Condition', exact: true });

  // From an example, which is nobody's yet, to one of one's own.
  await page.getByRole('link', { name: 'Segments' }).click();
  await page.getByText('Who should hear from you?').waitFor();
  await shot(page, 'segments-none');
  await page.getByRole('button', { name: 'Ordered lately, and agree to hear' }).click();
  await count.getByText('1 of 3 contacts').waitFor();
  await line('last_order').getByText('holds of 1').waitFor();
  await page.getByRole('button', { name: 'Drop changes' }).click();
  await count.getByText('3 of 3 contacts').waitFor();
  await page.locator('[name=segment-name]').fill('Golden');

  await add.click();
  const tier = line('attribute');
  await tier.getByText('Not complete yet').waitFor();
  await page.getByText('Not counted: a line is not complete yet.').waitFor();
  const value = tier.getByRole('textbox', { name: 'Value' });
  await value.fill('gold');
  await value.press('Control+z');
  expect(await value.inputValue()).toBe('');
  await value.press('Control+Shift+z');
  await count.getByText('2 of 3 contacts').waitFor();
  await add.click();
  await page
    .locator('[data-line]')
    .last()
    .getByLabel('Condition', { exact: true })
    .selectOption({ label: 'agrees to' });
  await count.getByText('1 of 3 contacts').waitFor();
  await line('consent').getByRole('button', { name: 'not' }).click();
  await line('consent').getByText('holds of 2').waitFor();
  const sample = page.getByRole('region', { name: 'Some of them' });
  await sample.getByRole('link', { name: 'Ida' }).waitFor();
  await page.keyboard.press('Control+z');
  await sample.getByRole('link', { name: 'Ada' }).waitFor();
  await page.getByRole('button', { name: 'Redo' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();

  await add.click();
  const orders = page.locator('[data-line]').last();
  await orders.getByLabel('Condition', { exact: true }).selectOption('orders');
  await orders.getByLabel('What of the orders').selectOption({ label: 'spent, less refunds' });
  await orders.getByRole('textbox', { name: 'spent, less refunds' }).fill('136,80');
  await count.getByText('1 of 3 contacts').waitFor();
  await orders.getByRole('textbox', { name: 'spent, less refunds' }).fill('136.81');
  await count.getByText('0 of 3 contacts').waitFor();
  await orders.getByRole('textbox', { name: 'spent, less refunds' }).fill('136.8');
  await page.getByRole('button', { name: 'Why is Ada in it?' }).click();
  const why = page.locator('[data-why]');
  await why.getByText('Holds: spent, less refunds: at least €136.80 in the last 365 days').waitFor();
  expect(await why.getByRole('listitem').count()).toBe(3);
  await shot(page, 'segment');
  await expectNoViolation(page, 'the editor of a segment');

  // As text, which is wrong first, and then another rule.
  await page.getByRole('button', { name: 'As text' }).click();
  const text = page.getByRole('textbox', { name: 'The rule as text' });
  await expect
    .poll(() => text.inputValue())
    .toBe('attribute tier = "gold" and consent offers and orders spent EUR >= 136.80 in last 365 days');
  await text.fill('attribute tier = "gold"\n  and nonsense');
  await page.getByRole('button', { name: 'Line 2, character 7:' }).click();
  await shot(page, 'segment-text');
  await text.fill(
    'attribute tier = "gold"\n  and (consent offers or not campaign any clicked in last 30 days)',
  );
  await count.getByText('2 of 3 contacts').waitFor();
  await page.getByRole('button', { name: 'As JSON' }).click();
  await page.getByRole('region', { name: 'As JSON' }).getByText('"clicked"').waitFor();
  await page.getByRole('button', { name: 'As a sentence' }).click();
  await line('campaign').getByText('campaign any clicked in last 30 days').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await grace.toast('Segment saved: Golden').waitFor();

  await page.reload();
  await line('campaign').waitFor();
  expect(await page.locator('[name=segment-name]').inputValue()).toBe('Golden');
  expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  const [kept] = (
    await call<{ segments: { id: string; text: string }[] }>(
      grace.person,
      'GET',
      '/v1/brand/segments',
      undefined,
      brand,
    )
  ).segments;
  expect(kept?.text).toBe(
    'attribute tier = "gold" and (consent offers or not campaign any clicked in last 30 days)',
  );

  // It stands in another one, and stays until that is gone.
  const other = { name: 'Others', given: { text: `not segment ${kept?.id}` } };
  await call(grace.person, 'POST', '/v1/brand/segments', other, brand);
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('it stands in the segment "Others"').waitFor();

  // Who answers customers may look, not change.
  await ben.page.goto(`/inbox/${brand.handle}/segments`);
  await ben.page.getByRole('link', { name: 'Golden' }).click();
  await ben.page.getByText('You may look at segments, not change them.').waitFor();
  expect(await ben.page.getByRole('button', { name: 'Save' }).count()).toBe(0);
  expect(await ben.page.getByRole('textbox', { name: 'Value' }).isDisabled()).toBe(true);

  // On a phone, where the list and the editor are pages of their own.
  const small = await signIn(grace.person, phone);
  await small.page.goto(`/inbox/${brand.handle}/segments`);
  const cards = small.page.locator('[data-segment]');
  await cards.filter({ hasText: 'Others' }).getByText('1 of 3 contacts').waitFor();
  await shot(small.page, 'segments-phone');
  await cards.getByRole('link', { name: 'Others' }).click();
  await small.page.locator('[data-kind=segment]').getByText('holds of 1').waitFor();
  const tooWide = await small.page
    .locator('.scroller')
    .first()
    .evaluate((one) => one.scrollWidth - one.clientWidth);
  expect(tooWide).toBeLessThanOrEqual(0);
  await shot(small.page, 'segment-phone');
  await expectNoViolation(small.page, 'the editor of a segment on a phone');
  for (const name of ['Others', 'Golden']) {
    if (name === 'Golden') await cards.getByRole('link', { name }).click();
    await small.page.getByRole('button', { name: 'Remove', exact: true }).click();
    await small.page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await cards.filter({ hasText: name }).waitFor({ state: 'detached' });
  }
  await small.page.getByText('There are no segments yet.').waitFor();
});
