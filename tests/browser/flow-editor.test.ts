/** The editor of a bot's flow, as a person uses it: from an empty bot to one that answers customers, with what is wrong shown on the way. */
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';

import { expectNoViolation, looks } from './support/axe';
import { firstHelp, makeBot, publish } from './support/bots';
import { call, Desk, shop, write, type Brand } from './support/brands';
import { phone, signIn, useBrowser } from './support/people';
import { still } from './support/still';

useBrowser();

/** A bot's editor in a browser. */
class Editor {
  constructor(readonly page: Page) {}

  static async open(page: Page, brand: Brand, bot: string): Promise<Editor> {
    await page.goto(`/inbox/${brand.handle}/settings/bots/${bot}/flow`);
    const editor = new Editor(page);
    await page.locator('.editor [data-step]').first().waitFor();
    return editor;
  }

  /** A step on the map or in the list. */
  step(name: string): Locator {
    return this.page.locator(`[data-step="${name}"]`);
  }

  /** The form of what is selected. */
  get form(): Locator {
    return this.page.getByRole('complementary', { name: 'Step' });
  }

  get simulator(): Locator {
    return this.page.getByRole('complementary', { name: 'Try it as a customer' });
  }

  get problems(): Locator {
    return this.page.getByRole('region', { name: 'Problems' });
  }

  get changed(): Locator {
    return this.page.getByText('Unpublished changes');
  }

  async pick(name: string): Promise<void> {
    await this.step(name).locator('button').first().click();
    await this.form.waitFor();
  }

  async press(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).click();
  }

  async say(words: string): Promise<void> {
    await this.simulator.getByRole('textbox', { name: 'Write as the customer' }).fill(words);
    await this.simulator.getByRole('button', { name: 'Send' }).click();
  }
}

/** A bot without a version, made as a person makes one. */
async function emptyBot(page: Page, brand: Brand): Promise<Editor> {
  await page.goto(`/inbox/${brand.handle}/settings/bots`);
  await page.getByRole('button', { name: 'Make a bot' }).click();
  await page.locator('[name=bot-name]').fill('Helper');
  await page.getByRole('dialog').getByRole('button', { name: 'Make a bot' }).click();
  await page.getByRole('button', { name: 'Open the editor' }).click();
  await page.locator('.editor [data-step="greeting"]').waitFor();
  return new Editor(page);
}

