/** Views that members keep: said as a sentence, counted while it is written, and true while tickets change. */
import { expect, it } from 'vitest';

import { expectNoViolation } from './support/axe';
import { call, Desk, shop, write } from './support/brands';
import { phone, signIn, useBrowser } from './support/people';

useBrowser();

it('a view is made, shows what its sentence says, and follows what changes', async () => {
  const { brand, grace, ben, ada } = await shop();
  const id = await write(ada, brand, 'Where is my parcel?');
  await ben.row('Ada').waitFor();
  const { page } = ben;
  await page.getByRole('link', { name: 'New view' }).click();
  await page.locator('[data-count]').getByText('1 ticket now').waitFor();
  await page.locator('[name=view-name]').fill('Late parcels');
  await page.getByRole('button', { name: 'Add a condition' }).click();
  const second = page.locator('[data-condition]').nth(1);
  await second.getByRole('combobox', { name: 'About' }).selectOption('label');
  await page.getByText('Something is still missing above.').waitFor();
  expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  await second.locator('input').fill('late');
  await page.locator('[data-count]').getByText('0 tickets now').waitFor();
  expect(await page.locator('[name=view-shared]').count()).toBe(0);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Late parcels' }).waitFor();
  await page.getByText('Nothing here').waitFor();

  // A colleague labels the ticket: it comes by itself, and goes by itself.
  const change = (json: object) => call(grace.person, 'PATCH', `/v1/conversations/${id}/ticket`, json, brand);
  await change({ add_labels: ['late'] });
  await ben.row('Ada').waitFor();
  await expect.poll(() => page.locator('[data-view] .count').textContent()).toBe('1');
  await change({ status: 'resolved' });
  await page.getByText('Nothing here').waitFor();

  // The sentence is changed, and the list with it.
  await page.getByRole('button', { name: 'Edit this view' }).click();
  await page.getByRole('button', { name: 'Remove this condition' }).first().click();
  await page.locator('[data-count]').getByText('1 ticket now').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await ben.row('Ada').waitFor();
});

it('what only the server knows of customers is followed, too; shared views are everyone’s', async () => {
  const { brand, grace, ben, ada } = await shop();
  const id = await write(ada, brand, 'hello');
  const tier = { label: 'Tier', kind: 'text' };
  await call(grace.person, 'PUT', '/v1/brand/attributes/tier', tier, brand);
  const { page } = await Desk.open(grace.person, brand, '/view/new');
  await page.locator('[name=view-name]').fill('Gold');
  await page.getByRole('combobox', { name: 'About' }).selectOption('attribute');
  await page.getByRole('textbox', { name: 'Value' }).fill('gold');
  await page.locator('[name=view-shared]').check();
  await page.locator('[data-count]').getByText('0 tickets now').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Nothing here').waitFor();
  const known = { attributes: { tier: 'gold' } };
  await call(ben.person, 'PATCH', `/v1/conversations/${id}/contact`, known, brand);
  await grace.row('Ada').waitFor();

  const other = await Desk.open(ben.person, brand);
  await other.page.getByRole('link', { name: 'Gold' }).click();
  await other.row('Ada').waitFor();
  await other.page.getByRole('button', { name: 'Edit this view' }).click();
  await other.page.getByText('This view is the whole team’s.', { exact: false }).waitFor();
  expect(await other.page.getByRole('button', { name: 'Save' }).count()).toBe(0);
});

it('the editor has no violations, and fits a phone', async () => {
  const { brand, grace } = await shop();
  const filter = {
    all: [
      { status: ['open', 'pending'] },
      { waiting_minutes: 240 },
      { any: [{ label: 'late' }, { not: { assignee: 'nobody' } }] },
    ],
  };
  const view = { name: 'Waiting too long', shared: true, filter };
  const { id } = await call<{ id: string }>(grace.person, 'POST', '/v1/brand/views', view, brand);
  await grace.page.goto(`/inbox/${brand.handle}/view/${id}/edit`);
  await grace.page.locator('[data-count]').getByText('0 tickets now').waitFor();
  await expectNoViolation(grace.page, 'the editor');
  const { page } = await signIn(grace.person, { ...phone, colorScheme: 'dark' });
  await page.goto(`/inbox/${brand.handle}/view/${id}/edit`);
  await page.locator('[data-count]').getByText('0 tickets now').waitFor();
  await expectNoViolation(page, 'the editor on a phone');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});
