/** Single sign-on with a real identity provider on this machine: set up by an owner, and a person who has no account comes by it. */
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import Provider from 'oidc-provider';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { expectNoViolation, looks } from './support/axe';
import { call, found } from './support/brands';
import { join, newPage, useBrowser, wide } from './support/people';
import { Server } from './support/server';

useBrowser();

let server: Server;
let provider: HttpServer;
let issuer: string;
const client = { id: 'subrosa', secret: 'a-secret-of-the-client' };

beforeAll(async () => {
  // The provider is on this machine, which the operator has to allow.
  server = await Server.start({ SUBROSA_SERVICES_PRIVATE_NETWORK: 'true' });
  provider = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => provider.once('listening', listening));
  issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  const answers = new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [`${server.named}/sign-in/brand`],
      },
    ],
    conformIdTokenClaims: false,
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'preferred_username'] },
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: () => ({
        sub,
        email: `${sub}@example.com`,
        email_verified: true,
        name: `${sub} of Example`,
        preferred_username: sub,
      }),
    }),
    cookies: { keys: ['of this test alone'] },
  });
  provider.on('request', answers.callback());
});
afterAll(async () => {
  provider.closeAllConnections();
  provider.close();
  await server.stop();
});

const at = () => ({ ...wide, baseURL: server.named ?? '' });

it('is set up by the owner, and signs in a person who becomes a member', async () => {
  const ada = await join('Ada', at());
  const brand = await found(ada, 'Example');
  const { page } = ada;
  await page.goto(`/inbox/${brand.id}/settings`);
  const section = page.getByRole('region', { name: 'Signing in by your own provider' });
  await section.getByRole('button', { name: 'Set up' }).click();
  await section.getByText(`${server.named}/sign-in/brand`).waitFor();
  await section.locator('[name=issuer]').fill(issuer);
  await section.locator('[name=client_id]').fill(client.id);
  await section.locator('[name=client_secret]').fill(client.secret);
  await section.locator('[name=domains]').fill('example.com');
  await section.getByRole('button', { name: 'Save' }).click();
  await section.getByText('Saved').waitFor();

  const other = await newPage(at());
  await other.goto('/sign-in');
  await other.getByRole('link', { name: 'Sign in with your brand' }).click();
  await other.locator('[name=brand]').fill(brand.handle);
  await other.getByRole('button', { name: 'Continue' }).click();
  await other.locator('[name=login]').fill('mia');
  await other.locator('[name=password]').fill('anything');
  await other.getByRole('button', { name: 'Sign-in' }).click();
  await other.getByRole('button', { name: 'Continue' }).click();
  await other.locator('#search').waitFor();
  expect(new URL(other.url()).search).toBe('');
  const mine = await call<{ memberships: { role: string }[] }>({ page: other }, 'GET', '/v1/brands');
  expect(mine.memberships.map(({ role }) => role)).toEqual(['agent']);
});

it.each(looks)('axe finds nothing, %s', async (_, options) => {
  const ada = await join('Ada', { ...options, baseURL: server.named ?? '' });
  const brand = await found(ada, 'Example');
  const { page } = ada;
  await page.goto(`/inbox/${brand.id}/settings`);
  await page
    .getByRole('region', { name: /Signing in by your own|تسجيل الدخول عبر مزوّدك/ })
    .getByRole('button')
    .click();
  await page.locator('[name=issuer]').waitFor();
  await expectNoViolation(page, 'the provider');
  const second = await newPage({ ...options, baseURL: server.named ?? '' });
  await second.goto('/sign-in/brand?state=made-up&code=made-up');
  await second.getByRole('alert').waitFor();
  await expectNoViolation(second, 'the way to it');
});
