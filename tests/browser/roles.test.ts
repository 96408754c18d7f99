/** Roles of a brand's own: made of switches, given like the others, and what they allow is what is shown. */
import { expect, it } from 'vitest';

import { expectNoViolation, looks } from './support/axe';
import { call, Desk, shop } from './support/brands';
import { useBrowser } from './support/people';

useBrowser();

interface Roles {
  roles: { id: string; name: string; rights: string[]; members: number }[];
}

it('makes a role, gives it to a member, and shows them what it allows', async () => {
  const { brand, grace, ben } = await shop();
  const { page } = await Desk.open(grace.person, brand, '/settings');
  await page.getByRole('button', { name: 'Add a role' }).click();
  await page.locator('[name=role-name]').fill('Rule keeper');
  for (const right of ['Write rules', 'Answer customers'])
    await page.getByRole('switch', { name: right }).check();
  await expectNoViolation(page, 'a role');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByText('Nobody has it · Answer customers, Write rules').waitFor();

  await page.getByLabel('Role of Ben').selectOption({ label: 'Rule keeper' });
  await page.getByText('Ben · Answer customers, Write rules').waitFor();
  const roles = await call<Roles>(grace.person, 'GET', '/v1/brand/roles', undefined, brand);
  expect(roles.roles.map(({ name, rights, members }) => ({ name, rights, members }))).toEqual([
    { name: 'Rule keeper', rights: ['answer', 'manage_rules'], members: 1 },
  ]);

  // Somebody has it, so it stays.
  await page.getByRole('button', { name: 'Remove Rule keeper' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('Somebody has this role.').waitFor();

  await ben.page.goto(`/inbox/${brand.handle}/settings/rules`);
  await ben.page
    .getByRole('link', { name: 'Add a rule' })
    .or(ben.page.getByRole('button', { name: 'Add a rule' }))
    .first()
    .waitFor();
  await ben.page.goto(`/inbox/${brand.handle}/settings`);
  await ben.page.getByText('Ben · Answer customers, Write rules').waitFor();
  expect(await ben.page.getByRole('button', { name: 'Add a role' }).count()).toBe(0);
});

it.each(looks)('roles have no violations, %s', async (_, options) => {
  const { brand, grace } = await shop(options);
  const { page } = grace;
  await page.goto(`/inbox/${brand.handle}/settings`);
  await page.getByRole('button', { name: 'إضافة دور' }).click();
  await page.locator('[name=role-name]').waitFor();
  await expectNoViolation(page, 'a role, on a phone');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});
