/** A brand's bots in its settings: made from the example or a file, published, mended, rolled back, switched off, removed. */
import { expect, it } from 'vitest';

import { firstHelp, makeBot, publish } from './support/bots';
import { call, Desk, hire, shop, write } from './support/brands';
import { join, useBrowser } from './support/people';

useBrowser();

it('from nothing to a live bot: the example, a file with a mistake, and the file mended', async () => {
  const { brand, grace, ada } = await shop();
  const { page } = grace;
  await page.getByRole('link', { name: 'Brand and team' }).click();
  await page.getByRole('link', { name: 'All bots' }).click();
  await page.getByText('Let a bot answer first').waitFor();
  await page.getByText('What such a file looks like').click();
  await expect
    .poll(() => page.getByRole('textbox', { name: 'What such a file looks like' }).inputValue())
    .toContain('name: Corner shop');
  await page.getByRole('button', { name: 'Start with the example' }).click();
  const dialog = page.getByRole('dialog');
  await expect.poll(() => dialog.locator('[name=bot-name]').inputValue()).toBe('Corner shop');
  await dialog.locator('[name=bot-name]').fill('First help');
  await dialog.getByRole('button', { name: 'Make a bot' }).click();

  await page.locator('h2', { hasText: 'First help' }).waitFor();
  await page.getByText('No version yet').waitFor();
  const source = page.getByRole('textbox', { name: 'Flow file, in YAML or JSON' });
  await expect.poll(() => source.inputValue()).toContain('name: Corner shop');

  // What is wrong is told with its line, and nothing is kept.
  const broken = firstHelp.replace('then: bye }', 'then: farewell }');
  await page.locator('[name=bot-file]').setInputFiles({
    name: 'first-help.flow.yaml',
    mimeType: 'application/yaml',
    buffer: Buffer.from(broken),
  });
  await expect.poll(() => source.inputValue()).toBe(broken);
  await page.getByRole('button', { name: 'Publish' }).click();
  const finding = page.getByRole('alert').locator('li', { hasText: 'farewell' });
  await finding.waitFor();
  expect(await source.getAttribute('aria-invalid')).toBe('true');
  await finding.getByRole('button', { name: 'Line 21' }).click();
  const selected = await source.evaluate((field: HTMLTextAreaElement) =>
    field.value.slice(field.selectionStart, field.selectionEnd),
  );
  expect(selected).toBe('  parcel:');
  // The line is in sight, and marked, where it stands.
  const [mark, field] = await Promise.all([
    page.locator('.gutter .mark').boundingBox(),
    source.boundingBox(),
  ]);
  expect(mark && field && mark.y > field.y && mark.y < field.y + field.height).toBe(true);
  expect(field?.height).toBeLessThan(700);
  expect(await page.evaluate(() => document.scrollingElement?.scrollTop)).toBe(0);
  await page.getByText('No version yet').waitFor();

  await page.locator('[name=bot-file]').setInputFiles({
    name: 'picture.png',
    mimeType: 'image/png',
    buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff]),
  });
  await page.getByText('This file can’t be a flow').waitFor();
  expect(await source.inputValue()).toBe(broken);

  await source.fill(firstHelp);
  await page.locator('[name=bot-remark]').fill('The first one');
  await page.getByRole('button', { name: 'Publish' }).click();
  await grace.toast('First help: version 1 is live').waitFor();
  await page.getByRole('heading', { name: 'Version 1 is live' }).waitFor();
  await page.locator('li', { hasText: 'The first one' }).getByText('Grace').waitFor();

  await write(ada, brand, 'Hi');
  await ada.row(brand).click();
  await ada.message('Hello! What can I do?').waitFor();

  // The bot stands in the team, and leads to its page.
  await page.goto(`/inbox/${brand.handle}/settings`);
  const member = page.locator('li', { hasText: 'First help' });
  expect(await member.getByRole('combobox').count()).toBe(0);
  expect(await member.getByRole('button').count()).toBe(0);
  const roles = await page
    .getByRole('combobox', { name: 'Role', exact: true })
    .locator('option')
    .allTextContents();
  expect(roles).not.toContain('Bot');
  await member.getByRole('link', { name: 'Open the bot First help' }).click();
  await page.getByRole('heading', { name: 'Version 1 is live' }).waitFor();
});

