/** Search in an inbox: by keys alone, by filters, on a phone and from right to left; what was found is shown in its thread. */
import { expect, it } from 'vitest';

import { expectNoViolation, looks } from './support/axe';
import { call, Desk, shop, write } from './support/brands';
import { signIn, useBrowser } from './support/people';

useBrowser();

/** A search finds what was said a moment ago, and not at once: it is typed again until it does. */
async function find(desk: Desk, query: string): Promise<void> {
  const { page } = desk;
  const box = page.locator('#inbox-search');
  await expect
    .poll(
      async () => {
        await box.fill('');
        await box.fill(query);
        await page.waitForFunction(
          () => document.querySelector('#inbox-found')?.getAttribute('aria-busy') === 'false',
        );
        return page.locator('#inbox-found .group').count();
      },
      { timeout: 20_000, interval: 300 },
    )
    .toBeGreaterThan(0);
}

async function conversations(): Promise<Awaited<ReturnType<typeof shop>>> {
  const all = await shop();
  const { brand, grace, ada } = all;
  const conversation = await write(ada, brand, 'The teapot <b>arrived</b> with a crack');
  for (let number = 1; number <= 60; number += 1) await write(ada, brand, `and a line, number ${number}`);
  await call(
    grace.person,
    'POST',
    `/v1/conversations/${conversation}/notes`,
    { client_id: crypto.randomUUID(), body: { v: 1, text: 'Her second teapot this year' } },
    brand,
  );
  // What was said is found within about a second.
  const found = async () => {
    const path = '/v1/search?q=teap';
    const { texts } = await call<{ texts: unknown[] }>(grace.person, 'GET', path, undefined, brand);
    return texts.length;
  };
  await expect.poll(found).toBe(2);
  return all;
}

it('is found by keys alone, and shown in its thread', async () => {
  const { grace } = await conversations();
  const { page } = grace;
  await grace.row('Ada').waitFor();
  await grace.press('/');
  await page.locator('#inbox-search:focus').waitFor();
  await page.getByText('#12', { exact: true }).waitFor();
  await find(grace, 'teap');
  const found = page.locator('#inbox-found .text');
  await expect.poll(() => found.count()).toBe(2);
  expect(await found.locator('mark').allTextContents()).toEqual(['teapot', 'teapot']);
  expect(await found.last().textContent(), 'what people write is no markup').toContain('<b>arrived</b>');

  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  // The first of sixty messages, which no thread opens at by itself.
  await grace.message('arrived').waitFor();
  await expect.poll(() => grace.message('arrived').isVisible()).toBe(true);
  expect(await found.count(), 'what was found is still there').toBe(2);

  // A filter is a chip, and goes away by a click.
  await find(grace, 'in:notes teap');
  await expect.poll(() => found.count()).toBe(1);
  await page.locator('.chip').click();
  await expect.poll(() => page.locator('#inbox-search').inputValue()).toBe('teap');
  await expect.poll(() => found.count()).toBe(2);

  await page.locator('#inbox-search').fill('is:lost');
  await page.locator('#inbox-found [role=alert]').waitFor();
  await page.locator('#inbox-search').fill('nowhere at all');
  await page.locator('#inbox-found .nothing').waitFor();
  await page.locator('#inbox-search').press('Escape');
  await grace.row('Ada').waitFor();
});

it('a customer, a ticket by its number, and a label lead where they belong', async () => {
  const { brand, grace, ada } = await shop();
  const { page } = grace;
  const conversation = await write(ada, brand, 'Hello');
  const change = { add_labels: ['Very late'] };
  await call(grace.person, 'PATCH', `/v1/conversations/${conversation}/ticket`, change, brand);
  await find(grace, 'Ada');
  await page.locator('#inbox-found .who').first().click();
  await grace.message('Hello').waitFor();
  await find(grace, '#1');
  expect(await page.locator('#inbox-found .who').first().textContent()).toContain('#1');
  await page.locator('#inbox-search').fill('late');
  await page.locator('#inbox-found .label').click();
  await page.waitForURL(/\/label\//);
  await grace.row('Ada').waitFor();
});

it.each(looks)('passes axe, %s', async (_, options) => {
  const { brand, grace } = await conversations();
  const desk = await Desk.open(await signIn(grace.person, options), brand);
  const { page } = desk;
  await page.locator('#inbox-search').focus();
  await expectNoViolation(page, 'examples of what can be found');
  await find(desk, 'teapot from:customer');
  await expectNoViolation(page, 'what was found');
  const width = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(width[0]).toBeLessThanOrEqual(width[1] ?? 0);
  await page.locator('#inbox-found .text').first().click();
  await desk.message('arrived').waitFor();
  await page.goBack();
  await page.locator('#inbox-found .text').first().waitFor();
});
