/** What a brand keeps no longer: it asks before, and a line stands where something was said. */
import { expect, it } from 'vitest';

import { age } from './support/aged';
import { expectNoViolation, looks } from './support/axe';
import { call, shop, write } from './support/brands';
import { useBrowser } from './support/people';

useBrowser();

it('asks before it removes what is older, and shows both sides that it is gone', async () => {
  const { brand, grace, ben, ada } = await shop();
  const conversation = await write(ada, brand, 'My number is 5512');
  await ben.pick('Ada');
  await ben.note('She is in a hurry');
  await ben.page.getByText('She is in a hurry').waitFor();
  await ben.reply('It is on its way');
  await ada.page.goto(`/c/${conversation}`);
  await ada.page.getByText('It is on its way').last().waitFor();
  await call(ben.person, 'PATCH', `/v1/conversations/${conversation}/ticket`, { status: 'resolved' }, brand);
  age(brand, 40);

  const { page } = grace;
  await page.goto(`/inbox/${brand.handle}/settings`);
  await page.getByText('is kept for ever').waitFor();
  const section = page.locator('form', { has: page.getByLabel('Keep conversations') });
  await section.getByLabel('Keep conversations').selectOption({ label: '90 days' });
  await section.getByRole('button', { name: 'Save' }).click();
  const question = page.getByRole('dialog', { name: 'Remove what is older?' });
  await question.getByText('Nothing is that old now.').waitFor();
  await question.getByRole('button', { name: 'Cancel' }).click();
  await section.getByLabel('Keep conversations').selectOption({ label: '30 days' });
  await section.getByRole('button', { name: 'Save' }).click();
  await question.getByText('1 conversation at once').waitFor();
  await question.getByRole('button', { name: 'Remove what is older' }).click();
  await page.getByText('30 days after a ticket was resolved').waitFor();
  // The customer knows it before anything was removed.
  await ada.page.getByRole('button', { name: 'About Rosewater' }).first().click();
  await ada.page.getByText('Rosewater removes what is said here 30 days after').waitFor();
  await ada.page.keyboard.press('Escape');

  // Both look on while it goes.
  await ada.page.getByText('Rosewater keeps conversations for 30 days.').waitFor();
  await ben.page.getByText('Conversations are kept for 30 days.').waitFor();
  for (const one of [ada.page, ben.page]) {
    expect(await one.getByText('5512').count()).toBe(0);
    expect(await one.getByText('It is on its way').count()).toBe(0);
    expect(await one.getByText('She is in a hurry').count()).toBe(0);
  }
  // What is said next stands below the line, after a reload, too.
  await ada.page.locator('#composer').fill('Hello again');
  await ada.page.locator('#composer').press('Enter');
  await ada.page.getByText('Hello again').last().waitFor();
  await ada.page.reload();
  await ada.page.getByText('Hello again').last().waitFor();
  await ada.page.getByText('Rosewater keeps conversations for 30 days.').waitFor();
  expect(await ada.page.locator('[data-removed]').count()).toBe(1);
  await ben.note('She came back');
  await ben.page.getByText('She came back').waitFor();
});

it.each(looks)('shows question and line without violations, %s', async (_, options) => {
  const { brand, grace, ben, ada } = await shop(options);
  const conversation = await write(ada, brand, 'Where is it?');
  await call(ben.person, 'PATCH', `/v1/conversations/${conversation}/ticket`, { status: 'resolved' }, brand);
  age(brand, 400);
  const { page } = grace;
  await page.goto(`/inbox/${brand.handle}/settings`);
  const keep = page.getByLabel('حفظ المحادثات', { exact: true });
  await keep.selectOption('365');
  await page.locator('form', { has: keep }).getByRole('button', { name: 'حفظ', exact: true }).click();
  await page.getByRole('dialog').getByText('محادثة واحدة فورًا').waitFor();
  await expectNoViolation(page, 'the question');
  await page.getByRole('button', { name: 'إزالة ما هو أقدم' }).click();
  await page.goto(`/inbox/${brand.handle}/c/${conversation}`);
  await page.getByText('تُحفظ المحادثات لمدة سنة واحدة.').waitFor();
  await expectNoViolation(page, 'the line');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});
