/** Photos and files between a customer and a brand: chosen, uploaded, sent, looked at, saved; and what can't be sent. */
import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { expectNoViolation } from './support/axe';
import { type Desk, shop, write } from './support/brands';
import { type Person, phone, signIn, useBrowser } from './support/people';

useBrowser();

const pdf = {
  name: 'Invoice 7.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.7\n%an invoice\n'),
};

/** Files, as if they were chosen with the paper clip. */
const attach = ({ page }: Pick<Person | Desk, 'page'>, files: Parameters<typeof page.setInputFiles>[1]) =>
  page.locator('input[type=file][multiple]').setInputFiles(files);

/** A picture as a camera or a screen makes it. */
async function picture({ page }: Pick<Person, 'page'>, name: string, width: number, height: number) {
  const base64 = await page.evaluate(
    ([width, height]) => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [width, height];
      const pen = canvas.getContext('2d');
      if (!pen) throw new Error('no canvas');
      const shade = pen.createLinearGradient(0, 0, width, height);
      shade.addColorStop(0, '#fbd3e0');
      shade.addColorStop(1, '#5b2140');
      pen.fillStyle = shade;
      pen.fillRect(0, 0, width, height);
      return canvas.toDataURL('image/jpeg').split(',')[1] ?? '';
    },
    [width, height] as const,
  );
  return { name, mimeType: 'image/jpeg', buffer: Buffer.from(base64, 'base64') };
}

it('a customer sends photos and a document, the agent looks at them and answers with one', async () => {
  const { brand, ben, ada } = await shop();
  await write(ada, brand, 'My lamp is broken');
  await ada.row(brand).click();
  const photos = [await picture(ada, 'lamp.jpg', 2_400, 1_200), await picture(ada, 'cable.jpg', 600, 900)];
  await attach(ada, [...photos, pdf]);
  const chosen = ada.page.getByRole('list', { name: 'Files to send' });
  await expect.poll(() => chosen.getByRole('listitem').count()).toBe(3);
  // Large pictures take the server a while.
  await expect.poll(() => chosen.getByRole('progressbar').count(), { timeout: 30_000 }).toBe(0);
  await ada.page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect.poll(() => chosen.count()).toBe(0);
  await ada.page.getByRole('button', { name: 'Show lamp.jpg' }).waitFor();

  await ben.pick('Ada');
  await ben.page.getByText('2 photos, Invoice 7.pdf').first().waitFor();
  const shown = ben.page.getByRole('button', { name: 'Show lamp.jpg' }).locator('img');
  await expect.poll(() => shown.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBe(2_048);
  await shown.click();
  const viewer = ben.page.getByRole('dialog', { name: 'lamp.jpg' });
  await viewer.getByText('1 of 2').waitFor();
  await ben.page.keyboard.press('ArrowRight');
  await ben.page.getByRole('dialog', { name: 'cable.jpg' }).getByText('2 of 2').waitFor();
  await expectNoViolation(ben.page, 'a picture by itself');
  await ben.page.keyboard.press('Escape');
  await expect.poll(() => ben.page.getByRole('dialog').count()).toBe(0);

  const saving = ben.page.waitForEvent('download');
  await ben.page.getByRole('button', { name: 'Save Invoice 7.pdf' }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe('Invoice 7.pdf');
  expect(readFileSync(await saved.path())).toEqual(pdf.buffer);

  await ben.page.locator('#composer-reply').click();
  await attach(ben, { ...pdf, name: 'Credit.pdf' });
  await ben.composer.fill('Here is your credit');
  await ben.page.getByRole('button', { name: 'Send', exact: true }).click();
  await ada.message('Here is your credit').getByRole('button', { name: 'Save Credit.pdf' }).waitFor();
});

it('says what can’t be sent, and forgets what a reload lost, on a dark phone in Arabic, too', async () => {
  const { brand, ada } = await shop();
  await write(ada, brand, 'Hello');
  const { page } = await signIn(ada, { ...phone, colorScheme: 'dark', locale: 'ar' });
  await page.locator('[data-id]').first().tap();
  await page.locator('#composer').waitFor();
  await attach({ page }, [
    await picture({ page }, 'lamp.jpg', 900, 600),
    { name: 'page.html', mimeType: 'text/html', buffer: Buffer.from('<!doctype html>') },
  ]);
  await page.getByText('لا يمكن إرسال ملفات من هذا النوع').first().waitFor();
  const send = page.locator('form button[type=submit]');
  expect(await send.isDisabled()).toBe(true);
  await expectNoViolation(page, 'files to send');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await page.getByRole('button', { name: 'إزالة page.html' }).tap();
  await expect.poll(() => send.isDisabled(), { timeout: 30_000 }).toBe(false);
  await send.tap();
  const photo = page.getByRole('button', { name: 'عرض lamp.jpg' });
  await photo.waitFor();
  expect((await photo.boundingBox())?.x).toBeGreaterThan(0);
  await expectNoViolation(page, 'a photo in a conversation');

  await attach({ page }, pdf);
  await page.getByRole('button', { name: 'إزالة Invoice 7.pdf' }).waitFor();
  await page.reload();
  await page.getByText('لم تُرسل الملفات التي اخترتها').waitFor();
});
