/** The way in and out, and what is said when it does not work. */
import { expect, it } from 'vitest';

import { join, newPage, password, phone, signIn, useBrowser } from './support/people';
import { Server, subrosa } from './support/server';

useBrowser();

it('a wrong password is said plainly, and can be looked at', async () => {
  const ada = await join('Ada');
  const page = await newPage();
  await page.goto('/');
  await page.waitForURL('**/sign-in');
  await page.locator('[name=handle]').fill(`@${ada.handle.toUpperCase()}`);
  await page.locator('[name=password]').fill('wrong-horse');
  await page.getByRole('button', { name: 'Show password' }).click();
  expect(await page.locator('[name=password]').getAttribute('type')).toBe('text');
  await page.getByRole('button', { name: 'Sign in' }).click();
  const alert = page.getByRole('alert').filter({ hasText: 'Handle and password do not match.' });
  await alert.waitFor();

  await page.locator('[name=password]').fill(password);
  await alert.waitFor({ state: 'hidden' });
  await page.locator('[name=password]').press('Enter');
  await page.locator('#search').waitFor();
});

it('what is wrong with a new account stands beside the field', async () => {
  const ada = await join('Ada');
  const page = await newPage();
  await page.goto('/sign-up');
  const handle = page.locator('[name=handle]');
  const secret = page.locator('[name=password]');
  await handle.fill(ada.handle);
  await secret.fill(password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expectDescribed(handle, 'This handle is taken. Choose another.');
  await handle.fill('9lives');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expectDescribed(handle, 'beginning with a letter');
  await handle.fill(`${ada.handle}b`);
  await secret.fill('short');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expectDescribed(secret, '8 to 256 characters');

  async function expectDescribed(field: typeof handle, words: string): Promise<void> {
    await page.getByText(words).waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    const description = await field.evaluate(
      (one) => document.getElementById(one.getAttribute('aria-describedby') ?? '')?.textContent,
    );
    expect(description).toContain(words);
  }
});

it('after signing in one is where one wanted to go', async () => {
  const ada = await join('Ada');
  const page = await newPage();
  await page.goto('/settings');
  await page.waitForURL('**/sign-in');
  await page.locator('[name=handle]').fill(ada.handle);
  await page.locator('[name=password]').fill(password);
  await page.locator('[name=password]').press('Enter');
  await page.waitForURL('**/settings');
});

it('a device that is signed out elsewhere says so, and keeps nothing', async () => {
  const ada = await join('Ada');
  const onPhone = await signIn(ada, phone);
  await ada.page.goto('/settings');
  const sections = ada.page.getByRole('region', { name: 'Devices' });
  await sections.getByText('This device').waitFor();
  await sections.getByRole('button', { name: /^Sign out / }).click();
  await onPhone.page.getByText('This device was signed out.').waitFor();
  // It says so at once, and then removes what it kept.
  const left = (): Promise<(string | undefined)[]> =>
    onPhone.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  await expect.poll(left).toEqual([]);
});

it('the language is chosen before signing in, and reads the other way round', async () => {
  const page = await newPage();
  await page.goto('/sign-in');
  await page.getByLabel('Language').selectOption('ar');
  await page.getByRole('heading', { name: 'مرحبًا بعودتك' }).waitFor();
  expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual([
    'ar',
    'rtl',
  ]);
  await page.getByLabel('اللغة').selectOption('es');
  await page.getByRole('heading', { name: 'Te damos la bienvenida' }).waitFor();
});

it('where sign-up is by invite, it asks for one', async () => {
  const server = await Server.start({ SUBROSA_SIGN_UP: 'invite' });
  try {
    const page = await newPage({ baseURL: server.origin });
    await page.goto('/sign-up');
    await page.locator('[name=handle]').fill('guest');
    await page.locator('[name=password]').fill(password);
    await page.locator('[name=invite]').fill('not-an-invite');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByText('A valid invite is needed.').waitFor();
    expect(await page.locator('[name=invite]').getAttribute('aria-invalid')).toBe('true');

    const made = JSON.parse(subrosa('account', 'invite', '--json', '--data', server.data)) as {
      invite: string;
    };
    await page.locator('[name=invite]').fill(made.invite);
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByText('No conversations yet').waitFor();
  } finally {
    await server.stop();
  }
});

it('where sign-up is closed, it says so and offers none', async () => {
  const server = await Server.start({ SUBROSA_SIGN_UP: 'closed' });
  try {
    const page = await newPage({ baseURL: server.origin });
    await page.goto('/sign-up');
    await page.getByText('Ask the operator for an account.').waitFor();
    expect(await page.locator('form').count()).toBe(0);
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.locator('[name=password]').waitFor();
    await page.getByRole('link', { name: 'Create account' }).waitFor({ state: 'detached' });
  } finally {
    await server.stop();
  }
});