it('from nothing to a bot that answers: a template, a new step, a mistake that is mended, a try, and publishing', async () => {
  const { brand, grace, ada } = await shop();
  const { page } = grace;
  await call(grace.person, 'PUT', '/v1/brand/topics/offers', { label: 'Offers' }, brand);
  const editor = await emptyBot(page, brand);
  await editor.problems.getByText('Nothing to mend').waitFor();
  await editor.changed.waitFor();

  // Words of the greeting.
  await editor.pick('greeting');
  await editor.form.getByRole('textbox', { name: 'What it says' }).fill('Welcome! I am a bot.');
  await editor.step('greeting').getByText('Welcome! I am a bot.').waitFor();

  // One more answer to choose, which leads to a step that is not there yet.
  await editor.form.getByRole('button', { name: 'Add an answer to choose' }).click();
  await editor.problems.getByText(/things? to mend/).waitFor();
  const choice = editor.form.locator('details', { hasText: '3.' });
  await choice.getByRole('textbox', { name: 'What stands on it' }).fill('Opening hours');
  await editor.form.getByText('there is no node `nowhere`').first().waitFor();
  expect(await page.getByRole('button', { name: 'Publish…' }).isDisabled()).toBe(true);
  await choice.getByRole('combobox', { name: 'Leads to' }).selectOption({ label: 'New: Say' });
  await editor.step('say').waitFor();
  await editor.form.getByRole('textbox', { name: 'Name of the step' }).fill('hours');
  await editor.form.getByRole('textbox', { name: 'Name of the step' }).press('Enter');
  await editor.step('hours').waitFor();
  await editor.form.getByRole('textbox', { name: 'What it says' }).fill('From nine to five.');
  await editor.form
    .getByRole('combobox', { name: 'Goes on with (optional)' })
    .selectOption({ label: 'New: Ask for a consent' });
  await editor.form.getByText('the brand asks nobody for a consent to `none`').first().waitFor();
  await editor.form.getByRole('combobox', { name: 'Topic' }).selectOption('Offers');
  await editor.form.getByRole('textbox', { name: 'Question' }).fill('May we write to you about offers?');
  await editor.form.getByRole('combobox', { name: 'When they agree' }).selectOption('done');
  await editor.form.getByRole('combobox', { name: 'When they don’t' }).selectOption('person');
  await editor.problems.getByText('Nothing to mend').waitFor();
  await expectNoViolation(page, 'a step that asks for a consent');

  // It is tried before anybody else does.
  await editor.press('Try it');
  await editor.say('hi');
  await editor.simulator.getByText('Welcome! I am a bot.').waitFor();
  await editor.simulator.getByRole('button', { name: 'Opening hours' }).click();
  await editor.simulator.getByText('From nine to five.').waitFor();
  await editor.simulator.getByRole('button', { name: 'Yes', exact: true }).click();
  await editor.simulator.getByText('Would note down that they agree to: Offers').waitFor();
  await editor.simulator.getByText('The conversation is over.').waitFor();

  await editor.press('Publish…');
  const dialog = page.getByRole('dialog');
  await dialog.locator('[name=bot-remark]').fill('Tells the hours');
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
  await grace.toast('Helper: version 1 is live').waitFor();
  await page.getByText('As in version 1').waitFor();

  await write(ada, brand, 'Hello');
  await ada.row(brand).click();
  await ada.message('Welcome! I am a bot.').waitFor();
  await ada.page.getByRole('button', { name: 'Opening hours' }).click();
  await ada.message('From nine to five.').waitFor();

  // What came of it stands at the steps.
  await editor.press('Figures');
  const figures = (step: string) => page.locator(`[data-figures="${step}"]`);
  await expect.poll(() => figures('hours').textContent()).toMatch(/Came to it: 1/);
  expect(await figures(':entry').textContent()).toMatch(/Began: 1/);
  expect(await figures('person').textContent()).toMatch(/Came to it: 0/);
  await editor.press('List');
  expect(await figures('hours').textContent()).toMatch(/Came to it: 1/);
  await editor.press('Figures');
  expect(await figures('hours').count()).toBe(0);

  await ada.page.getByRole('button', { name: 'Yes', exact: true }).click();
  const desk = await Desk.open(grace.person, brand, '/v/resolved');
  await desk.row('Ada').click();
  await page.getByRole('region', { name: 'Consents' }).getByText('asked by a bot').waitFor();
});

it('what was done can be taken back and done again, also with keys, and survives leaving', async () => {
  const { brand, grace } = await shop();
  const { page } = grace;
  const bot = await makeBot(grace.person, brand);
  const editor = await Editor.open(page, brand, bot.id);
  await page.getByText('As in version 1').waitFor();
  await editor.pick('bye');
  const words = editor.form.getByRole('textbox', { name: 'What it says' });
  await words.fill('Farewell!');
  await editor.changed.waitFor();
  await page.keyboard.press('Control+z');
  await expect.poll(() => words.inputValue()).toBe('Good-bye!');
  await page.getByText('As in version 1').waitFor();
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(() => words.inputValue()).toBe('Farewell!');

  // A step goes with a key, and comes back.
  await editor.step('parcel').locator('button').first().focus();
  await page.keyboard.press('Enter');
  await editor.form.getByText('Say').first().waitFor();
  await editor.step('parcel').locator('button').first().focus();
  await page.keyboard.press('Delete');
  await editor.step('parcel').waitFor({ state: 'detached' });
  await editor.problems.getByText(/to mend/).waitFor();
  await editor.press('Undo');
  await editor.step('parcel').waitFor();

  await page.reload();
  await editor.changed.waitFor();
  await editor.step('bye').getByText('Farewell!').waitFor();
  await editor.press('Discard');
  await page.getByText('As in version 1').waitFor();
  await grace.toast('changes discarded').getByRole('button', { name: /Undo/ }).click();
  await editor.changed.waitFor();
  await editor.step('bye').getByText('Farewell!').waitFor();
});

