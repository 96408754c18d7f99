/** A bot between a customer and a brand's team: what it offers, what it hands over, and who has the thread. */
import { expect, it } from 'vitest';

import { firstHelp, makeBot } from './support/bots';
import { call, shop, write } from './support/brands';
import { phone, signIn, smallPhone, useBrowser } from './support/people';

useBrowser();

it('a customer taps what a bot offers, is handed over, and an agent takes it from there', async () => {
  const { brand, grace, ben, ada } = await shop();
  await makeBot(grace.person, brand);
  const conversation = await write(ada, brand, 'Hi');
  await ada.row(brand).click();

  // What was said by no person is marked, and what it offers stands below its newest message.
  const greeting = ada.message('What can I do?');
  await greeting.getByText('Automatic reply').waitFor();
  const choices = ada.page.getByRole('list', { name: 'Answers to choose from' });
  await choices.getByRole('button', { name: 'Where is my order?' }).waitFor();

  // The team sees that it is being taken care of.
  await grace.page.reload();
  await grace.turnTo('open');
  await grace.pick('Ada');
  const line = grace.page.locator('[data-bot-line]');
  await line.getByText('First help is answering. Write to take over.').waitFor();
  await grace.message('What can I do?').locator('.writer', { hasText: 'First help' }).waitFor();
  await grace.message('What can I do?').getByText('Talk to a person').waitFor();
  expect(await grace.page.locator('article button', { hasText: 'Talk to a person' }).count()).toBe(0);
  await grace.page.locator('header .assignee', { hasText: 'First help' }).waitFor();

  // Tapped twice, it is said once, as one's own words; and what was begun in the field stays.
  await ada.composer.fill('Half a thought');
  await choices.getByRole('button', { name: 'Where is my order?' }).dblclick();
  await ada.message('What is your order number?').waitFor();
  expect(await ada.composer.inputValue()).toBe('Half a thought');
  expect((await ada.texts()).filter((text) => text === 'Where is my order?')).toHaveLength(1);
  await ada.page.locator('article.mine', { hasText: 'Where is my order?' }).waitFor();
  expect(await choices.count()).toBe(0);

  await ada.say('A-1001');
  const parcels = ada.message('Two parcels for A-1001');
  await parcels.getByText('A dozen roses').waitFor();
  const track = parcels.getByRole('link', { name: /^Track it/ }).first();
  expect(await track.getAttribute('href')).toBe('https://parcels.example.com/t/1');
  expect(await track.getAttribute('target')).toBe('_blank');
  expect(await track.getAttribute('rel')).toContain('noopener');
  await track.getByText('parcels.example.com').waitFor();
  await parcels
    .getByRole('link', { name: /Open the picture/ })
    .first()
    .waitFor();
  expect(await parcels.locator('img').count()).toBe(0);

  // A button stays, and counts later too.
  await choices.getByRole('button', { name: 'Thank you' }).waitFor();
  await parcels.getByRole('button', { name: 'It is broken' }).click();
  await ada.message('I am getting one of us').waitFor();
  expect(await choices.count()).toBe(0);

  // What the bot leaves to people.
  const card = grace.page.locator('[data-handover]');
  await card.getByText('Handed over by First help').waitFor();
  await card.getByText('Asked: It is broken').waitFor();
  await card.getByText('leaves this to a person').waitFor();
  await card.getByText('Be kind to them').waitFor();
  await expect.poll(() => card.locator('dd').allTextContents()).toContain('A-1001');
  await card.getByText('Order number', { exact: true }).waitFor();
  await line.waitFor({ state: 'detached' });
  await expect.poll(() => grace.count('unassigned').textContent()).toBe('1');
  expect(await ada.page.content()).not.toContain('Be kind to them');

  // Ben answers; the bot is silent from now on.
  await ben.page.reload();
  await ben.pick('Ada');
  await ben.reply('Ben here. I am sorry, I send you a new one.');
  await ada.message('Ben here').waitFor();
  expect(await ada.message('Ben here').getByText('Automatic reply').count()).toBe(0);
  await ada.say('Thank you, Ben');
  await ben.message('Thank you, Ben').waitFor();
  await parcels.getByRole('button', { name: 'Start again' }).click();
  // What the bot's message offers says the same, as long as it is in sight.
  await ben.page.locator('article:not(.mine)', { hasText: 'Start again' }).waitFor();
  await ben.reply('Gladly.');
  await ada.message('Gladly.').waitFor();
  const { events } = await call<{ events: { body: { text: string } }[] }>(
    ada,
    'GET',
    `/v1/conversations/${conversation}/events`,
  );
  expect(events.filter(({ body }) => body.text.startsWith('Hello!'))).toHaveLength(1);
});

it('an agent takes a thread from a bot, and gives it back', async () => {
  const { brand, grace, ada } = await shop();
  await makeBot(grace.person, brand);
  await write(ada, brand, 'Hi');
  await grace.turnTo('open');
  await grace.pick('Ada');
  // The bot was made behind the back of this page: its name is asked for.
  const line = grace.page.locator('[data-bot-line]');
  await line.getByText('First help is answering').waitFor();
  await line.getByRole('button', { name: 'Take over' }).click();
  await line.waitFor({ state: 'detached' });
  await expect.poll(() => grace.count('mine').textContent()).toBe('1');
  await write(ada, brand, 'Is anyone there?');
  await grace.message('Is anyone there?').waitFor();

  await grace.press('a');
  const bot = grace.page.getByRole('dialog').getByRole('option', { name: 'First help' });
  await bot.getByText('Bot', { exact: true }).waitFor();
  await bot.click();
  await line.getByText('First help is answering').waitFor();
  await write(ada, brand, 'Hello again');
  await expect.poll(() => grace.message('What can I do?').count()).toBe(2);

  // Switched off, it is nobody to assign to.
  const bots = await call<{ bots: { account: { id: string } }[] }>(
    grace.person,
    'GET',
    '/v1/brand/bots',
    undefined,
    brand,
  );
  const path = `/v1/brand/bots/${bots.bots[0]?.account.id}/live`;
  await call(grace.person, 'PUT', path, { version: null }, brand);
  await grace.page.reload();
  await grace.composer.waitFor();
  await grace.press('a');
  await grace.page.getByRole('dialog').getByRole('option', { name: 'Nobody' }).waitFor();
  expect(await bot.count()).toBe(0);
});

