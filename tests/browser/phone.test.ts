/** On a phone the list and the thread are screens of their own, and nothing is too small or too wide. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';

import { join, phone, smallPhone, useBrowser } from './support/people';

useBrowser();

/** WCAG 2.5.5: what a finger hits surely. */
const leastTarget = 44;

it.each([
  ['390 pixels', phone],
  ['320 pixels', smallPhone],
])('a whole conversation at %s', async (_, device) => {
  const ada = await join('Ada', device);
  const ben = await join('Ben');
  await expectFits(ada.page);
  await ada.writeTo(ben);
  expect(await ada.page.locator('#search').isVisible()).toBe(false);
  await ada.composer.fill(
    'From the train, where the window is small and the words are long: Donaudampfschifffahrtsgesellschaft',
  );
  await ada.page.getByRole('button', { name: 'Send' }).tap();
  await ada.message('From the train').waitFor();
  await expectFits(ada.page);
  await expectTouchable(ada.page);
  await ben.open(ada);
  await ben.say('Safe travels!');
  await ada.message('Safe travels!').waitFor();

  await ada.page.getByRole('button', { name: 'Emoji' }).tap();
  await ada.page
    .getByRole('dialog', { name: 'Emoji' })
    .getByRole('button', { name: 'grinning face', exact: true })
    .tap();
  expect(await ada.composer.inputValue()).toBe('😀');
  await expectFits(ada.page);
  await ada.page.getByRole('button', { name: 'Send' }).tap();

  await ada.page.getByRole('button', { name: 'Back to conversations' }).tap();
  await ada.page.locator('#search').waitFor();
  await ada.row(ben).getByText('😀').waitFor();
  await expectTouchable(ada.page);

  // The browser's own way back and forth leads the same way.
  await ada.open(ben);
  await ada.page.goBack();
  await ada.page.locator('#search').waitFor();
  await ada.page.goForward();
  await ada.composer.waitFor();

  await ada.page.goto('/settings');
  await ada.page.getByRole('heading', { name: 'Devices' }).waitFor();
  await expectFits(ada.page);
  await expectTouchable(ada.page);
});

async function expectFits(page: Page): Promise<void> {
  const { content, window } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  expect(content, 'nothing reaches beyond the screen').toBeLessThanOrEqual(window);
}

async function expectTouchable(page: Page): Promise<void> {
  const small = await page.locator('button, input, select, textarea, #conversations a').evaluateAll(
    (all, least) =>
      all
        // A label around an input is its target.
        .map((one) => one.closest('label') ?? one)
        .filter((one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
        .map((one) => ({
          name: one.getAttribute('aria-label') ?? one.outerHTML.slice(0, 80),
          box: one.getBoundingClientRect(),
        }))
        .filter(({ box }) => box.height < least || box.width < least)
        .map(({ name, box }) => `${name}: ${Math.round(box.width)}×${Math.round(box.height)}`),
    leastTarget - 0.5,
  );
  expect(small, 'targets too small for a finger').toEqual([]);
}
