/**
 * A customer's morning with a shop, whole: the bot looks an order up and answers from an article, does not know the
 * next thing and hands over; an agent sees who it is and what was bought, answers, notes, resolves; the customer says
 * what they think, and the report shows it.
 */
import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { makeBot } from './support/bots';
import { call, Desk, shop, write, type Brand } from './support/brands';
import { shopKnows } from './support/orders';
import { useBrowser, type Person } from './support/people';
import { askAtOnce } from './support/surveys';

useBrowser();

/** The bot of the demo's shop. */
const firstHelp = readFileSync(
  new URL('../../crates/cli/src/demo/shop/first-help.flow.yaml', import.meta.url),
  'utf8',
);

const articles = [
  ['Returns and refunds', 'Send it back within 30 days. The money is with you a week later.'],
  ['Delivery abroad', 'We deliver to all of Europe within seven days.'],
  ['Ways to pay', 'By card, by invoice or with a voucher.'],
  ['Caring for linen', 'Wash linen at 40 degrees and hang it up to dry.'],
] as const;

async function furnish(owner: Person, brand: Brand): Promise<void> {
  await shopKnows(owner, brand, 'ada@example.org');
  for (const [title, markdown] of articles) {
    const text = { title, language: 'en', markdown };
    const { article } = await call<{ article: { id: string } }>(
      owner,
      'POST',
      '/v1/brand/articles',
      { text },
      brand,
    );
    await call(owner, 'PUT', `/v1/brand/articles/${article.id}/publication`, { version: 1 }, brand);
  }
  const reply = {
    name: 'Replacement',
    text: 'Hello {{customer}}, {{agent}} here. A new one leaves us today.',
    then: { add_labels: ['Damaged'] },
  };
  await call(owner, 'POST', '/v1/brand/replies', reply, brand);
  await askAtOnce(owner, brand);
  await makeBot(owner, brand, 'First help', firstHelp);
}

it('from a question about an order to the report that shows what the customer thought', async () => {
  const { brand, grace, ben, ada } = await shop();
  await furnish(grace.person, brand);

  // The bot: nothing of an order is said before its second fact fits.
  await write(ada, brand, 'Hello, where is my order?');
  await ada.row(brand).click();
  await ada.message('What is your order number?').waitFor();
  await ada.say('RW-10482');
  await ada.message('And the e-mail address you ordered with?').waitFor();
  expect(await ada.page.content()).not.toContain('Blue bowl');
  await ada.say('ada@example.org');
  const found = ada.message('Your order RW-10482');
  await found.getByText('Blue bowl').waitFor();
  await found.getByText('shipped, by DHL, number 00340434161094042557').waitFor();

  // An article answers the next thing; nothing answers the one after.
  const choices = ada.page.getByRole('list', {
    name: 'Answers to choose from',
  });
  await choices.getByRole('button', { name: 'Yes' }).click();
  await ada.message('What would you like to know?').waitFor();
  await ada.say('Within how many days can I send it back?');
  await ada.message('Returns and refunds').getByText('30 days').waitFor();
  await choices.getByRole('button', { name: 'Yes' }).click();
  await expect.poll(() => ada.message('What would you like to know?').count()).toBe(2);
  await ada.say('My bowl has a crack, was it fired too hot?');
  await ada.message("I don't know that.").waitFor();

  // The agent: what was asked, whose it is, and what was bought.
  await ben.page.reload();
  await ben.pick('Ada');
  // The thread opens at what is new, and that is more than the window shows.
  await ben.page.getByRole('button', { name: 'go to the newest' }).click();
  const card = ben.page.locator('[data-handover]');
  await card.getByText('Handed over by First help').waitFor();
  await card.getByText('Asked: My bowl has a crack').waitFor();
  const orders = ben.page.getByRole('region', { name: 'Orders' });
  await orders.locator('summary', { hasText: 'RW-10482' }).click();
  await orders.getByText('Blue bowl').waitFor();
  await ben.page.getByRole('region', { name: 'What we know' }).waitFor();

  await ben.page.locator('#composer-reply').click();
  await ben.composer.pressSequentially('/repl');
  await ben.page.getByRole('option', { name: 'Replacement' }).waitFor();
  await ben.page.keyboard.press('Enter');
  await expect.poll(() => ben.composer.inputValue()).toBe('Hello Ada, Ben here. A new one leaves us today.');
  await ben.composer.press('Control+Enter');
  await ada.message('A new one leaves us today.').waitFor();
  await ben.note('The third cracked bowl of this batch.');
  await ben.noteCard('The third cracked bowl').waitFor();
  await ben.press('e');
  await ben.toast('Resolved').waitFor();

  // The customer: asked what they think, and nothing of the team's side.
  await ada.message('How did we do?').waitFor({ timeout: 20_000 });
  await choices.getByRole('button', { name: '😍 Very good' }).click();
  await ada.message('Thank you for telling us.').waitFor();
  const seen = await ada.page.content();
  for (const theirs of ['third cracked bowl', 'Damaged', 'Handed over by'])
    expect(seen).not.toContain(theirs);

  // The report.
  const { page } = await Desk.open(grace.person, brand, '/reports');
  const tile = (name: string) => page.locator('.tile', { hasText: name }).first();
  await expect.poll(() => tile('Satisfied').locator('.value').textContent()).toBe('100%');
  expect(await tile('Resolved').locator('.value').textContent()).toBe('1');
  expect(await tile('First response, half within').locator('.value').textContent()).toMatch(/secs?$/);
  await page.locator('tr', { hasText: 'Damaged' }).waitFor();
  await tile('Satisfied').click();
  const behind = page.getByRole('dialog').locator('[data-behind]');
  await behind.getByText('5 of 5').waitFor();
  await behind.click();
  await grace.noteCard('The third cracked bowl').waitFor();
});
