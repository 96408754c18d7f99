/** Passkeys, with a security key that the browser plays: added, signed in with alone and after the password, renamed, removed. */
import type { BrowserContextOptions, CDPSession, Page } from 'playwright-core';
import { expect, inject, it } from 'vitest';

import { expectNoViolation, looks } from './support/axe';
import { join, newPage, password, useBrowser, wide } from './support/people';

useBrowser();

/** Passkeys are bound to a name: addresses have none. */
const named = { baseURL: inject('named') ?? '' } satisfies BrowserContextOptions;
const here = { ...wide, ...named } satisfies BrowserContextOptions;

type Device = { session: CDPSession; authenticatorId: string };

/** A device that finds its passkeys by itself and knows its owner. `touches` says whether the owner is there without being asked. */
async function plugIn(page: Page, touches = true): Promise<Device> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: touches,
    },
  });
  return { session, authenticatorId };
}

/** Takes the passkeys of one device over to another, as a synchronised one does. */
async function carry(from: Device, to: Device): Promise<void> {
  const { credentials } = await from.session.send('WebAuthn.getCredentials', {
    authenticatorId: from.authenticatorId,
  });
  for (const credential of credentials)
    await to.session.send('WebAuthn.addCredential', { authenticatorId: to.authenticatorId, credential });
}

async function addPasskey(page: Page, name: string): Promise<string[]> {
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.locator('[name=passkey-name]').fill(name);
  await page.locator('[name=passkey-password]').fill(password);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('Your recovery codes').waitFor();
  const codes = await page.locator('ul code').allTextContents();
  await page.getByRole('button', { name: 'I have kept them' }).click();
  return codes;
}

it('adds a passkey, signs in by it alone, renames and removes it', async () => {
  const ada = await join('Ada', here);
  const { page } = ada;
  const device = await plugIn(page);
  expect(await addPasskey(page, 'My key')).toHaveLength(10);
  await page.getByText('Never used').waitFor();

  const second = await newPage(here);
  // Where fields offer none, this key does not answer before the button is tapped.
  await second.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false);
  });
  await carry(device, await plugIn(second));
  await second.goto('/sign-in');
  await second.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await second.locator('#search').waitFor();

  await page.reload();
  await page.getByRole('button', { name: 'Rename My key' }).click();
  await page.locator('[name=passkey-rename]').fill('The blue one');
  await page.getByRole('button', { name: 'Save' }).last().click();
  await page.getByRole('button', { name: 'Remove The blue one' }).click();
  await page.locator('[name=passkey-removal-password]').fill(password);
  await page.keyboard.press('Enter');
  await page.getByText('The blue one').waitFor({ state: 'detached' });
  await page.getByText('Recovery codes left').waitFor({ state: 'detached' });
});

it('asks for the passkey after the password, and offers it in the field', async () => {
  const ada = await join('Ada', here);
  const device = await plugIn(ada.page);
  await addPasskey(ada.page, 'My key');

  const second = await newPage(here);
  // Nobody is there yet, so what is offered in the field is not taken.
  const idle = await plugIn(second, false);
  await carry(device, idle);
  await second.goto('/sign-in');
  // Whether there are passkeys here is known once the server has said so.
  await second.locator('[name=handle][autocomplete="username webauthn"]').waitFor();
  await second.locator('[name=handle]').fill(ada.handle);
  await second.locator('[name=password]').fill(password);
  await second.getByRole('button', { name: 'Sign in', exact: true }).click();
  await second.locator('[name=code]').waitFor();
  await idle.session.send('WebAuthn.setAutomaticPresenceSimulation', {
    authenticatorId: idle.authenticatorId,
    enabled: true,
  });
  await second.getByRole('button', { name: 'Use a passkey' }).click();
  await second.locator('#search').waitFor();
});

it.each(looks)('axe finds nothing, %s', async (_, options) => {
  const ada = await join('Ada', { ...options, ...named });
  const { page } = ada;
  await plugIn(page);
  await page.goto('/settings');
  await page.getByRole('button', { name: /Add a passkey|إضافة مفتاح مرور/ }).click();
  await page.locator('[name=passkey-password]').fill(password);
  await expectNoViolation(page, 'a new passkey');
  await page.keyboard.press('Enter');
  await page.locator('ul code').first().waitFor();
  await page.getByRole('button', { name: /I have kept them|لقد حفظتها/ }).click();
  await page.getByRole('button', { name: /^(Remove|إزالة) / }).click();
  await expectNoViolation(page, 'a passkey');

  const second = await newPage({ ...options, ...named });
  await second.goto('/sign-in');
  await second.getByRole('button', { name: /Sign in with a passkey|تسجيل الدخول بمفتاح مرور/ }).waitFor();
  await expectNoViolation(second, 'the sign-in page');
});
