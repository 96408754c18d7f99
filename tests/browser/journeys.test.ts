/** A journey: built in the form, sent, followed on its way, ended by what somebody does, and reported. */
import { expect, it } from 'vitest';

import { expectNoViolation } from './support/axe';
import { call, shop } from './support/brands';
import { agreed } from './support/campaigns';
import { join, useBrowser } from './support/people';

useBrowser();

it('sends another message to whoever it fits, and nothing to whoever reached the goal', async () => {
  const { brand, grace, ada } = await shop();
  const eve = await join('Eve');
  const owner = grace.person;
  const [ofAda = ''] = await agreed(owner, brand, [ada, eve]);

  // Built step by step.
  const { page } = grace;
  await page.goto(`/inbox/${brand.handle}/campaigns`);
  await page.getByRole('link', { name: 'New campaign' }).first().click();
  await page.getByLabel('Name of the campaign').fill('Roses');
  await page.locator('[name=template-text]').first().fill('Roses are in.');
  await page.getByLabel('Goal', { exact: true }).selectOption({ label: 'They do something else' });
  await page.getByLabel('Name of the event').fill('Booked');
  await page.getByLabel('Held out of 100').fill('0');
  const journey = page.locator('[data-journey]');
  await journey.getByText('Nothing follows yet.').waitFor();
  await journey.getByRole('button', { name: 'Add a message that follows' }).click();
  const first = journey.locator('[data-follows="1"]');
  expect(await first.getByLabel('To whom').inputValue()).toBe('unseen');
  await first.locator('[name=template-text]').fill('Still in: roses.');
  await journey.getByRole('button', { name: 'Add a message that follows' }).click();
  const second = journey.locator('[data-follows="2"]');
  await second.getByLabel('How long after the one before').fill('3');
  await second.getByLabel('To whom').selectOption('all');
  await second.locator('[name=template-text]').fill('The last roses.');
  await expectNoViolation(page, 'a journey that is built');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.getByText('Saved').first().waitFor();
  await page.getByRole('button', { name: 'Look ahead' }).click();
  await page.getByText('Messages that may follow for whoever gets it: 2').waitFor();

  // The same by hand, where a mistake is told with its line.
  await journey.getByRole('button', { name: 'Write the flow by hand' }).click();
  const flow = journey.getByLabel('Flow', { exact: true });
  const written = await flow.inputValue();
  expect(written).toContain('"campaign.seen"');
  await flow.fill(written.replace('"message_2"', '"message_9"'));
  await page.getByRole('button', { name: 'Save draft' }).click();
  await journey.getByText('unknown-message').waitFor();
  await expectNoViolation(page, 'a journey with a mistake');
  // Nobody waits for days here.
  await flow.fill(written.replace('"2d"', '"1s"').replace('"3d"', '"12s"'));
  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.getByText('Saved').first().waitFor();
  expect(await journey.getByRole('button', { name: 'Back to the list' }).count()).toBe(0);

  await page.getByRole('button', { name: 'Send…' }).click();
  await page.getByRole('dialog', { name: 'Send “Roses”?' }).getByRole('button', { name: 'Send it' }).click();
  const stand = page.locator('[data-journey-stand]');
  await stand.getByText('Under way 2').waitFor({ timeout: 20_000 });
  // Ada gets the second message; and then she does what was hoped for.
  await ada.page.goto('/');
  await ada.page.getByText('Still in: roses.').first().waitFor({ timeout: 20_000 });
  const event = { id: 'b', name: 'Booked', at: Date.now(), properties: {} };
  await call(owner, 'POST', `/v1/brand/contacts/${ofAda}/events`, { events: [event] }, brand);
  await stand.getByText('Reached the goal 1').waitFor({ timeout: 30_000 });
  await page.getByText('Finished', { exact: true }).first().waitFor({ timeout: 30_000 });
  const shown = page.locator('[data-follows="2"]');
  await shown.getByText('The last roses.').waitFor();
  await expectNoViolation(page, 'a campaign with a journey');

  await page.getByRole('link', { name: 'Report' }).click();
  const row = page.locator('tr[data-follows="1"] td').first();
  await row.waitFor();
  expect(await row.textContent()).toBe('2');
  expect(await page.locator('tr[data-follows="2"] td').first().textContent()).toBe('1');
  await expectNoViolation(page, 'the report of a journey');
});
