/** On a phone the list and the thread are screens of their own, and nothing is too small or too wide. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';

import { join, newPage, phone, smallPhone, useBrowser } from './support/people';

useBrowser();

/** WCAG 2.5.5: what a finger hits surely. */
const leastTarget = 44;

it.each([
  ['390 pixels', phone],
  ['320 pixels', smallPhone],
])('a whole conversation at %s', async (_, device) => {
  const entrance = await newPage(device);
  for (const path of ['/sign-in', '/sign-up']) {
    await entrance.goto(path);
    await entrance.locator('form').waitFor();
    await expectFits(entrance);
    await expectTouchable(entrance);
  }
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
  await expect.poll(() => ada.composer.inputValue()).toBe('😀');
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

/** Nothing has to be scrolled sideways: not the page, and nothing on it. */
async function expectFits(page: Page): Promise<void> {
  const wide = await page.evaluate(() =>
    Array.from(document.querySelectorAll('*'))
      .filter(
        (one) => one === document.documentElement || /auto|scroll/.test(getComputedStyle(one).overflowX),
      )
      .filter((one) => one.scrollWidth > one.clientWidth + 1)
      .map((one) => `${one.tagName} ${one.className}: ${one.scrollWidth} in ${one.clientWidth}`),
  );
  expect(wide, 'wider than the screen').toEqual([]);
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
