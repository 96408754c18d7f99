/** A brand's reports: what was done is counted at once, and what stands behind a figure is one click away. */
import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { expectNoViolation, looks } from './support/axe';
import { call, Desk, shop, write } from './support/brands';
import { type Person, signIn, useBrowser } from './support/people';

useBrowser();

/** The customer has it, so it was counted before whatever comes next. */
async function heard(customer: Person, conversation: string, text: string): Promise<void> {
  const path = `/v1/conversations/${conversation}/events?after=1`;
  await expect.poll(async () => JSON.stringify(await call(customer, 'GET', path))).toContain(text);
}

it('counts what was done, shows what stands behind it, and writes it as CSV', async () => {
  const { brand, grace, ben, ada } = await shop();
  const { page } = grace;
  await page.locator(`a[href$="/reports"]`).click();
  await page.getByText('Nothing to report yet').waitFor();

  const conversation = await write(ada, brand, 'Where is my parcel?');
  await ben.pick('Ada');
  await ben.reply('On its way');
  await heard(ada, conversation, 'On its way');
  await ben.press('e');
  await ben.toast('Resolved').waitFor();

  await page.reload();
  const tile = (name: string) => page.locator('.tile', { hasText: name });
  await tile('Received').waitFor();
  const value = (name: string) => tile(name).first().locator('.value').textContent();
  expect(await value('Opened')).toBe('1');
  expect(await value('Resolved')).toBe('1');
  expect(await value('Not resolved')).toBe('0');
  expect(await value('First response, half within')).toMatch(/secs?$/);
  expect(await page.locator('tr', { hasText: 'Ben' }).locator('td').nth(1).textContent()).toBe('1');
  await page.locator('summary').first().click();
  const table = page.locator('details[open] tbody tr').last();
  expect(await table.locator('td').allTextContents()).toEqual(['1', '1']);

  const download = page.waitForEvent('download');
  await page.locator('[data-csv=days]').click();
  const file = await (await download).path();
  expect(readFileSync(file, 'utf8')).toMatch(/^date,received,sent,opened,reopened,resolved,backlog\r\n/);

  // Messages lead nowhere; what happened to tickets leads to these.
  const hours = page.locator('section', { hasText: 'Hours of the week' });
  await hours.getByText('kept in a list').waitFor();
  expect(await hours.locator('td button').count()).toBe(0);
  await hours.getByRole('combobox', { name: 'What the hours' }).selectOption('resolved');
  const hour = hours.locator('td button');
  expect(await hour.getAttribute('aria-label')).toMatch(/day, .*: 1$/);
  await hour.focus();
  await page.keyboard.press('Enter');
  const inHour = page.getByRole('dialog', { name: 'Tickets resolved:' }).locator('[data-behind]');
  await inHour.first().waitFor();
  expect(await inHour.count()).toBe(1);

  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Subrosa, Opened: 1' }).waitFor();
  await tile('Resolved').first().click();
  const behind = page.getByRole('dialog').locator('[data-behind]');
  await behind.first().waitFor();
  expect(await behind.count()).toBe(1);
  await behind.click();
  await grace.message('On its way').waitFor();
});

it('shows other days, and refuses those that are none', async () => {
  const { brand, grace, ada } = await shop();
  await write(ada, brand, 'Hello');
  const { page } = await Desk.open(grace.person, brand, '/reports');
  await page.locator('.tile').first().waitFor();
  await page.locator('header select').selectOption('7');
  await page.locator('summary').first().click();
  expect(await page.locator('details[open] tbody tr').count()).toBe(7);
  await page.locator('header select').selectOption('own');
  await page.locator('[name=report-from]').fill('2000-01-02');
  await page.locator('[name=report-from]').blur();
  await page.getByRole('alert').waitFor();
  await page.locator('[name=report-to]').fill('2000-01-05');
  await page.locator('[name=report-to]').blur();
  await page.getByText('Nothing to report yet').waitFor();
});

it('keeps business hours', async () => {
  const { brand, grace } = await shop();
  const desk = await Desk.open(grace.person, brand, '/settings');
  const { page } = desk;
  await page.locator('[name=zone]').selectOption('Europe/Berlin');
  await page.getByRole('button', { name: 'Add an opening on Monday' }).click();
  await page.getByLabel('Monday, closes').fill('12:30');
  await page.getByLabel('Monday, closes').blur();
  await page.locator('[name=holiday]').fill('2026-12-25');
  await page.getByRole('button', { name: 'Add the holiday' }).click();
  const form = page.locator('form', { has: page.locator('[name=zone]') });
  await form.locator('button[type=submit]').click();
  await form.getByText('Saved').waitFor();
  const { hours } = await call<{ hours: object }>(grace.person, 'GET', '/v1/brand/hours', undefined, brand);
  expect(hours).toEqual({
    zone: 'Europe/Berlin',
    openings: [{ day: 'monday', opens: '09:00', closes: '12:30' }],
    holidays: [{ date: '2026-12-25', name: '' }],
  });
});

it.each(looks)('reports have no violations, %s', async (_, options) => {
  const { brand, grace, ben, ada } = await shop();
  const empty = await Desk.open(await signIn(grace.person, options), brand, '/v/open');
  await empty.page.goto(`/inbox/${brand.handle}/reports`);
  await empty.page.locator('h3:visible').first().waitFor();
  await expectNoViolation(empty.page, 'empty reports');
  const conversation = await write(ada, brand, 'Where is my parcel?');
  await ben.pick('Ada');
  await ben.reply('On its way');
  await heard(ada, conversation, 'On its way');
  const change = { status: 'resolved', add_labels: ['Delivery'] };
  await call(ben.person, 'PATCH', `/v1/conversations/${conversation}/ticket`, change, brand);
  await empty.page.reload();
  await empty.page.locator('.tile').first().waitFor();
  await empty.page.locator('summary').first().click();
  await empty.page.locator('[name=report-hours]').selectOption('opened');
  await expectNoViolation(empty.page, 'reports');
  expect(await empty.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await empty.page.locator('button.tile').first().click();
  await empty.page.locator('[data-behind]').first().waitFor();
  await expectNoViolation(empty.page, 'what stands behind a figure');
});
