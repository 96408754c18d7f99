/**
 * Pictures of the messenger for the README, written to `docs/screenshots/` when SUBROSA_SCREENSHOTS is set: they
 * differ a little on each machine, so an ordinary run only looks whether they can be taken.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, it } from 'vitest';

import { demoPassword, phone, signIn, useBrowser } from './support/people';

useBrowser();

const folder = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));
const desk: BrowserContextOptions = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 2 };

const pictures: { name: string; who: string; open: number | null; options: BrowserContextOptions }[] = [
  { name: 'wide-light', who: 'maya', open: 0, options: { ...desk, colorScheme: 'light' } },
  { name: 'wide-dark', who: 'maya', open: 1, options: { ...desk, colorScheme: 'dark' } },
  { name: 'phone-list', who: 'maya', open: null, options: { ...phone, colorScheme: 'light' } },
  { name: 'phone-thread', who: 'maya', open: 0, options: { ...phone, colorScheme: 'dark' } },
  { name: 'arabic', who: 'layla', open: 0, options: { ...desk, locale: 'ar' } },
];

it.each(pictures)('$name', async ({ name, who, open, options }) => {
  const { page } = await signIn({ name: who, handle: who }, options, demoPassword);
  const rows = page.locator('#conversations a');
  await rows.first().waitFor();
  if (open !== null) {
    await rows.nth(open).click();
    await page.locator('article').first().waitFor();
  }
  await settled(page);
  const picture = await page.screenshot();
  expect(picture.length).toBeGreaterThan(10_000);
  if (!process.env['SUBROSA_SCREENSHOTS']) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}${name}.png`, picture);
});

/** Pictures of people are there, and nothing moves any more. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => Array.from(document.images).every((image) => image.complete));
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((one) => one.finished.catch(() => undefined))),
  );
}
