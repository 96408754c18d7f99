/** Message templates: written once, filled in, seen, and sent. */
import { expect, it } from 'vitest';

import { expectNoViolation } from './support/axe';
import { call, shop, write } from './support/brands';
import { useBrowser } from './support/people';

useBrowser();

it('is written in two languages, filled in by the keyboard, and sent as it was seen', async () => {
  const { brand, grace, ben, ada } = await shop();
  const { page } = grace;
  await page.goto(`/inbox/${brand.handle}/settings`);
  await page.getByRole('button', { name: 'Add a template' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Title').fill('Delivery news');
  await dialog.getByLabel('Text', { exact: true }).fill('Hello {{customer}}, it comes on {{delivery_day}}.');
  await dialog.getByLabel('Answers to tap').fill('Thank you');
  await dialog.getByRole('button', { name: 'Add a button' }).click();
  await dialog.getByLabel('Button 1', { exact: true }).fill('Follow it');
  await dialog.getByLabel('Address that button 1 opens').fill('https://shop.example/{{delivery_day}}');
  const preview = dialog.getByRole('figure', { name: 'What the customer sees' });
  expect(await preview.textContent()).toContain('Hello Alex, it comes on {{delivery_day}}.');
  await dialog.getByRole('button', { name: 'Add a language' }).click();
  await dialog.getByRole('tab', { name: 'German' }).waitFor();
  await dialog.getByLabel('Text', { exact: true }).fill('Guten Tag {{customer}}, bis {{delivery_day}}!');
  await expectNoViolation(page, 'the editor of a template');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('English, German · Hello {{customer}}').waitFor();

  const conversation = await write(ada, brand, 'when does it come?');
  // Ben's page was open all the time, and knows it.
  await ben.turnTo('unassigned');
  await ben.pick('Ada');
  const field = ben.page.locator('#composer');
  await ben.page.getByRole('button', { name: 'Saved replies and templates' }).click();
  await ben.page.getByRole('option', { name: 'Delivery news' }).waitFor();
  await field.press('Enter');
  const sending = ben.page.getByRole('dialog', { name: 'Send “Delivery news”' });
  const blank = sending.getByLabel('delivery day');
  await expect.poll(() => blank.evaluate((input) => input === document.activeElement)).toBe(true);
  expect(await sending.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
  await ben.page.keyboard.type('Friday & Saturday');
  await sending.getByText('Hello Ada, it comes on Friday & Saturday.').waitFor();
  await expectNoViolation(ben.page, 'a template to send');
  await ben.page.keyboard.press('Enter');
  await sending.waitFor({ state: 'detached' });
  await ben.page.getByText('From “Delivery news”').waitFor();
  expect(await field.inputValue()).toBe('');

  await ada.page.goto(`/c/${conversation}`);
  await ada.page.getByText('Hello Ada, it comes on Friday & Saturday.').last().waitFor();
  const link = ada.page.getByRole('link', { name: /Follow it/ });
  expect(await link.getAttribute('href')).toBe('https://shop.example/Friday%20%26%20Saturday');
  await ada.page.getByRole('button', { name: 'Thank you' }).click();
  await ben.page.getByText('Thank you').last().waitFor();
});

it('says on a phone, at night and in Arabic, that an offer is not welcome', async () => {
  const { brand, grace, ada } = await shop({
    locale: 'ar',
    colorScheme: 'dark',
    viewport: { width: 390, height: 780 },
  });
  const { person, page } = grace;
  await call(person, 'PUT', '/v1/brand/topics/offers', { label: 'Offers' }, brand);
  const sale = {
    title: 'Sale',
    kind: 'promotion',
    topic: 'offers',
    fallback: 'en',
    version: 0,
    variants: [{ language: 'en', text: 'All bowls for half the price' }],
  };
  await call(person, 'PUT', '/v1/brand/templates/sale', sale, brand);
  const conversation = await write(ada, brand, 'hello');
  await page.goto(`/inbox/${brand.handle}/c/${conversation}`);
  const field = page.locator('#composer');
  await field.fill('/sale');
  await page.getByRole('option', { name: 'Sale' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('لم يوافق Ada على تلقي هذا').waitFor();
  expect(await dialog.getByRole('button', { name: 'إرسال', exact: true }).isDisabled()).toBe(true);
  await expectNoViolation(page, 'an offer that is not welcome');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);

  await page.goto(`/inbox/${brand.handle}/settings`);
  await page.getByRole('button', { name: 'تعديل Sale' }).click();
  await page.getByRole('figure', { name: 'ما يراه العميل' }).scrollIntoViewIfNeeded();
  await expectNoViolation(page, 'the editor of a template on a phone');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});
