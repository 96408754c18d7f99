/** Everything by keyboard alone, and always visible where one is. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';

import { join, newPage, password, useBrowser } from './support/people';

useBrowser();

it('signing up, writing, searching and settings without a pointer', async () => {
  const ben = await join('Ben');
  const page = await newPage();
  const press = (...keys: string[]) => inTurn(keys, (key) => page.keyboard.press(key));
  const type = (text: string) => page.keyboard.type(text);

  await page.goto('/sign-up');
  await page.locator('[name=name]').waitFor();
  await press('Tab');
  await type('Ada');
  await press('Tab');
  await type(`keys${process.pid}`);
  await press('Tab');
  await type(password);
  await press('Enter');
  await page.locator('#search').waitFor();

  await press('Alt+n');
  await page.getByRole('dialog').waitFor();
  await type(ben.handle);
  await page.getByRole('button', { name: 'Write to Ben' }).waitFor();
  await press('Enter');
  await page.locator('#composer:focus').waitFor();
  await type('First line');
  await press('Shift+Enter');
  await type('second line');
  await press('Enter');
  await page.locator('article', { hasText: 'First line' }).waitFor();
  await type('Another');
  await press('Enter');
  await page.locator('article', { hasText: 'Another' }).waitFor();

  // From the empty field up into the messages, and their menu.
  await press('ArrowUp');
  await expect.poll(() => focusedText(page)).toContain('Another');
  await expectVisibleFocus(page);
  await press('ArrowUp');
  await expect.poll(() => focusedText(page)).toContain('First line');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await press('Enter');
  await page.getByRole('menuitem', { name: 'Copy' }).waitFor();
  await press('Enter');
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toBe('First line\nsecond line');
  await expect.poll(() => focusedText(page)).toContain('First line');
  await press('ArrowDown', 'ArrowDown');
  await page.locator('#composer:focus').waitFor();

  // Emoji: search, choose, and back to where one writes.
  await press('Shift+Tab', 'Enter');
  await page.getByRole('searchbox', { name: 'Search emoji' }).waitFor();
  await type('rose');
  await page.getByRole('button', { name: 'rose', exact: true }).waitFor();
  await press('ArrowDown', 'Enter', 'Escape');
  await page.locator('#composer:focus').waitFor();
  await expect.poll(() => page.locator('#composer').inputValue()).toBe('🌹');
  await press('Enter');

  // Esc leads back to the row in the list, arrows move there, Enter opens.
  await press('Escape');
  await page.locator('#conversations a:focus', { hasText: 'Ben' }).waitFor();
  await expectVisibleFocus(page);
  await press('Enter');
  await page.locator('#composer:focus').waitFor();

  await press('Control+k');
  await page.locator('#search:focus').waitFor();
  await type('second');
  await page.locator('#results a', { hasText: 'second' }).waitFor();
  await press('ArrowDown', 'Enter');
  await page.locator('article .found', { hasText: 'First line' }).waitFor();
  await press('Control+k', 'Escape');

  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

it('the first stop of Tab skips to the content', async () => {
  const ada = await join('Ada');
  await ada.page.goto('/settings');
  await ada.page.getByRole('heading', { name: 'Settings' }).waitFor();
  await ada.page.keyboard.press('Tab');
  await ada.page.getByRole('link', { name: 'Skip to content' }).waitFor();
  await ada.page.keyboard.press('Enter');
  await ada.page.keyboard.press('Tab');
  const inside = await ada.page.evaluate(() =>
    document.querySelector('main')?.contains(document.activeElement),
  );
  expect(inside).toBe(true);
});

async function inTurn(keys: string[], press: (key: string) => Promise<void>): Promise<void> {
  for (const key of keys) await press(key);
}

async function focusedText(page: Page): Promise<string> {
  // Focus moves once the row is in the page.
  await page.locator('article:focus').waitFor();
  return page.evaluate(() => document.activeElement?.textContent ?? '');
}

async function expectVisibleFocus(page: Page): Promise<void> {
  const outline = await page.evaluate(() => {
    const style = getComputedStyle(document.activeElement ?? document.body);
    return { kind: style.outlineStyle, width: Number.parseFloat(style.outlineWidth) };
  });
  expect(outline.kind).toBe('solid');
  expect(outline.width).toBeGreaterThanOrEqual(2);
}
