/** Deleting a brand: not by mistake, the team is out at once, and the customer keeps what was said. */
import { expect, it } from 'vitest';

import { expectNoViolation, looks } from './support/axe';
import { Desk, shop, write } from './support/brands';
import { signIn, useBrowser } from './support/people';

useBrowser();

it('its owner types its handle; the team is out, and the customer keeps the conversation', async () => {
  const { brand, grace, ben, ada } = await shop();
  await write(ada, brand, 'Is my vase on its way?');
  await ben.turnTo('unassigned');
  await ben.row('Ada').waitFor();
  const { page } = await Desk.open(grace.person, brand, '/settings');
  await page.getByRole('button', { name: 'Delete the brand' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete the brand' });
  await dialog.getByText('Customers keep what was said').waitFor();
  const go = dialog.getByRole('button', { name: 'Delete the brand' });
  expect(await go.isDisabled()).toBe(true);
  await dialog.getByRole('textbox').fill('another');
  expect(await go.isDisabled()).toBe(true);
  await dialog.getByRole('textbox').fill(brand.handle);
  await go.click();
  await page.waitForURL((url) => url.pathname === '/');
  await expect.poll(() => page.getByRole('link', { name: brand.name }).count()).toBe(0);
  // Ben's inbox closes without his doing.
  await expect.poll(() => ben.page.locator('#tickets a').count()).toBe(0);
  await ada.page.goto('/');
  await ada.row(brand).click();
  await ada.message('Is my vase on its way?').waitFor();
  await ada.page.getByText('can no longer be written to').waitFor();
});

it.each(looks)('axe finds nothing in the dialog, %s', async (_, options) => {
  const { brand, grace } = await shop();
  const { page } = await signIn(grace.person, options);
  await page.goto(`/inbox/${brand.handle}/settings`);
  await page.locator('#brand').scrollIntoViewIfNeeded();
  await page.locator('[data-delete-brand]').click();
  await page.locator('dialog input').waitFor();
  await expectNoViolation(page, 'deleting a brand');
});