it('the text is the same flow: comments stay, what is written there stands on the map, and mistakes have their line', async () => {
  const { brand, grace } = await shop();
  const { page } = grace;
  const source = firstHelp.replace('nodes:\n', 'nodes:\n  # Be friendly.\n');
  const bot = await makeBot(grace.person, brand, 'First help', source);
  const editor = await Editor.open(page, brand, bot.id);
  await editor.pick('bye');
  await editor.form.getByRole('textbox', { name: 'What it says' }).fill('See you!');
  await editor.press('Text');
  const text = page.getByRole('textbox', { name: 'Flow file, in YAML or JSON' });
  await expect.poll(() => text.inputValue()).toContain('See you!');
  expect(await text.inputValue()).toContain('# Be friendly.');
  const written = await text.inputValue();
  await text.fill(written.replace('See you!', 'Ciao!').replace('then: parcel', 'then: parcels'));
  await page.getByText('there is no node `parcels`').waitFor();
  await page
    .getByRole('button', { name: /^Line \d+/ })
    .first()
    .click();
  await text.fill(`${written}\n  - broken`);
  await page.getByRole('alert').getByText('This text is no flow yet').waitFor();
  await text.fill(written.replace('See you!', 'Ciao!'));
  await editor.press('Map');
  await editor.step('bye').getByText('Ciao!').waitFor();
});

it('the simulator plays the flow as it stands: orders and services are made up, moves are taken back, changes count at once', async () => {
  const { brand, grace } = await shop();
  const { page } = grace;
  const flow = `v: 1
name: Orders
language: en
start: number
triggers: { always: true }
variables: { number: { kind: text }, points: { kind: number } }
nodes:
  number: { ask: { text: "Your number{% if contact.tier %}, {{ contact.tier }} customer{% endif %}?", into: number, then: look, otherwise: person } }
  look: { look_up_order: { number: number, second: { email: number }, found: found, not_found: person, throttled: person } }
  found: { say: { text: "It is {{ order.status }}.", then: call } }
  call: { webhook: { url: "https://points.example.com/", save: { points: data.points }, then: told, fallback: person } }
  told: { say: { text: "You have {{ points }} points.", then: pause } }
  pause: { wait: { for: 2h, then: know } }
  know: { answer: { question: Points?, answered: done, unknown: person } }
  done: { end: {} }
  person: { hand_over: { team: care, summary: "{% if number %}About {{ number }}{% endif %}" } }
`;
  await call(grace.person, 'PUT', '/v1/brand/attributes/tier', { label: 'Tier', kind: 'text' }, brand);
  const bot = await makeBot(grace.person, brand, 'Orders', flow);
  const editor = await Editor.open(page, brand, bot.id);
  await editor.press('Try it');
  const { simulator } = editor;
  await editor.say('hello');
  await simulator.getByText('Your number?').waitFor();
  await editor.say('A-7');
  await simulator.getByText('The bot looks up an order.').waitFor();
  await expect.poll(() => editor.step('look').getAttribute('class')).toContain('present');
  await simulator.getByRole('button', { name: 'Found', exact: true }).click();
  await simulator.getByText('It is open.').waitFor();
  await simulator.getByText('The bot would call the service now').waitFor();
  const answer = simulator.getByRole('textbox', { name: 'The service’s answer, in JSON' });
  await answer.fill('{"data": {"points": 42}}');
  await simulator.getByRole('button', { name: 'It answers this' }).click();
  await simulator.getByText('You have 42 points.').waitFor();
  await simulator.getByRole('button', { name: 'Let 2 hours pass' }).click();
  // No article knows, and nobody hears of the question.
  await simulator.getByText('Your articles have no answer.').waitFor();
  await simulator.getByText('Hands over to people').waitFor();
  await simulator.getByRole('button', { name: 'As if there were an answer' }).click();
  await simulator.getByText('The conversation ends.').waitFor();

  await simulator.getByRole('button', { name: 'Take the last move back' }).click();
  await simulator.getByRole('button', { name: 'Take the last move back' }).click();
  await simulator.getByText('The bot would call the service now').waitFor();
  // What is changed counts at once, for what was played already too.
  await editor.pick('found');
  await editor.form.getByRole('textbox', { name: 'What it says' }).fill('Found: {{ order.status }}!');
  await simulator.getByText('Found: open!').waitFor();
  await simulator.getByRole('button', { name: 'Start again' }).click();
  await simulator.getByText('Write what a customer would.').waitFor();
  // Who the customer is can be made up as well.
  await simulator.getByText('What you know of the customer').click();
  await simulator.getByRole('combobox', { name: 'Kind of value: Tier' }).selectOption({ label: 'Text' });
  await simulator.getByRole('textbox', { name: 'Tier' }).fill('gold');
  await editor.say('hello');
  await simulator.getByText('Your number, gold customer?').waitFor();
});

