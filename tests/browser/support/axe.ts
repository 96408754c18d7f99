/** axe, which knows what people with screen readers, or without a mouse, can't use. */
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';

import { phone, wide } from './people';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  id: string;
  help: string;
  nodes: { html: string; failureSummary: string }[];
}

/** How pages are looked at: narrow, and the other way round. Colours are judged by day and by night wherever one looks. */
export const looks: [string, BrowserContextOptions][] = [
  ['a dark phone in Arabic', { ...phone, colorScheme: 'dark', locale: 'ar' }],
];

/** Each by itself, for the pages on which people spend their day. */
export const everyLook: [string, BrowserContextOptions][] = [
  ['light', { ...wide, colorScheme: 'light' }],
  ['dark', { ...wide, colorScheme: 'dark' }],
  ['Arabic', { ...wide, locale: 'ar' }],
  ['a dark phone', { ...phone, colorScheme: 'dark' }],
];

/** Fails with what axe has against a page, in its colours and in those of the other half of the day. */
export async function expectNoViolation(page: Page, where: string): Promise<void> {
  // As one expression: the page's own policy forbids it to evaluate text.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  expect(await violations(page, null), where).toEqual([]);
  const isDark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  const other = isDark ? 'light' : 'dark';
  await page.emulateMedia({ colorScheme: other });
  expect(await violations(page, ['color-contrast']), `${where}, ${other}`).toEqual([]);
  await page.emulateMedia({ colorScheme: isDark ? 'dark' : 'light' });
}

/** What axe finds, by these rules or by all. */
async function violations(page: Page, rules: string[] | null): Promise<object[]> {
  // Half-transparent things in motion have no colour to judge.
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((one) => one.effect?.getComputedTiming().iterations !== Infinity)
        .map((one) => one.finished.catch(() => undefined)),
    ),
  );
  const found = await page.evaluate(async (rules) => {
    const { axe } = window as unknown as {
      axe: { run(options: object): Promise<{ violations: Violation[] }> };
    };
    return (await axe.run(rules ? { runOnly: rules } : {})).violations;
  }, rules);
  return found.map(({ id, help, nodes }) => ({
    id,
    help,
    nodes: nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`),
  }));
}
