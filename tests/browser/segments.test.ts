/**
 * Segments: built by hand as a sentence that is counted while it is written, as text both ways, and with why someone is in; kept up to date,
 * and made into lists.
 */
import { mkdirSync } from 'node:fs';
import { join as joined } from 'node:path';

import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';

import { expectNoViolation, looks } from './support/axe';
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

const cardOf = (page: Page, name: string) => page.locator('[data-segment]').getByRole('link', { name });

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

/** Someone did something elsewhere just now, as the brand's systems tell it. */
async function did(owner: Person, brand: Brand, contact: string, name: string): Promise<void> {
  const events = [{ id: crypto.randomUUID(), name, at: Date.now() }];
  await call(owner, 'POST', `/v1/brand/contacts/${contact}/events`, { events }, brand);
}

it('a live segment follows what happens, and a list that is made of it stays', async () => {
  const { brand, grace, ben, ada } = await shop();
  const ida = await join('Ida');
  const adas = await write(ada, brand, 'Hello');
  await write(ida, brand, 'Hello');
  const { page, person: owner } = grace;
  const kept = page.locator('[data-kept]');
  const number = kept.locator('[data-kept-count]');
  const who = (name: string) => kept.getByRole('region', { name: 'Contacts' }).getByRole('link', { name });
  const moves = kept.locator('[data-move]');
  const save = page.getByRole('button', { name: 'Save' });

  // Whoever looked at something and bought nothing: nobody yet.
  await page.getByRole('link', { name: 'Segments' }).click();
  await page.getByRole('link', { name: 'Add a segment' }).click();
  await page.locator('[name=segment-name]').fill('Undecided');
  await page.getByRole('button', { name: 'As text' }).click();
  await page
    .getByRole('textbox', { name: 'The rule as text' })
    .fill('event "Product Viewed" in last 30 days and not event "Order Completed" in last 30 days');
  await page.locator('[data-count]').getByText('0 of 2 contacts').waitFor();
  const live = page.getByRole('switch', { name: 'Keep up to date' });
  await live.press('Space');
  expect(await live.isChecked()).toBe(true);
  await save.click();
  await grace.toast('Segment saved: Undecided').waitFor();
  await page.locator('[data-badge=live]').waitFor();
  await number.getByText('0 contacts').waitFor();
  await kept.getByText('Nobody is in it now.').waitFor();
  await kept.getByText('Nobody has come or gone yet.').waitFor();
  await kept.scrollIntoViewIfNeeded();
  await shot(page, 'segment-live-empty');

  // What a system tells brings someone in while one looks on.
  await did(owner, brand, adas, 'Product Viewed');
  await who('Ada').waitFor();
  await number.getByText('1 contact', { exact: true }).waitFor();
  await moves.filter({ hasText: 'Ada' }).getByText('came in').waitFor();
  expect(await who('Ada').getAttribute('href')).toBe(`/inbox/${brand.handle}/c/${adas}`);
  await page.locator('[data-count]').getByText('1 of 2 contacts').waitFor();
  await who('Ada').scrollIntoViewIfNeeded();
  await shot(page, 'segment-live');
  await expectNoViolation(page, 'a live segment');

  // A list of it, with a name that says of when it is.
  await page.getByRole('button', { name: 'Make a list of it' }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.locator('[name=list-name]').inputValue()).toMatch(/^Undecided, .*20\d\d$/);
  await expectNoViolation(page, 'the making of a list');
  await dialog.locator('[name=list-name]').fill('Chosen today');
  await dialog.getByRole('button', { name: 'Make the list' }).click();
  await grace.toast('List made: Chosen today').waitFor();
  await page.locator('[data-badge=list]').waitFor();
  await number.getByText('1 contact', { exact: true }).waitFor();
  await who('Ada').waitFor();
  const list = new URL(page.url()).pathname;
  expect(await page.locator('[data-lines]').count()).toBe(0);
  await page.locator('[data-sentence]').getByText('Product Viewed').waitFor();

  // She leaves the live one, and stays on the list.
  await did(owner, brand, adas, 'Order Completed');
  await page.getByRole('button', { name: 'Segments' }).click();
  const cards = page.locator('[data-segment]');
  await cards.filter({ hasText: 'Chosen today' }).getByText('1 contact', { exact: true }).waitFor();
  await shot(page, 'segments-kinds');
  await expectNoViolation(page, 'segments of all kinds');
  await cards.getByRole('link', { name: 'Undecided' }).click();
  await moves.first().getByText('left').waitFor();
  expect(await moves.count()).toBe(2);
  await number.getByText('0 contacts').waitFor();
  await who('Ada').waitFor({ state: 'detached' });
  await page.goto(list);
  await who('Ada').waitFor();
  await number.getByText('1 contact', { exact: true }).waitFor();

  // By hand: someone is put in, and someone taken out, which can be taken back.
  const search = page.getByRole('textbox', { name: 'Search by name or handle' });
  const putIn = page.getByRole('button', { name: 'Put in: Ida' });
  await expect
    .poll(async () => {
      await search.fill('');
      await search.fill('ida');
      return putIn.waitFor({ timeout: 1_000 }).then(
        () => true,
        () => false,
      );
    })
    .toBe(true);
  await shot(page, 'segment-list');
  await expectNoViolation(page, 'a list');
  await putIn.click();
  await grace.toast('Ida is in the list now').waitFor();
  await who('Ida').waitFor();
  await number.getByText('2 contacts').waitFor();
  expect(await search.evaluate((field) => field === document.activeElement)).toBe(true);
  await page.getByRole('button', { name: 'Take out: Ada' }).click();
  await grace.toast('Ada was taken out').waitFor();
  await who('Ada').waitFor({ state: 'detached' });
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toBe('Take out: Ida');
  await grace.toast('Ada was taken out').getByRole('button', { name: 'Undo' }).click();
  await who('Ada').waitFor();
  await number.getByText('2 contacts').waitFor();
  await page.locator('[name=segment-name]').fill('Chosen by hand');
  await save.click();
  await grace.toast('Segment saved: Chosen by hand').waitFor();

  // Who answers customers sees who is in, and changes nothing.
  await ben.page.goto(list);
  await ben.page.getByRole('heading', { name: 'Chosen by hand' }).waitFor();
  await ben.page.locator('[data-kept]').getByRole('link', { name: 'Ida' }).waitFor();
  expect(await ben.page.getByRole('button', { name: 'Take out: Ida' }).count()).toBe(0);

  // On a phone, by night and from right to left, too.
  for (const [look, options] of [['a phone', phone] as const, ...looks]) {
    const small = await signIn(owner, options);
    for (const name of ['Undecided', 'Chosen by hand']) {
      await small.page.goto(`/inbox/${brand.handle}/segments`);
      await cardOf(small.page, name).click();
      await small.page.locator('[data-kept-count] strong').waitFor();
      await small.page.locator('[data-kept]').getByRole('listitem').first().scrollIntoViewIfNeeded();
      const tooWide = await small.page
        .locator('.scroller')
        .first()
        .evaluate((one) => one.scrollWidth - one.clientWidth);
      expect(tooWide).toBeLessThanOrEqual(0);
      await shot(small.page, `${name} on ${look}`);
      await expectNoViolation(small.page, `${name} on ${look}`);
    }
  }
});