it('versions are compared by step and by line, and an earlier one is taken up again', async () => {
  const { brand, grace } = await shop();
  const { page } = grace;
  const bot = await makeBot(grace.person, brand);
  const second = firstHelp.replace('Hello! What can I do?', 'Good day!');
  await publish(grace.person, brand, bot.id, second, 'Says good day');
  const editor = await Editor.open(page, brand, bot.id);
  await editor.pick('person');
  await editor.press('Delete this step');
  await grace.toast('was deleted').waitFor();
  await editor.press('Compare versions');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Removed: Person').waitFor();
  await dialog.getByRole('combobox', { name: 'Before' }).selectOption('1');
  await dialog.getByText('Changed: Greeting').waitFor();
  await dialog.locator('ins', { hasText: 'Good day!' }).waitFor();
  await dialog.getByRole('button', { name: 'Text', exact: true }).click();
  await dialog.locator('del', { hasText: 'Hello! What can I do?' }).waitFor();
  await dialog.getByRole('button', { name: 'Go on from version 1' }).click();
  await editor.step('greeting').getByText('Hello! What can I do?').waitFor();
  await editor.step('person').waitFor();
});

it('ways are pulled from step to step with the mouse, and into nothing for a new one', async () => {
  const { brand, grace } = await shop();
  const { page } = grace;
  const bot = await makeBot(grace.person, brand);
  const editor = await Editor.open(page, brand, bot.id);
  const middle = async (found: Locator) => {
    const box = await found.boundingBox();
    if (!box) throw new Error('it is not in sight');
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  const pull = async (from: Locator, to: { x: number; y: number }) => {
    const { x, y } = await middle(from);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 10, y + 10, { steps: 3 });
    await page.mouse.move(to.x, to.y, { steps: 8 });
    await page.mouse.up();
  };
  const handle = (step: string, way: string) =>
    page.locator(`[data-nodeid="${step}"][data-handleid="${way}"]`);
  await still(editor.step('bye'));
  await pull(handle('ask_number', 'then'), await middle(editor.step('bye')));
  await page.getByText('nothing leads to the node').waitFor({ state: 'attached' });
  await editor.press('Undo');
  await editor.problems.getByText('Nothing to mend').waitFor();
  // Let go above nothing.
  const map = await page.locator('.svelte-flow').boundingBox();
  if (!map) throw new Error('there is no map');
  await pull(handle('bye', 'then'), { x: map.x + map.width / 2, y: map.y + 90 });
  await editor.step('say').waitFor();
  await editor.form.getByRole('textbox', { name: 'What it says' }).fill('One more thing.');
  await editor.problems.getByText('Nothing to mend').waitFor();
  // What was put elsewhere stays there, until all is put in order.
  const before = await middle(editor.step('greeting'));
  await pull(editor.step('greeting').locator('.head'), { x: before.x, y: before.y + 120 });
  expect((await middle(editor.step('greeting'))).y).toBeGreaterThan(before.y + 60);
  await page.reload();
  await editor.step('greeting').waitFor();
  await expect.poll(() => page.getByRole('button', { name: 'Put in order' }).isEnabled()).toBe(true);
  await editor.press('Put in order');
  expect(await page.getByRole('button', { name: 'Put in order' }).isDisabled()).toBe(true);
});

