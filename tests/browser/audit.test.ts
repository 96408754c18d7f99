/** The audit log: who looked at what, read by those who run the brand. */
import { expect, it } from 'vitest';

import { expectNoViolation, looks } from './support/axe';
import { Desk, shop, write } from './support/brands';
import { signIn, useBrowser } from './support/people';

useBrowser();

it('shows who looked at a customer, by member, and leads to the conversation', async () => {
  const { brand, grace, ben, ada } = await shop();
  await write(ada, brand, 'Where is my parcel?');
  await ben.pick('Ada');
  await ben.message('Where is my parcel?').waitFor();
  const { page } = await Desk.open(grace.person, brand, '/settings');
  await page.getByRole('link', { name: 'Open the audit log' }).click();
  await page.locator('[data-audit=conversation_opened]', { hasText: 'Ben' }).waitFor();
  await page.getByLabel('By').selectOption({ label: 'Grace' });
  await page.locator('[data-audit=member_invited]').first().waitFor();
  expect(await page.locator('[data-audit]', { hasText: 'Ben opened' }).count()).toBe(0);
  await page.getByLabel('By').selectOption({ label: 'Ben' });
  await page.locator('[data-audit=conversation_opened]').getByRole('link', { name: 'Ada' }).click();
  await grace.message('Where is my parcel?').waitFor();

  // Who only answers does not see it.
  const other = await Desk.open(ben.person, brand, '/settings');
  await other.page.getByText('Saved replies').first().waitFor();
  expect(await other.page.getByRole('link', { name: 'Open the audit log' }).count()).toBe(0);
});

it.each(looks)('the audit log has no violations, %s', async (_, options) => {
  const { brand, grace } = await shop();
  const { page } = await Desk.open(await signIn(grace.person, options), brand, '/v/open');
  await page.goto(`/inbox/${brand.handle}/settings/audit`);
  await page.locator('[data-audit]').first().waitFor();
  await expectNoViolation(page, 'the audit log');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});
