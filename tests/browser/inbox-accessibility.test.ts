/** axe finds no violation anywhere in an inbox, in light, dark and Arabic, wide and on a phone. */
import { it } from 'vitest';

import { everyLook, expectNoViolation, looks } from './support/axe';
import { call, Desk, shop, write } from './support/brands';
import { signIn, useBrowser } from './support/people';

useBrowser();

it.each(everyLook)('an inbox, %s', async (_, options) => {
  const { brand, grace, ben, ada } = await shop();
  const { person } = grace;
  await call(
    person,
    'POST',
    '/v1/brand/replies',
    { name: 'Thanks', text: 'Thank you, {{customer}}.' },
    brand,
  );
  // Seen as the look says, by the same person on another device.
  const desk = await Desk.open(await signIn(person, options), brand);
  const { page } = desk;
  await page.locator('.empty .handle').waitFor();
  await expectNoViolation(page, 'an empty inbox');

  const conversation = await write(ada, brand, 'Where is my parcel?');
  const change = { priority: 'urgent', add_labels: ['Delivery'] };
  await call(person, 'PATCH', `/v1/conversations/${conversation}/ticket`, change, brand);
  await page.goto(`/inbox/${brand.handle}`);
  await page.locator('[data-queue]').first().waitFor();
  await expectNoViolation(page, 'the views');
  await page.goto(`/inbox/${brand.handle}/v/open`);
  await desk.row('Ada').waitFor();
  await page.locator('#tickets a').focus();
  await page.keyboard.press('x');
  await expectNoViolation(page, 'a list with a selection');
  await page.keyboard.press('a');
  await page.getByRole('dialog').waitFor();
  await expectNoViolation(page, 'assigning');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');

  await ben.pick('Ada');
  await ben.note('Be kind');
  await ben.composer.pressSequentially('Writing');
  await desk.pick('Ada');
  await desk.noteCard('Be kind').waitFor();
  await page.locator('.writing').waitFor();
  await expectNoViolation(page, 'a thread with a note, and a colleague who writes');
  await page.locator('#composer-reply').click();
  await desk.composer.pressSequentially('/');
  await page.getByRole('option').first().waitFor();
  await expectNoViolation(page, 'saved replies');
  await desk.composer.fill('An answer');
  await page.locator('form [aria-haspopup=menu]').click();
  await page.getByRole('menuitem').first().waitFor();
  await expectNoViolation(page, 'sending and more');
  await page.keyboard.press('Escape');
  await desk.note('A note');
  await desk.noteCard('A note').waitFor();
  await desk.press('e');
  await page.locator('.toast').waitFor();
  await expectNoViolation(page, 'a ticket that was just resolved');

  const panel = page.locator('aside');
  if (!(await panel.isVisible())) await page.locator('header [aria-expanded]').last().click();
  await panel.waitFor();
  await expectNoViolation(page, 'the customer');
  await page.goto(`/inbox/${brand.handle}/settings`);
  await page.locator('[name=invite-handle]').waitFor();
  await expectNoViolation(page, 'the brand and its team');
  await desk.press('?');
  await page.getByRole('dialog').waitFor();
  await expectNoViolation(page, 'the keys');
  await page.keyboard.press('Escape');
  await page.goto('/inbox/nowhere');
  await page.locator('main h2').waitFor();
  await expectNoViolation(page, 'an inbox that is not there');
});

it.each(looks)('a business conversation as its customer sees it, %s', async (_, options) => {
  const { brand, grace, ada } = await shop();
  await write(ada, brand, 'Hello');
  await grace.pick('Ada');
  await grace.reply('Hello Ada');
  const customer = await signIn(ada, options);
  await customer.row(brand).click();
  await customer.message('Hello Ada').waitFor();
  await expectNoViolation(customer.page, 'the thread');
  await customer.page.locator('header [aria-expanded]').last().click();
  await customer.page.locator('aside').waitFor();
  await expectNoViolation(customer.page, 'the brand');
});
