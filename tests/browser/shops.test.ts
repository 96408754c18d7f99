/** Orders come in by themselves: from a shop that signs what it tells, from systems by tracking calls, and from files; and go out again. */
import { createHmac } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join as joined } from 'node:path';

import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';

import { expectNoViolation, looks } from './support/axe';
import { type Brand, call, shop, write } from './support/brands';
import { phone, signIn, useBrowser } from './support/people';

useBrowser();

const secret = 'a secret of the shop, made up';
/** The order of Shopify's documentation. */
const order = readFileSync(
  new URL('../../crates/engage/src/shops/fixtures/shopify.json', import.meta.url),
  'utf8',
);

/** As Shopify tells of an order. */
async function tell(address: string, topic: string, body: string, key = secret): Promise<number> {
  const signature = createHmac('sha256', key).update(body).digest('base64');
  const headers = {
    'Content-Type': 'application/json',
    'X-Shopify-Topic': topic,
    'X-Shopify-Hmac-Sha256': signature,
  };
  return (await fetch(address, { method: 'POST', headers, body })).status;
}

async function openPage(page: Page, brand: Brand): Promise<void> {
  await page.goto(`/inbox/${brand.handle}/settings`);
  await page.getByRole('link', { name: 'Shops and files' }).click();
  await page.getByRole('region', { name: 'Connected shops' }).waitFor();
}

/** A picture for those who want to see it: `SHOTS=folder`. */
async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env['SHOTS'];
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: joined(folder, `${name}.png`) });
}

/** A table that was written by a spreadsheet in Germany, with something wrong in it. */
function faulty(): Buffer {
  const rows = ['Bestellnummer;Datum;Gesamtbetrag;E-Mail;Artikel;Farbe'];
  rows.push('A-1;22.03.2026 19:28;1.049,90 €;ADA@example.org;Schüssel;blau');
  rows.push('A-2;22.03.2026;12.50;;Tasse;rot');
  rows.push('A-3;31.02.2026;5,00;;Tasse;rot');
  rows.push('A-1;23.03.2026;1.050,00 €;ada@example.org;Schüssel;blau');
  for (let number = 10; number < 30; number += 1) rows.push(`A-${number};24.03.2026;5;;Tasse;rot`);
  // Windows-1252, in which the sign of the euro alone stands elsewhere than in Latin-1.
  return Buffer.from(rows.join('\r\n').replaceAll('€', '\x80'), 'latin1');
}

