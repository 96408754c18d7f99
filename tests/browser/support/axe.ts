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

/** How pages are looked at: all that colours, directions and widths can do wrong, in as few pages as show it. */
export const looks: [string, BrowserContextOptions][] = [
  ['light', { ...wide, colorScheme: 'light' }],
  ['a dark phone in Arabic', { ...phone, colorScheme: 'dark', locale: 'ar' }],
];

/** The same each by itself, for the pages on which people spend their day. */
export const everyLook: [string, BrowserContextOptions][] = [
  ['light', { ...wide, colorScheme: 'light' }],
  ['dark', { ...wide, colorScheme: 'dark' }],
  ['Arabic', { ...wide, locale: 'ar' }],
  ['a dark phone', { ...phone, colorScheme: 'dark' }],
];

/** Fails with what axe has against a page. */
export async function expectNoViolation(page: Page, where: string): Promise<void> {
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
