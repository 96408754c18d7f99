/** Codes when signing in: set up with an app, asked for, lost and turned off, through what a person sees. */
import { createHmac } from 'node:crypto';

import { expect, it } from 'vitest';

import { expectNoViolation, looks } from './support/axe';
import { join, newPage, password, useBrowser } from './support/people';

useBrowser();

/** What an app does with a secret in base 32: RFC 6238 with SHA-1, six digits, 30 seconds. */
function codeOf(secret: string, at: number): string {
  const bits = [...secret.replaceAll(' ', '')]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const hash = createHmac('sha1', key).update(step).digest();
  const place = (hash.at(-1) ?? 0) & 15;
  return String((hash.readUInt32BE(place) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}

it('sets up codes, signs in with one and by a recovery code, and turns them off', async () => {
  const ada = await join('Ada');
  const { page } = ada;
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Set up codes' }).click();
  await page.locator('[name=second-factor-password]').fill('not this one');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('Handle and password do not match').waitFor();
  await page.locator('[name=second-factor-password]').fill(password);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('img', { name: 'The secret as a QR code' }).waitFor();
  const secret = (await page.locator('.secret code').textContent()) ?? '';
  // The code of a step before is still taken, and leaves that of now for later.
  await page.locator('[name=code]').fill(codeOf(secret, Date.now() - 30_000));
  await page.getByRole('button', { name: 'Turn on' }).click();
  await page.getByText('Your recovery codes').waitFor();
  const recovery = await page.locator('ul code').allTextContents();
  expect(recovery).toHaveLength(10);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByText('Recovery codes left: 10').waitFor();

  const second = await newPage();
  await second.goto('/sign-in');
  await second.locator('[name=handle]').fill(ada.handle);
  await second.locator('[name=password]').fill(password);
  await second.getByRole('button', { name: 'Sign in' }).click();
  await second.locator('[name=code]').fill('000 000');
  await second.getByRole('button', { name: 'Sign in' }).click();
  await second.getByText('The code is not right').waitFor();
  await second.locator('[name=code]').fill(codeOf(secret, Date.now()));
  await second.getByRole('button', { name: 'Sign in' }).click();
  await second.locator('#search').waitFor();

  await page.getByRole('button', { name: 'Turn codes off' }).click();
  await page.locator('[name=code]').fill(recovery[0] ?? '');
  await page.getByRole('button', { name: 'Turn codes off' }).click();
  await page.getByRole('button', { name: 'Set up codes' }).waitFor();
});

it.each(looks)('axe finds nothing, %s', async (_, options) => {
  const ada = await join('Ada', options);
  const { page } = ada;
  await page.goto('/settings');
  await page
    .getByRole('button', { name: /Set up codes|رموز/ })
    .first()
    .click();
  await page.locator('[name=second-factor-password]').fill(password);
  await page.keyboard.press('Enter');
  const code = page.locator('.secret code');
  await code.waitFor();
  await expectNoViolation(page, 'a new secret');
  await page.locator('[name=code]').fill(codeOf((await code.textContent()) ?? '', Date.now()));
  await page.keyboard.press('Enter');
  await page.locator('ul code').first().waitFor();
  await expectNoViolation(page, 'recovery codes');
});
