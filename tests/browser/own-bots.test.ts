/** Bots that are programs of a brand's own: connected in the settings, and the examples at work. */
import { afterEach, expect, inject, it } from 'vitest';

import { expectNoViolation, looks } from './support/axe';
import { call, Desk, shop, write, type Brand } from './support/brands';
import { signIn, useBrowser, type Person } from './support/people';
import { Program } from './support/program';

useBrowser();

const running: Program[] = [];
afterEach(() => running.splice(0).forEach((program) => program.stop()));

/** A program of the brand's own, and a token of it. */
async function connect(
  owner: Person,
  brand: Brand,
  name: string,
  on = true,
): Promise<{ id: string; token: string }> {
  const own = { on, patience_seconds: 60 };
  const bot = await call<{ account: { id: string } }>(owner, 'POST', '/v1/brand/bots', { name, own }, brand);
  const { id } = bot.account;
  const path = `/v1/brand/bots/${id}/tokens`;
  const { token } = await call<{ token: string }>(owner, 'POST', path, { name: 'The test' }, brand);
  return { id, token };
}

it('a program is connected, its token is shown once, counted and revoked', async () => {
  const { brand, grace } = await shop();
  const { page } = grace;
  await page.goto(`/inbox/${brand.handle}/settings/bots`);
  await page.getByRole('button', { name: 'Bring your own program' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('[name=bot-name]').fill('Our own');
  await dialog.getByRole('button', { name: 'Bring your own program' }).click();

  await page.locator('h2', { hasText: 'Our own' }).waitFor();
  await page.locator('h3', { hasText: 'Your own program, on' }).waitFor();
  await page.locator('[name=own-bot-patience]').fill('4');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('[name=own-bot-patience][aria-invalid=true]').waitFor();
  await page.locator('[name=own-bot-patience]').fill('30');
  await page.locator('[name=own-bot-on]').uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('h3', { hasText: 'Your own program, off' }).waitFor();

  await page.locator('[name=bot-token-name]').fill('Production');
  await page.getByRole('button', { name: 'Make a token' }).click();
  const token = page.locator('code', { hasText: 'subrosa_' });
  await token.waitFor();
  const secret = (await token.textContent())!;
  const row = page.getByRole('listitem').filter({ hasText: 'Production' });
  await row.getByText('Not used yet').waitFor();
  const asProgram = (): Promise<number> =>
    fetch(`${inject('origins')[0]}/v1/tickets`, { headers: { authorization: `Bearer ${secret}` } }).then(
      ({ status }) => status,
    );
  expect(await asProgram()).toBe(200);
  await page.reload();
  await row.getByText('Last used').waitFor();
  expect(await token.count()).toBe(0);
  await row.getByRole('button', { name: 'Revoke “Production”' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await row.waitFor({ state: 'detached' });
  expect(await asProgram()).toBe(401);
});

it.each(['bot.py', 'bot.ts'] as const)(
  'the example %s answers, and hands over what it does not know',
  async (file) => {
    const { brand, grace, ben, ada } = await shop();
    // The one in TypeScript takes what nobody has by itself.
    const { token } = await connect(grace.person, brand, 'Our own', file === 'bot.py');
    running.push(await Program.start(file, { SUBROSA_URL: inject('origins')[0], SUBROSA_TOKEN: token }));
    await write(ada, brand, 'What are your hours?');
    await ada.row(brand).click();
    await ada.message('We are here from 9 to 5, Monday to Friday.').waitFor();
    await ada.page.getByText('Automatic reply').waitFor();
    await ada.say('I want to speak about my roses');
    await ben.pick('Ada');
    await ben.page.getByText('The program leaves this to a person.').waitFor();
    await ben.page.getByText('Asks: I want to speak about my roses').waitFor();
    await ben.reply('Here I am');
    await ada.message('Here I am').waitFor();
    // What a person has the program leaves alone.
    await ada.say('and your hours?');
    await ben.message('and your hours?').waitFor();
    expect(await ada.message('We are here from 9 to 5').count()).toBe(1);
  },
);

it.each(looks)('a program of their own has no violations, %s', async (_, options) => {
  const { brand, grace } = await shop();
  const { id } = await connect(grace.person, brand, 'Our own');
  const { page } = await Desk.open(await signIn(grace.person, options), brand);
  await page.goto(`/inbox/${brand.handle}/settings/bots/${id}`);
  await page.locator('[name=bot-token-name]').fill('Production');
  await page.locator('[name=bot-token-name]').press('Enter');
  await page.locator('code', { hasText: 'subrosa_' }).waitFor();
  await expectNoViolation(page, 'a program of their own');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});
