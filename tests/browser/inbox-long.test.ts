/** More tickets than are read ahead: the list is paged as one scrolls, counted by the server, and still in step. */
import { createHmac } from 'node:crypto';

import { expect, it } from 'vitest';

import { found } from './support/brands';
import { newPage, password, Person, useBrowser } from './support/people';
import { inGroups, post } from './support/rest';
import { Server } from './support/server';
import { drawn } from './support/still';

useBrowser();

const tickets = 700;
/** More rows than a screen holds, with some ahead on both sides. */
const mostInPage = 60;
const secret = 'only-for-this-test-and-long-enough-for-it';
const settings = {
  SUBROSA_PLATFORM_ISSUER: 'test',
  SUBROSA_PLATFORM_AUDIENCE: 'test',
  SUBROSA_PLATFORM_SECRET: secret,
  SUBROSA_LIMITS_PLATFORM_SIGN_INS_BURST: '100000',
};

it('is scrolled through whole, and live', async () => {
  const server = await Server.start(settings);
  try {
    const grace = await owner(server.origin);
    await found(grace, 'Rosewater', 'rosewater');
    const threads = new Map<number, Thread>();
    await inGroups(tickets, 16, async (number) => threads.set(number, await begin(server.origin, number)));

    await grace.page.goto(`${server.origin}/inbox/rosewater/v/unassigned`);
    const rows = grace.page.locator('#tickets a');
    const scroller = grace.page.locator('#tickets');
    const count = grace.page.locator('a[data-queue=unassigned] .count');
    await rows.first().waitFor();
    await expect.poll(() => count.textContent()).toBe(String(tickets));

    const seen = new Set<string>();
    while (seen.size < tickets) {
      for (const name of await rows.locator('.name').allTextContents()) seen.add(name);
      expect(await rows.count()).toBeLessThan(mostInPage);
      await scroller.evaluate((element) => void (element.scrollTop += element.clientHeight * 0.8));
      await drawn(grace.page);
    }

    // One who wrote long ago writes again: first in the list, wherever one has scrolled to.
    const first = threads.get(1);
    if (first) await say(server.origin, first, 'Still waiting');
    await scroller.evaluate((element) => void (element.scrollTop = 0));
    await expect.poll(() => rows.first().textContent()).toContain('Still waiting');
    await rows.first().click();
    await grace.page.locator('article', { hasText: 'Still waiting' }).waitFor();
    await grace.page.getByRole('button', { name: 'Resolve' }).click();
    await expect.poll(() => count.textContent()).toBe(String(tickets - 1));
  } finally {
    await server.stop();
  }
});

interface Thread {
  readonly token: string;
  readonly id: string;
}

async function owner(origin: string): Promise<Person> {
  const page = await newPage();
  await page.goto(`${origin}/sign-up`);
  await page.locator('[name=name]').fill('Grace');
  await page.locator('[name=handle]').fill('grace');
  await page.locator('[name=password]').fill(password);
  await page.locator('button[type=submit]').click();
  await page.locator('#search').waitFor();
  return new Person(page, 'Grace', 'grace');
}

/** A customer of the host platform, which needs no password, writes for the first time. */
async function begin(origin: string, number: number): Promise<Thread> {
  const session = { token: platformToken(`customer${number}`, `Customer ${number}`) };
  const { token } = await post<{ token: string }>('/v1/sessions/platform', session, undefined, origin);
  const wish = { handle: 'rosewater' };
  const { conversation } = await post<{ conversation: { id: string } }>(
    '/v1/conversations',
    wish,
    token,
    origin,
  );
  const thread = { token, id: conversation.id };
  await say(origin, thread, `Question ${number}`);
  return thread;
}

async function say(origin: string, { token, id }: Thread, text: string): Promise<void> {
  const message = { client_id: crypto.randomUUID(), body: { v: 1, text } };
  await post(`/v1/conversations/${id}/messages`, message, token, origin);
}

function platformToken(sub: string, name: string): string {
  const exp = Math.floor(Date.now() / 1_000) + 600;
  const claims = { iss: 'test', aud: 'test', sub, exp, handle: sub, name };
  const written = [{ alg: 'HS256', typ: 'JWT' }, claims].map(base64url).join('.');
  return `${written}.${createHmac('sha256', secret).update(written).digest('base64url')}`;
}

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