it('agents look and try, and change nothing', async () => {
  const { brand, grace, ben } = await shop();
  const bot = await makeBot(grace.person, brand);
  await ben.page.goto(`/inbox/${brand.handle}/settings/bots/${bot.id}`);
  await ben.page.getByRole('button', { name: 'Look at it and try it' }).click();
  const editor = new Editor(ben.page);
  await editor.step('greeting').waitFor();
  await ben.page.getByText('You can look and try, and change nothing.').waitFor();
  for (const name of ['Publish…', 'Undo', 'Add a step'])
    expect(await ben.page.getByRole('button', { name, exact: true }).count()).toBe(0);
  await editor.pick('greeting');
  expect(await editor.form.getByRole('textbox', { name: 'What it says' }).isDisabled()).toBe(true);
  await editor.press('Try it');
  await editor.say('hi');
  await editor.simulator.getByText('Hello! What can I do?').waitFor();
});

it('on a phone the steps are a list, with forms and the simulator as screens of their own', async () => {
  const { brand, grace } = await shop();
  const bot = await makeBot(grace.person, brand);
  const { page } = await signIn(grace.person, phone);
  const editor = await Editor.open(page, brand, bot.id);
  await editor.step('greeting').getByText('Hello! What can I do?').waitFor();
  await editor.step('greeting').locator('button').first().tap();
  await editor.form.getByRole('textbox', { name: 'What it says' }).fill('Hi there!');
  await editor.form.getByRole('button', { name: 'Close' }).tap();
  await editor.step('greeting').getByText('Hi there!').waitFor();
  await page.getByRole('button', { name: 'Try it', exact: true }).tap();
  await editor.say('hello');
  await editor.simulator.getByText('Hi there!').waitFor();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
});

it.each(looks)('axe finds nothing in the editor, %s', async (_, options) => {
  const { brand, grace } = await shop();
  const bot = await makeBot(
    grace.person,
    brand,
    'First help',
    firstHelp.replace('then: bye }', 'then: farewell }').replace('farewell', 'bye'),
  );
  const { page } = await Desk.open(await signIn(grace.person, options), brand);
  const editor = await Editor.open(page, brand, bot.id);
  const [map, list, text] = [0, 1, 2].map((index) => page.locator('header .views button').nth(index));
  await map?.click();
  await page.locator('.svelte-flow [data-step="greeting"]').waitFor();
  await page.locator('header .ways button[aria-pressed]').first().click();
  await page.locator('[data-figures="greeting"]').waitFor();
  await expectNoViolation(page, 'the map with figures');
  await list?.click();
  await editor.step('greeting').locator('button').first().click();
  await page.locator('aside fieldset').first().waitFor();
  await expectNoViolation(page, 'the list and the form of a step');
  await page.locator('aside header button').last().click();
  await editor.step(':entry').locator('button').first().click();
  await page.locator('aside details').first().waitFor();
  await expectNoViolation(page, 'the form of the bot');
  await page.locator('aside header button').last().click();
  await text?.click();
  await page.locator('textarea').waitFor();
  await expectNoViolation(page, 'the text');
  await list?.click();
  await page.locator('header .ways button[aria-pressed]').last().click();
  await page.locator('[name=simulated-words]').fill('hi');
  await page.locator('.simulator form button').click();
  await page.locator('.simulator .bubble').first().waitFor();
  await expectNoViolation(page, 'the simulator');
});