it('a shop is connected, and a signed order stands beside the thread at once', async () => {
  const { brand, grace, ben, ada } = await shop();
  await write(ada, brand, 'Where is my iPod?');
  const { page } = grace;
  await openPage(page, brand);
  await page.getByRole('button', { name: 'Connect Shopify' }).click();
  await page.locator('[name=shop-secret]').fill(` ${secret} `);
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  const shopify = page.getByRole('article', { name: 'Shopify' });
  await shopify.getByText('Nothing has come yet.').waitFor();
  expect(await page.content()).not.toContain(secret);
  const address = (await shopify.locator('code').first().textContent()) ?? '';
  expect(address).toMatch(/^https?:\/\/.*\/v1\/shops\/acc_\w+\/shopify\/orders$/);

  // Ben has it open, and knows the address.
  await ben.pick('Ada');
  const orders = ben.page.getByRole('region', { name: 'Orders' });
  await orders.getByText('No order is known to be theirs yet.').waitFor();
  const known = ben.page.getByRole('region', { name: 'Known by' });
  await known.getByRole('button', { name: 'Add an address or number' }).click();
  await ben.page.locator('[name=identity]').fill('Bob.Norman@mail.example.com');
  await known.getByRole('button', { name: 'Save' }).click();
  await known.getByRole('button', { name: 'Mark as verified: bob.norman@mail.example.com' }).click();
  await known.getByText('Verified', { exact: true }).waitFor();

  expect(await tell(address, 'orders/create', order, 'another secret of the same length')).toBe(401);
  expect(await tell(address, 'orders/create', order)).toBe(200);
  await orders.getByText('#1001').waitFor();
  await shopify.getByRole('button', { name: 'Look again: Shopify' }).click();
  await shopify.getByText('orders/create').waitFor();
  await shopify.getByText('signed with another secret').waitFor();
  const broken = order.replace('"409.94"', '"409,94"');
  expect(await tell(address, 'orders/updated', broken)).toBe(200);
  await shopify.getByRole('button', { name: 'Look again: Shopify' }).click();
  await shopify.getByText('total_price: no amount of USD').waitFor();
  await shot(page, 'shops');

  await shopify.getByRole('button', { name: 'Remove Shopify' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('button', { name: 'Connect Shopify' }).waitFor();
  expect(await tell(address, 'orders/updated', order)).toBe(401);
});

/** As the SDKs of Segment tell something: by the key of a source. */
async function track(page: Page, key: string, told: object): Promise<number> {
  const headers = {
    'Content-Type': 'application/json',
    Authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
  };
  const address = new URL('/v1/track', page.url());
  return (await fetch(address, { method: 'POST', headers, body: JSON.stringify(told) })).status;
}

it('a system of the brand tells by a key that is shown once, until it is removed', async () => {
  const { brand, grace } = await shop();
  const page = (await signIn(grace.person, phone)).page;
  await page.goto(`/inbox/${brand.handle}/settings/orders`);
  const sources = page.getByRole('region', { name: 'What your own systems tell' });
  await sources.getByRole('button', { name: 'Add a source' }).click();
  const save = page.getByRole('dialog').getByRole('button', { name: 'Save' });
  await page.locator('[name=source-name]').fill('Till');
  await page.locator('[name=source-currency]').fill('euro');
  await save.click();
  await page.getByRole('dialog').getByText('Three letters, such as EUR.', { exact: true }).waitFor();
  await page.locator('[name=source-currency]').fill('eur');
  await save.click();

  const fresh = sources.getByRole('group', { name: 'Write key of Till' });
  await expect.poll(() => fresh.evaluate((one) => one === document.activeElement)).toBe(true);
  const key = (await fresh.getByRole('status').locator('code').textContent()) ?? '';
  expect(key).toMatch(/^subrosa_write_[\w-]{32}$/);
  for (const sdk of ['segment-node', 'segment-python', 'rudder-node']) {
    await fresh.getByLabel('SDK of your server').selectOption(sdk);
    const code = await fresh.locator('pre').textContent();
    expect(code).toContain(`'${key}'`);
    expect(code).toContain(`'${new URL(page.url()).origin}'`);
  }
  await expectNoViolation(page, 'the key of a source, on a phone');
  const overflow = () =>
    page
      .locator('.scroller')
      .first()
      .evaluate((one) => one.scrollWidth - one.clientWidth);
  expect(await overflow()).toBeLessThanOrEqual(0);
  await shot(page, 'source-key');
  await fresh.getByRole('button', { name: 'I have kept the key' }).click();
  expect(await page.content()).not.toContain(key);
  const till = sources.getByRole('article', { name: 'Till' });
  await till.getByText(`Key …${key.slice(-4)} · EUR`).waitFor();
  await till.getByText('Nothing has come yet.').waitFor();

  const told = { userId: '17', event: 'Product Viewed', messageId: 'one' };
  expect(await track(page, key, told)).toBe(200);
  expect(await track(page, key, told)).toBe(200);
  expect(await track(page, key, { event: 'Product Viewed' })).toBe(200);
  await page.reload();
  await till.getByText('userId: this or anonymousId').waitFor();
  const counts = ['taken', 'repeated', 'refused'].map((count) => till.locator(`[data-count=${count}] dd`));
  expect(await Promise.all(counts.map((count) => count.textContent()))).toEqual(['1', '1', '1']);
  expect(await page.content()).not.toContain(key);

  await till.getByRole('button', { name: 'Change Till' }).click();
  await page.locator('[name=source-name]').fill('Shop in Ulm');
  await save.click();
  const renamed = sources.getByRole('article', { name: 'Shop in Ulm' });
  await renamed.getByText('· EUR').waitFor();
  await expectNoViolation(page, 'sources, on a phone');
  expect(await overflow()).toBeLessThanOrEqual(0);
  await shot(page, 'sources');
  await renamed.getByRole('button', { name: 'Remove Shop in Ulm' }).click();
  await page.getByText('What it told stays.').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await renamed.waitFor({ state: 'detached' });
  expect(await track(page, key, told)).toBe(401);
});

it('a faulty file is seen through, tried, brought in, and goes out again', async () => {
  const { brand, grace } = await shop();
  const { page } = grace;
  await openPage(page, brand);
  const file = { name: 'Bestellungen.csv', mimeType: 'text/csv', buffer: faulty() };
  await page.locator('[name=import-file]').setInputFiles(file);
  const wizard = page.locator('.wizard');
  await wizard.getByText('What are its columns?').waitFor();
  // What it seems to be, in another language and an old encoding.
  expect(await wizard.getByLabel('Bestellnummer').inputValue()).toBe('number');
  expect(await wizard.getByLabel('Gesamtbetrag').inputValue()).toBe('total');
  expect(await wizard.getByLabel('Farbe').inputValue()).toBe('');
  await wizard.getByText('1.049,90 €').waitFor();
  await wizard.getByText('Still missing: Currency').waitFor();
  await page.locator('[name=import-currency]').fill('eur');
  await shot(page, 'import-columns');
  await wizard.getByRole('button', { name: 'Try it' }).click();

  const count = (name: string) => wizard.locator(`[data-count=${name}] dd`).textContent();
  await wizard.getByText('This is what would become of it').waitFor();
  expect([await count('created'), await count('refused'), await count('repeated')]).toEqual(['21', '2', '1']);
  await wizard.getByText('total: no amount').waitFor();
  await wizard.getByText('Line 4:').waitFor();
  await wizard.getByText('placed_at: no moment').waitFor();
  await shot(page, 'import-tried');
  await wizard.getByRole('button', { name: 'Bring in: 21' }).click();
  await wizard.getByText('This is what became of it').waitFor();
  expect(await count('created')).toBe('21');

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Orders (CSV)' }).click();
  const out = readFileSync(await (await download).path());
  expect(out.toString()).toContain('"A-1"');
  // What went out is nothing new.
  await wizard.getByRole('button', { name: 'Another file' }).click();
  await page
    .locator('[name=import-file]')
    .setInputFiles({ name: 'orders.csv', mimeType: 'text/csv', buffer: out });
  await wizard.getByRole('button', { name: 'Try it' }).click();
  await wizard.getByText('Nothing of it is new.').waitFor();
  expect(await count('unchanged')).toBe('21');
});

it('a workbook is no table, and agents find none of it', async () => {
  const { brand, grace, ben } = await shop();
  const { page } = grace;
  await openPage(page, brand);
  const workbook = { name: 'orders.xlsx', mimeType: 'text/csv', buffer: Buffer.from('PK\x03\x04…') };
  await page.locator('[name=import-file]').setInputFiles(workbook);
  await page.getByText('save the sheet as CSV').waitFor();
  await ben.page.goto(`/inbox/${brand.handle}/settings`);
  await ben.page.getByText('Customer attributes').waitFor();
  expect(await ben.page.getByRole('link', { name: 'Shops and files' }).count()).toBe(0);
  await ben.page.goto(`/inbox/${brand.handle}/settings/orders`);
  await ben.page.getByText('You may not do this.').waitFor();
});

it('the wizard is walked with keys alone', async () => {
  const { brand, grace } = await shop();
  const { page } = grace;
  await openPage(page, brand);
  const table = 'number,date,total,currency\n1,2026-03-22,5.00,EUR\n';
  await page
    .locator('[name=import-file]')
    .setInputFiles({ name: 'orders.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
  const wizard = page.locator('.wizard');
  const heading = wizard.getByRole('heading', { level: 4 });
  await wizard.getByText('What are its columns?').waitFor();
  await expect.poll(() => heading.evaluate((one) => one === document.activeElement)).toBe(true);
  const press = async (name: string) => {
    const button = wizard.getByRole('button', { name });
    for (let tabs = 0; tabs < 30; tabs += 1) {
      if (await button.evaluate((one) => one === document.activeElement)) break;
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
  };
  await press('Try it');
  await wizard.getByText('This is what would become of it').waitFor();
  await press('Bring in: 1');
  await wizard.getByText('This is what became of it').waitFor();
  await expect.poll(() => heading.evaluate((one) => one === document.activeElement)).toBe(true);
});

it.each(looks)('everyone can read and use it: %s', async (name, options) => {
  const { brand, grace } = await shop();
  const page = (await signIn(grace.person, options)).page;
  await call(grace.person, 'PUT', '/v1/brand/shops/woocommerce', { secret }, brand);
  await page.goto(`/inbox/${brand.handle}/settings/orders`);
  await page.getByRole('article', { name: 'WooCommerce' }).waitFor();
  await expectNoViolation(page, `shops, ${name}`);
  await shot(page, `orders-page-${name.replaceAll(' ', '-')}`);
  const file = { name: 'Bestellungen.csv', mimeType: 'text/csv', buffer: faulty() };
  await page.locator('[name=import-file]').setInputFiles(file);
  await page.locator('[name=import-currency]').fill('EUR');
  await expectNoViolation(page, `columns, ${name}`);
  await page.locator('.wizard ol').scrollIntoViewIfNeeded();
  await shot(page, `columns-${name.replaceAll(' ', '-')}`);
  await page.locator('[data-step=columns] .ways button').first().click();
  await page.locator('[data-step=tried] dl').waitFor();
  await expectNoViolation(page, `tried, ${name}`);
  await page.locator('.wizard dl').scrollIntoViewIfNeeded();
  await shot(page, `tried-${name.replaceAll(' ', '-')}`);
});

it('nothing of it is wider than a phone', async () => {
  const { brand, grace } = await shop();
  const page = (await signIn(grace.person, phone)).page;
  await call(grace.person, 'PUT', '/v1/brand/shops/shopify', { secret }, brand);
  await page.goto(`/inbox/${brand.handle}/settings/orders`);
  await page.getByRole('article', { name: 'Shopify' }).waitFor();
  const file = { name: 'Bestellungen.csv', mimeType: 'text/csv', buffer: faulty() };
  await page.locator('[name=import-file]').setInputFiles(file);
  await page.locator('[name=import-currency]').waitFor();
  const overflow = await page
    .locator('.scroller')
    .first()
    .evaluate((one) => one.scrollWidth - one.clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});
