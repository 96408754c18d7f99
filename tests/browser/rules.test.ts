/** Rules: written as a sentence, tried on the past, run by themselves, and seen by the team. */
import { expect, it } from 'vitest';

import { expectNoViolation, looks } from './support/axe';
import { call, Desk, shop, write } from './support/brands';
import { signIn, useBrowser } from './support/people';

useBrowser();

const rule = (name: string) => ({
  name,
  is_on: true,
  when: { kind: 'customer_wrote' },
  if: {
    kind: 'all',
    of: [
      { kind: 'words', any: ['refund', 'money back'] },
      {
        kind: 'any',
        of: [
          { kind: 'not', that: { kind: 'open_hours' } },
          { kind: 'status', among: ['open', 'pending'] },
        ],
      },
    ],
  },
  then: [
    { kind: 'set_priority', priority: 'urgent' },
    { kind: 'add_labels', labels: ['refund'] },
  ],
});

it('a rule is written, tried on the past, switched on, and does what it says', async () => {
  const { brand, grace, ben, ada } = await shop();
  await write(ada, brand, 'I want a refund for my vase');
  const { page } = await Desk.open(grace.person, brand, '/settings/rules');
  await page.getByText('There are no rules yet.').waitFor();
  await page.getByRole('link', { name: 'Add a rule' }).click();
  await page.locator('[name=rule-name]').fill('Refunds are urgent');
  await page.getByRole('button', { name: 'Condition', exact: true }).click();
  await page.getByRole('textbox', { name: 'Words' }).fill('refund, money back');
  await page.getByRole('combobox', { name: 'Priority' }).selectOption('urgent');
  await page.getByRole('button', { name: 'Do something else, too' }).click();
  await page.getByRole('textbox', { name: 'Labels' }).fill('refund');
  await page.getByRole('button', { name: 'Try it' }).click();
  await page.locator('[data-backtest]', { hasText: 'Times: 1.' }).waitFor();
  await page.getByRole('link', { name: 'Ada · #1' }).waitFor();
  await page.locator('[name=rule-on]').check();
  await page.getByRole('button', { name: 'Save' }).click();
  const row = page.locator('[data-rule]');
  await row.getByText('When a customer writes, if', { exact: false }).waitFor();

  await ben.pick('Ada');
  await write(ada, brand, 'Where is my money back?');
  await ben.page.getByText('Priority: Urgent · Rule “Refunds are urgent”').waitFor();
  await ben.page.getByText('Label “refund” · Rule “Refunds are urgent”').waitFor();

  await page.getByRole('link', { name: 'What they did' }).click();
  const run = page.locator('[data-run=ran]');
  await run.getByText('set the priority: Urgent').waitFor();
  expect(await run.count()).toBe(1);
});

it('rules are switched off and moved, and agents see them', async () => {
  const { brand, grace, ben } = await shop();
  for (const name of ['First', 'Second'])
    await call(grace.person, 'POST', '/v1/brand/rules', rule(name), brand);
  const { page } = await Desk.open(grace.person, brand, '/settings/rules');
  const names = () => page.locator('[data-rule] .name').allTextContents();
  await expect.poll(names).toEqual(['First', 'Second']);
  await page.getByRole('button', { name: 'Move “Second” up' }).click();
  await expect.poll(names).toEqual(['Second', 'First']);
  // By the keyboard, and by hand.
  const handle = page.getByRole('button', { name: 'Move “Second”', exact: true });
  await handle.press('Alt+ArrowDown');
  await expect.poll(names).toEqual(['First', 'Second']);
  await page.getByText('“Second” is number 2 of 2').waitFor({ state: 'attached' });
  expect(await handle.evaluate((button) => button === document.activeElement)).toBe(true);
  await handle.hover();
  await page.mouse.down();
  const above = await page.locator('[data-rule]').first().boundingBox();
  await page.mouse.move((above?.x ?? 0) + 20, (above?.y ?? 0) + 5, { steps: 4 });
  await expect.poll(names).toEqual(['Second', 'First']);
  await page.mouse.up();
  await page.locator('[data-rule]').getByRole('switch').first().uncheck();
  const kept = () =>
    call<{ rules: { rule: { name: string; is_on: boolean } }[] }>(
      grace.person,
      'GET',
      '/v1/brand/rules',
      undefined,
      brand,
    );
  await expect
    .poll(async () => (await kept()).rules.map(({ rule }) => [rule.name, rule.is_on]))
    .toEqual([
      ['Second', false],
      ['First', true],
    ]);
  // What stands in the tree comes back as it was.
  await page.getByRole('link', { name: 'First' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(names).toEqual(['Second', 'First']);
  expect((await kept()).rules[1]?.rule).toMatchObject(rule('First'));

  const other = await Desk.open(ben.person, brand, '/settings/rules');
  await other.page.locator('[data-rule]').first().waitFor();
  expect(await other.page.locator('[data-rule]').getByRole('switch').count()).toBe(0);
});

it.each(looks)('rules have no violations, %s', async (_, options) => {
  const { brand, grace, ada } = await shop();
  const { id } = await call<{ id: string }>(
    grace.person,
    'POST',
    '/v1/brand/rules',
    rule('Refunds are urgent'),
    brand,
  );
  await write(ada, brand, 'I want a refund');
  const { page } = await Desk.open(await signIn(grace.person, options), brand, '/v/open');
  await page.goto(`/inbox/${brand.handle}/settings/rules`);
  await page.locator('[data-rule]').waitFor();
  await expectNoViolation(page, 'the list');
  await page.goto(`/inbox/${brand.handle}/settings/rules/${id}`);
  await page.locator('[name=rule-then]').first().waitFor();
  await page.locator('form section button').last().click();
  await page.locator('[data-backtest]').waitFor();
  await expectNoViolation(page, 'the editor');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await page.goto(`/inbox/${brand.handle}/settings/rules/log`);
  await page.locator('[data-run]').first().waitFor();
  await expectNoViolation(page, 'the log');
});
