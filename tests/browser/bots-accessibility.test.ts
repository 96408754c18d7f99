/** axe finds no violation in what bots offer, in what they leave to the team, and in their settings. */
import { it } from 'vitest';

import { expectNoViolation, looks } from './support/axe';
import { firstHelp, makeBot } from './support/bots';
import { Desk, shop, write } from './support/brands';
import { signIn, useBrowser } from './support/people';

useBrowser();

it.each(looks)('what a bot offers its customer, %s', async (_, options) => {
  const { brand, grace, ada } = await shop();
  await makeBot(grace.person, brand);
  await write(ada, brand, 'Hi');
  const customer = await signIn(ada, options);
  await customer.row(brand).click();
  await customer.page.getByRole('button', { name: 'Where is my order?' }).waitFor();
  await expectNoViolation(customer.page, 'choices');
  await customer.page.getByRole('button', { name: 'Where is my order?' }).click();
  await customer.message('What is your order number?').waitFor();
  await customer.say('A-1001');
  await customer.message('Two parcels').getByText('A vase').waitFor();
  await expectNoViolation(customer.page, 'cards, buttons and a picture');
});

it.each(looks)('what a bot leaves to the team, %s', async (_, options) => {
  const { brand, grace, ada } = await shop();
  await makeBot(grace.person, brand);
  await write(ada, brand, 'Hi');
  const desk = await Desk.open(await signIn(grace.person, options), brand, '/v/open');
  await desk.row('Ada').click();
  await desk.page.locator('[data-bot-line]').waitFor();
  await expectNoViolation(desk.page, 'a thread that a bot has');
  await desk.press('a');
  await desk.page.getByRole('dialog').waitFor();
  await expectNoViolation(desk.page, 'assigning to a bot');
  await desk.page.keyboard.press('Escape');
  await write(ada, brand, 'I want to talk to a person');
  await desk.page.locator('[data-handover]').waitFor();
  await expectNoViolation(desk.page, 'a hand-over');
});

it.each(looks)('the settings of bots, %s', async (_, options) => {
  const { brand, grace } = await shop();
  const { page } = await Desk.open(await signIn(grace.person, options), brand);
  await page.goto(`/inbox/${brand.handle}/settings/bots`);
  await page.locator('details summary').click();
  await page.locator('details textarea').waitFor();
  await expectNoViolation(page, 'no bots yet');
  const bot = await makeBot(grace.person, brand);
  await page.goto(`/inbox/${brand.handle}/settings/bots`);
  await page.locator('main ul a').waitFor();
  await expectNoViolation(page, 'the list of bots');
  await page.locator('main ul a').click();
  await page.locator('main li').waitFor();
  await expectNoViolation(page, 'one bot');
  await page.locator('main li button').first().click();
  await page.locator('dialog textarea').waitFor();
  await expectNoViolation(page, 'the file of a version');
  await page.keyboard.press('Escape');
  await page.goto(`/inbox/${brand.handle}/settings/bots/${bot.id}`);
  await page.locator('main li').waitFor();
  await page.locator('main .sections > div > button').first().click();
  await page.locator('main textarea').fill(firstHelp.replace('then: bye }', 'then: farewell }'));
  await page.locator('main form button[type=submit]').click();
  await page.locator('main .findings').waitFor();
  await expectNoViolation(page, 'what is wrong with a flow');
});
