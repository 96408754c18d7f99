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

interface Picture {
  name: string;
  who: string;
  /** Whose conversation is open. */
  open?: string;
  /** Whether that person is there and writes. */
  lively?: boolean;
  options: BrowserContextOptions;
}

const pictures: Picture[] = [
  { name: 'phone-list', who: 'maya', options: { ...phone, colorScheme: 'light' } },
  { name: 'phone-thread', who: 'maya', open: 'Layla', options: { ...phone, colorScheme: 'dark' } },
  {
    name: 'wide-light',
    who: 'maya',
    open: 'Layla',
    lively: true,
    options: { ...desk, colorScheme: 'light' },
  },
  { name: 'wide-dark', who: 'maya', open: 'Tom', options: { ...desk, colorScheme: 'dark' } },
  { name: 'arabic', who: 'layla', open: 'كريم', options: { ...desk, locale: 'ar' } },
];

it.each(pictures)('$name', async ({ name, who, open, lively, options }) => {
  const viewer = await signIn({ name: who, handle: who }, options, demoPassword);
  const { page } = viewer;
  await page.locator('#conversations a').first().waitFor();
  if (open) {
    await viewer.open({ name: open });
    await page.locator('article').first().waitFor();
  }
  if (open && lively) {
    const other = await signIn({ name: open, handle: open.toLowerCase() }, desk, demoPassword);
    await other.page.locator('#conversations a', { hasText: 'Maya' }).click();
    await other.composer.pressSequentially('I can be there in');
    await page.locator('header').getByText('typing…').waitFor();
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
    Promise.all(
      document
        .getAnimations()
        .filter((one) => one.effect?.getComputedTiming().iterations !== Infinity)
        .map((one) => one.finished.catch(() => undefined)),
    ),
  );
}
