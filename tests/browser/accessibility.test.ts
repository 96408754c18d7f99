/** axe finds no violation on any page, in light, dark and Arabic, wide and on a phone. */
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, it } from 'vitest';

import { demoPassword, join, newPage, phone, signIn, useBrowser, wide } from './support/people';

useBrowser();

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  id: string;
  help: string;
  nodes: { html: string; failureSummary: string }[];
}

const looks: [string, BrowserContextOptions][] = [
  ['light', { ...wide, colorScheme: 'light' }],
  ['dark', { ...wide, colorScheme: 'dark' }],
  ['Arabic', { ...wide, locale: 'ar' }],
  ['a dark phone', { ...phone, colorScheme: 'dark' }],
];

it.each(looks)('the entrance, %s', async (_, options) => {
  const page = await newPage(options);
  for (const path of ['/sign-in', '/sign-up']) {
    await page.goto(path);
    await page.locator('form').waitFor();
    await expectNoViolation(page, path);
  }
  await page.goto('/sign-in');
  await page.locator('[name=handle]').fill('nobody.here');
  await page.locator('[name=password]').fill('not the password');
  await page.locator('button[type=submit]').click();
  await page.getByRole('alert').locator('strong').waitFor();
  await expectNoViolation(page, 'a refused sign-in');
});

it.each(looks)('the messenger, %s', async (_, options) => {
  const { page } = await signIn({ name: 'Maya Okafor', handle: 'maya' }, options, demoPassword);
  const rows = page.locator('#conversations a');
  await rows.first().waitFor();
  await expectNoViolation(page, 'the list');

  await page.locator('#search').fill('a');
  await page.locator('#results a').first().waitFor();
  await expectNoViolation(page, 'search results');
  await page.locator('#search').fill('no such words anywhere');
  await page.locator('#results h2').first().waitFor();
  await expectNoViolation(page, 'no search results');
  await page.locator('#search').fill('');

  await rows.first().click();
  await page.locator('article').first().waitFor();
  await expectNoViolation(page, 'a thread');
  await page.locator('header [aria-expanded]').last().click();
  await page.locator('aside').waitFor();
  await expectNoViolation(page, 'a profile');
  await page.keyboard.press('Escape');
  await page.locator('[aria-haspopup=dialog]').click();
  await page.locator('[data-emoji]').first().waitFor();
  await expectNoViolation(page, 'emoji');
  await page.keyboard.press('Escape');
  await page.locator('article').last().click({ button: 'right' });
  await page.getByRole('menu').waitFor();
  await expectNoViolation(page, 'the menu of a message');
  await page.keyboard.press('Escape');

  await page.goto('/settings');
  await page.locator('section li').first().waitFor();
  await expectNoViolation(page, 'settings');
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await expectNoViolation(page, 'shortcuts');
  await page.keyboard.press('Escape');
  await page.goto('/');
  await rows.first().waitFor();
  await page.keyboard.press('Alt+n');
  await page.getByRole('dialog').locator('input').fill('jonas');
  await page.getByRole('dialog').locator('[type=submit]').waitFor();
  await expectNoViolation(page, 'a new message');
  await page.keyboard.press('Escape');

  await page.goto('/c/cnv_0000000000000');
  await page.locator('main h2').waitFor();
  await expectNoViolation(page, 'a conversation that is not there');
});

it.each(looks.filter(([look]) => look !== 'Arabic'))('when things go wrong, %s', async (_, options) => {
  const ada = await join('Ada', options);
  const ben = await join('Ben');
  await ada.writeTo(ben);
  await expectNoViolation(ada.page, 'a thread without messages');
  await ada.say('refused\u202e');
  await ada.delivery('refused', 'failed').waitFor();
  await expectNoViolation(ada.page, 'a message that was refused');
  await ada.composer.fill('a'.repeat(10_001));
  await ada.page.locator('#composer-left').waitFor();
  await expectNoViolation(ada.page, 'a text that is too long');
  await ada.composer.fill('');

  await ada.page.goto('/settings');
  await ada.page.locator('section li').first().waitFor();
  await ada.page.locator('input[type=file]').setInputFiles({
    name: 'picture.png',
    mimeType: 'image/png',
    buffer: await ada.page.screenshot(),
  });
  await ada.page.locator('canvas').waitFor();
  await expectNoViolation(ada.page, 'cutting a picture');
  await ada.page.keyboard.press('Escape');
  await ada.page.context().setOffline(true);
  await ada.page.getByText('No connection').first().waitFor({ state: 'attached' });
  await expectNoViolation(ada.page, 'without a connection');
});

async function expectNoViolation(page: Page, where: string): Promise<void> {
  // Half-transparent things in motion have no colour to judge.
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((one) => one.effect?.getComputedTiming().iterations !== Infinity)
        .map((one) => one.finished.catch(() => undefined)),
    ),
  );
  // As one expression: the page's own policy forbids it to evaluate text.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const run = (window as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } }).axe;
    return (await run.run()).violations;
  });
  const summary = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    nodes: nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`),
  }));
  expect(summary, where).toEqual([]);
}
