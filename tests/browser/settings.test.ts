/** What one changes about oneself reaches the others and the other devices. */
import { expect, it } from 'vitest';

import { join, newPage, password, useBrowser } from './support/people';

useBrowser();

it('a new name, words and picture are seen by the other person at once', async () => {
  const ada = await join('Ada');
  const ben = await join('Ben');
  await ada.writeTo(ben);
  await ada.say('Who am I?');
  await ben.row(ada).waitFor();

  await ada.page.goto('/settings');
  await ada.page.locator('[name=name]').fill('Ada Lovelace');
  await ada.page.locator('[name=bio]').fill('Numbers,\nand what they weave.');
  await ada.page.getByRole('button', { name: 'Save' }).click();
  await ada.page.getByText('Saved').waitFor();
  await ben.page.locator('#conversations').getByText('Ada Lovelace').waitFor();

  await ada.page.locator('input[type=file]').setInputFiles({
    name: 'picture.png',
    mimeType: 'image/png',
    buffer: await ada.page.screenshot(),
  });
  const dialog = ada.page.getByRole('dialog', { name: 'Choose the part to show' });
  await dialog.getByRole('slider').press('ArrowRight');
  await dialog.getByRole('button', { name: 'Use this picture' }).click();
  await dialog.waitFor({ state: 'detached' });
  await ada.page.getByRole('button', { name: 'Remove' }).waitFor();
  await ben.page.locator('#conversations img[src*="/v1/avatars/"]').waitFor();
  const drawn = () =>
    ben.page.locator('#conversations img').evaluate((one) => (one as HTMLImageElement).naturalWidth > 0);
  await expect.poll(drawn).toBe(true);

  await ben.open({ name: 'Ada Lovelace' });
  await ben.page.getByRole('button', { name: 'About Ada Lovelace' }).click();
  await ben.page.getByText('Numbers, and what they weave.').waitFor();
});

it('a picture that is none is refused with what to do', async () => {
  const ada = await join('Ada');
  await ada.page.goto('/settings');
  await ada.page.locator('input[type=file]').setInputFiles({
    name: 'picture.png',
    mimeType: 'image/png',
    buffer: Buffer.from('not a picture'),
  });
  await ada.page.getByRole('alert').getByText('Choose a JPEG, PNG, WebP or GIF').waitFor();
});

it('a new password counts from now on', async () => {
  const ada = await join('Ada');
  await ada.page.goto('/settings');
  await ada.page.locator('[name=current]').fill('wrong-horse');
  await ada.page.locator('[name=new]').fill('a-better-battery');
  await ada.page.getByRole('button', { name: 'Change password' }).click();
  await ada.page
    .getByRole('region', { name: 'Password' })
    .locator('[aria-invalid=true], [role=alert] strong')
    .first()
    .waitFor();
  await ada.page.locator('[name=current]').fill(password);
  await ada.page.getByRole('button', { name: 'Change password' }).click();
  await ada.page.getByText('Saved').waitFor();
  await ada.page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await ada.page.locator('[name=handle]').fill(ada.handle);
  await ada.page.locator('[name=password]').fill('a-better-battery');
  await ada.page.locator('[name=password]').press('Enter');
  await ada.page.locator('#search').waitFor();
});

it('the theme follows the system or the choice, from the first paint on', async () => {
  const page = await newPage({ colorScheme: 'light' });
  await page.goto('/sign-in');
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await ground();
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await ground();
  expect(dark).not.toBe(light);

  await page.emulateMedia({ colorScheme: 'light' });
  await page.evaluate(() => localStorage.setItem('subrosa.theme', 'dark'));
  await page.reload();
  await expect.poll(() => ground()).toBe(dark);
});

it('says plainly that messages are not end-to-end encrypted', async () => {
  const ada = await join('Ada');
  await ada.page.goto('/settings');
  await ada.page.getByText('They are not end-to-end encrypted yet').waitFor();
});