it('versions are looked at, rolled back, kept without being live, and switched off; each can be undone', async () => {
  const { brand, grace } = await shop();
  const { page } = grace;
  const bot = await makeBot(grace.person, brand);
  const second = firstHelp.replace('Hello! What can I do?', 'Good day! What can I do?');
  await publish(grace.person, brand, bot.id, second, 'Says good day');
  await page.goto(`/inbox/${brand.handle}/settings/bots`);
  await page.getByRole('link', { name: /First help/ }).click();
  const stands = (words: string) => page.getByRole('heading', { name: words }).waitFor();
  await stands('Version 2 is live');
  await page.locator('li', { hasText: 'Says good day' }).getByText('live', { exact: true }).waitFor();

  await page.getByRole('button', { name: /^Show the file.*Version 1/ }).click();
  const dialog = page.getByRole('dialog');
  await expect.poll(() => dialog.getByRole('textbox').inputValue()).toBe(firstHelp);
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: /^Put live.*Version 1/ }).click();
  await grace.toast('First help: version 1 is live').waitFor();
  await stands('Version 1 is live');
  await page.getByText('Version 2 is newer').waitFor();
  await grace.toast('version 1').getByRole('button', { name: /Undo/ }).click();
  await grace.toast('Undone').waitFor();
  await stands('Version 2 is live');

  await page.getByRole('button', { name: 'Switch off' }).click();
  await grace.toast('First help is off').waitFor();
  await stands('Off');
  await grace.press('u');
  await stands('Version 2 is live');

  // An earlier version is the beginning of a new one, which is kept and not live.
  await page.getByRole('button', { name: /^Show the file.*Version 1/ }).click();
  await dialog.getByRole('button', { name: 'Edit as a new version' }).click();
  const source = page.getByRole('textbox', { name: 'Flow file, in YAML or JSON' });
  await expect.poll(() => source.inputValue()).toBe(firstHelp);
  await page.getByRole('checkbox', { name: 'Put it live at once' }).uncheck();
  await page.getByRole('button', { name: 'Keep it' }).click();
  await grace.toast('version 3 is kept, and not live').waitFor();
  await page.getByRole('button', { name: /^Put live.*Version 3/ }).waitFor();
  await stands('Version 2 is live');

  await page.getByRole('button', { name: 'Remove First help' }).click();
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByText('Let a bot answer first').waitFor();
  await grace.page.keyboard.press('Escape');
  await page.getByRole('heading', { name: 'Brand and team' }).waitFor();
  expect(await page.locator('li', { hasText: 'First help' }).count()).toBe(0);
});

it('agents read bots and change nothing', async () => {
  const { brand, grace, ben } = await shop();
  await ben.page.goto(`/inbox/${brand.handle}/settings/bots`);
  await ben.page.getByText('Owners and admins make them').waitFor();
  expect(await ben.page.getByRole('button', { name: 'Make a bot' }).count()).toBe(0);
  const bot = await makeBot(grace.person, brand);
  await ben.page.goto(`/inbox/${brand.handle}/settings/bots/${bot.id}`);
  await ben.page.getByRole('heading', { name: 'Version 1 is live' }).waitFor();
  await ben.page.getByRole('button', { name: /^Show the file.*Version 1/ }).click();
  await expect
    .poll(() => ben.page.getByRole('dialog').getByRole('textbox').inputValue())
    .toContain('name: First help');
  expect(await ben.page.getByRole('button', { name: 'Edit as a new version' }).count()).toBe(0);
  await ben.page.keyboard.press('Escape');
  for (const name of ['Switch off', 'New version', 'Remove First help'])
    expect(await ben.page.getByRole('button', { name }).count()).toBe(0);
  await ben.page.goto(`/inbox/${brand.handle}/settings/bots/acc_nothing`);
  await ben.page.getByText('There is no such thing').waitFor();
});

it('an analyst sees that a bot has a thread, and no way to take it', async () => {
  const { brand, grace, ada } = await shop();
  const ida = await join('Ida');
  await hire(grace.person, brand, ida, 'analyst');
  await makeBot(grace.person, brand);
  await write(ada, brand, 'Hi');
  const desk = await Desk.open(ida, brand, '/v/open');
  await desk.row('Ada').click();
  const line = desk.page.locator('[data-bot-line]');
  await line.getByText('First help is answering.', { exact: true }).waitFor();
  expect(await line.getByRole('button').count()).toBe(0);
  const { members } = await call<{ members: { role: string }[] }>(
    ida,
    'GET',
    '/v1/brand/members',
    undefined,
    brand,
  );
  expect(members.filter(({ role }) => role === 'bot')).toHaveLength(1);
});
