/** What customers think: asked once a ticket is resolved, answered with a tap, seen in the thread and in the reports. */
import { expect, it } from 'vitest';

import { expectNoViolation, looks } from './support/axe';
import { call, Desk, shop, write } from './support/brands';
import { signIn, useBrowser } from './support/people';
import { askAtOnce } from './support/surveys';

useBrowser();

it('a customer is asked, answers with a tap and says more, and the team sees it', async () => {
  const { brand, grace, ben, ada } = await shop();
  await askAtOnce(grace.person, brand);
  await write(ada, brand, 'Where is my parcel?');
  await ben.pick('Ada');
  await ben.reply('On its way');
  await ada.row(brand).click();
  await ada.message('On its way').waitFor();
  await ben.press('e');
  await ben.toast('Resolved').waitFor();

  await ada.message('How did we do?').waitFor({ timeout: 20_000 });
  const choices = ada.page.getByRole('list', { name: 'Answers to choose from' });
  await choices.getByRole('button', { name: 'Good', exact: false }).last().waitFor();
  expect(await choices.getByRole('button').first().textContent()).toContain('Very good');
  await choices.getByRole('button', { name: '🙂 Good' }).click();
  await ada.message('Thank you for telling us.').waitFor();
  await choices.getByRole('button', { name: 'Say more' }).click();
  await ada.say('You were quick.');

  await ben.turnTo('resolved');
  await ben.pick('Ada');
  await ben.page.getByText('Asked about ticket #1').waitFor();
  await ben.page.getByText('Ticket #1 rated 4 of 5').waitFor();
  await ben.message('You were quick.').waitFor();
  await expect.poll(() => ben.count('resolved').textContent()).toBe('1');

  const { page } = await Desk.open(grace.person, brand, '/reports');
  const tile = page.locator('.tile', { hasText: 'Satisfied' });
  await tile.waitFor();
  expect(await tile.locator('.value').textContent()).toBe('100%');
  await page.getByText('1 of 1 answered').waitFor();
  expect(await page.locator('tr', { hasText: 'Ben' }).locator('td').last().textContent()).toBe('100% (1)');
  await tile.click();
  const behind = page.getByRole('dialog').locator('[data-behind]');
  await behind.getByText('4 of 5').waitFor();
  await behind.click();
  await grace.message('You were quick.').waitFor();
});

it('is switched on and worded in the settings, and agents see that it is', async () => {
  const { brand, grace, ben } = await shop();
  const { page } = await Desk.open(grace.person, brand, '/settings');
  const form = page.locator('form', { has: page.locator('[name=survey-on]') });
  await page.getByText('Customers are not asked.').waitFor();
  await form.locator('[name=survey-on]').check();
  await form.locator('[name=survey-question]').fill('Was that any help?');
  await form.locator('[name=survey-answer]').first().fill('🙁 Bad');
  await form.locator('figure').getByText('Was that any help?').waitFor();
  // The same answer twice is no choice.
  await form.getByText('Each answer says something else').waitFor();
  expect(await form.locator('button[type=submit]').isDisabled()).toBe(true);
  await form.locator('[name=survey-answer]').first().fill('👎 Not at all');
  await form.locator('button[type=submit]').click();
  await form.getByText('Saved').waitFor();
  await page.getByText('Customers are asked once a ticket is resolved.').waitFor();
  const kept = await call<{ question: string; answers: string[] }>(
    grace.person,
    'GET',
    '/v1/brand/survey',
    undefined,
    brand,
  );
  expect([kept.question, kept.answers[0]]).toEqual(['Was that any help?', '👎 Not at all']);

  const other = await Desk.open(ben.person, brand, '/settings');
  await other.page.getByText('Customers are asked once a ticket is resolved.').waitFor();
  expect(await other.page.locator('[name=survey-on]').count()).toBe(0);
});

it.each(looks)('surveys have no violations, %s', async (_, options) => {
  const { brand, grace } = await shop();
  await askAtOnce(grace.person, brand);
  const { page } = await Desk.open(await signIn(grace.person, options), brand, '/v/open');
  await page.goto(`/inbox/${brand.handle}/settings`);
  await page.locator('[name=survey-question]').waitFor();
  await expectNoViolation(page, 'the survey');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});
