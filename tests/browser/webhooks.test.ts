/** Webhooks: an address is added, tried, told what happens, and looked at. */
import { spawn, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

import { afterEach, expect, it } from 'vitest';

import { expectNoViolation, looks } from './support/axe';
import { call, Desk, shop } from './support/brands';
import { signIn, useBrowser } from './support/people';

useBrowser();

const example = resolve(import.meta.dirname, '../../examples/webhooks/listen.py');
const running: ChildProcess[] = [];
afterEach(() => running.splice(0).forEach((child) => child.kill('SIGKILL')));

it('an address is added with a secret that is shown once, and tried', async () => {
  const { brand, grace } = await shop();
  const { page } = grace;
  await page.getByRole('link', { name: 'Brand and team' }).click();
  await page.getByRole('link', { name: 'All webhooks' }).click();
  await page.getByRole('button', { name: 'Add an address' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('[name=webhook-url]').fill('https://127.0.0.1/');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.locator('[name=webhook-url][aria-invalid=true]').waitFor();
  await dialog.locator('[name=webhook-url]').fill('https://webhooks.invalid/subrosa');
  await dialog.getByLabel('A thread was given to someone').uncheck();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.locator('code', { hasText: 'whsec_' }).waitFor();

  const address = page.getByRole('article', { name: 'https://webhooks.invalid/subrosa' });
  await address.getByRole('button', { name: 'Try it' }).click();
  await address.getByText('No answer').first().waitFor();
  await address.getByRole('button', { name: 'Last tries' }).click();
  await address.getByRole('listitem').filter({ hasText: 'A test' }).waitFor();
  await page.reload();
  await address.waitFor();
  expect(await page.locator('code', { hasText: 'whsec_' }).count()).toBe(0);
  await address.getByRole('button', { name: 'Remove https' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await address.waitFor({ state: 'detached' });
  const left = await call<{ webhooks: unknown[] }>(
    grace.person,
    'GET',
    '/v1/brand/webhooks',
    undefined,
    brand,
  );
  expect(left.webhooks).toEqual([]);
});

it('the example believes what is signed, and nothing else', async () => {
  const key = Buffer.from('thirty-two bytes, which are many').toString('base64');
  const child = spawn('python3', [example, '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, SUBROSA_SECRET: `whsec_${key}` },
  });
  running.push(child);
  const lines = createInterface(child.stdout!)[Symbol.asyncIterator]();
  const port = ((await lines.next()).value as string).split(' ')[1];
  const body = JSON.stringify({ type: 'message.created', data: { message: { body: { text: 'Hello' } } } });
  const tell = async (name: string, signedBody = body): Promise<number> => {
    const moment = String(Math.floor(Date.now() / 1000));
    const { createHmac } = await import('node:crypto');
    const mac = createHmac('sha256', Buffer.from(key, 'base64')).update(`${name}.${moment}.${signedBody}`);
    const headers = {
      'webhook-id': name,
      'webhook-timestamp': moment,
      'webhook-signature': `v1,${mac.digest('base64')}`,
    };
    return (await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body })).status;
  };
  expect(await tell('evt_1', 'something else')).toBe(401);
  expect(await tell('evt_1')).toBe(204);
  expect(await tell('evt_1')).toBe(204);
  expect(await tell('evt_2')).toBe(204);
  expect([(await lines.next()).value, (await lines.next()).value]).toEqual([
    'message.created Hello',
    'message.created Hello',
  ]);
});

it.each(looks)('webhooks have no violations, %s', async (_, options) => {
  const { brand, grace } = await shop();
  const webhook = {
    url: 'https://webhooks.invalid/with/a/long/path/that/has/no/end',
    events: ['message.created'],
  };
  await call(grace.person, 'POST', '/v1/brand/webhooks', webhook, brand);
  const { page } = await Desk.open(await signIn(grace.person, options), brand);
  await page.goto(`/inbox/${brand.handle}/settings/webhooks`);
  const address = page.locator('article', { hasText: 'webhooks.invalid' });
  await address.getByRole('button').nth(2).click();
  await address.locator('[role=status]').waitFor();
  await address.getByRole('button').nth(3).click();
  await address.getByRole('listitem').first().waitFor();
  await expectNoViolation(page, 'webhooks');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});