it('is answered by keyboard alone, and read out', async () => {
  const { brand, grace, ada } = await shop();
  await makeBot(grace.person, brand);
  await write(ada, brand, 'Hi');
  await ada.row(brand).click();
  await ada.page.getByRole('button', { name: 'Where is my order?' }).waitFor();
  const focused = () => ada.page.evaluate(() => document.activeElement?.textContent?.trim());
  await ada.composer.focus();
  await expect
    .poll(async () => {
      await ada.page.keyboard.press('Shift+Tab');
      return focused();
    })
    .toBe('Where is my order?');
  await ada.page.keyboard.press('Enter');
  await ada.message('What is your order number?').waitFor();
  await ada.page.locator('#composer:focus').waitFor();
  await ada.page.keyboard.type('A-1001');
  await ada.page.keyboard.press('Enter');
  const said = ada.page.locator('[aria-live=polite]', { hasText: 'Two parcels for A-1001' });
  await expect
    .poll(() => said.textContent())
    .toContain('Answers to choose from: Thank you, Talk to a person');
});

it('what is tapped without a connection goes out once it is back', async () => {
  const { brand, grace, ada } = await shop();
  await makeBot(grace.person, brand);
  await write(ada, brand, 'Hi');
  await ada.row(brand).click();
  const choice = ada.page.getByRole('button', { name: 'Where is my order?' });
  await choice.waitFor();
  await ada.page.context().setOffline(true);
  await choice.click();
  await ada.delivery('Where is my order?', 'queued').waitFor();
  expect(await choice.count()).toBe(0);
  await ada.page.context().setOffline(false);
  await ada.message('What is your order number?').waitFor();
  expect((await ada.texts()).filter((text) => text === 'Where is my order?')).toHaveLength(1);
});

it('on the smallest phone all is within reach of a finger, and nothing is wider than the screen', async () => {
  const { brand, grace, ada } = await shop();
  await makeBot(grace.person, brand);
  await write(ada, brand, 'Hi');
  const small = await signIn(ada, smallPhone);
  await small.row(brand).tap();
  await small.page.getByRole('button', { name: 'Where is my order?' }).tap();
  await small.message('What is your order number?').waitFor();
  await small.say('A-1001');
  const parcels = small.message('Two parcels for A-1001');
  await parcels.getByText('A vase').waitFor();
  await small.page.getByRole('button', { name: 'Talk to a person' }).waitFor();
  const controls = small.page
    .locator('li', { has: parcels })
    .locator(':is(.stack a, .stack button:not(.more), .choices button):visible');
  expect(await controls.count()).toBeGreaterThan(6);
  // Rounded: where a box begins between two pixels, its height is a hair off.
  for (const height of await controls.evaluateAll((all) =>
    all.map((one) => Math.round(one.getBoundingClientRect().height)),
  ))
    expect(height).toBeGreaterThanOrEqual(44);
  const width = await small.page.evaluate(() => document.querySelector('.scroller .content')?.scrollWidth);
  expect(width).toBeLessThanOrEqual(320);
});

it('cards are moved by keys and arrows, and from the right to the left in Arabic', async () => {
  const { brand, grace, ada } = await shop();
  await makeBot(grace.person, brand);
  await write(ada, brand, 'Hi');
  for (const [locale, sign] of [
    ['en-GB', 1],
    ['ar', -1],
  ] as const) {
    const viewer = await signIn(ada, { ...phone, hasTouch: false, isMobile: false, locale });
    await viewer.row(brand).click();
    if (sign > 0) {
      await viewer.page.getByRole('button', { name: 'Where is my order?' }).click();
      await viewer.message('What is your order number?').waitFor();
      await viewer.say('A-1001');
    }
    const row = viewer.message('Two parcels').locator('.row');
    await row.waitFor();
    expect(await row.evaluate((one) => one.scrollWidth > one.clientWidth)).toBe(true);
    await viewer.message('Two parcels').locator('.ways button').last().click();
    await expect.poll(() => row.evaluate((one) => Math.sign(one.scrollLeft))).toBe(sign);
    await row.focus();
    await expect
      .poll(async () => {
        await viewer.page.keyboard.press(sign > 0 ? 'ArrowLeft' : 'ArrowRight');
        return row.evaluate((one) => Math.abs(one.scrollLeft));
      })
      .toBe(0);
  }
});

it('a flow of another language is shown in the reader’s own direction', async () => {
  const { brand, grace, ada } = await shop();
  const arabic = firstHelp
    .replace('language: en', 'language: ar')
    .replace('Hello! What can I do?', 'مرحبًا! كيف أساعدك؟')
    .replace('"Where is my order?"', '"أين طلبي؟"');
  await makeBot(grace.person, brand, 'المساعد', arabic);
  await write(ada, brand, 'Hi');
  await ada.row(brand).click();
  const choice = ada.page.getByRole('button', { name: 'أين طلبي؟' });
  await choice.waitFor();
  expect(await choice.evaluate((one) => getComputedStyle(one).direction)).toBe('rtl');
  await choice.click();
  await ada.page.locator('article.mine', { hasText: 'أين طلبي؟' }).waitFor();
});
