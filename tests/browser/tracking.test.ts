/** SDKs that nobody here wrote, as their makers ship them: they need another host and key, and nothing else. */
import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join as path, resolve } from 'node:path';
import { promisify } from 'node:util';

import RudderAnalytics from '@rudderstack/rudder-sdk-node';
import { Analytics } from '@segment/analytics-node';
import { afterEach, expect, inject, it } from 'vitest';

import { call, shop, write, type Brand } from './support/brands';
import { useBrowser, type Person } from './support/people';

useBrowser();

const root = resolve(import.meta.dirname, '../..');
const python = path(process.env['CARGO_TARGET_DIR'] ?? path(root, 'target'), 'tools/sdks/bin/python');

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

/** A way to the server on which the first answer is lost: what was sent is taken, and its sender can't know. */
async function lossy(): Promise<string> {
  let isFirst = true;
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const headers = { ...request.headers } as Record<string, string>;
      for (const name of ['host', 'connection', 'content-length', 'transfer-encoding']) delete headers[name];
      const to = inject('origins')[0] + request.url!;
      void fetch(to, { method: request.method!, headers, body: Buffer.concat(pieces) }).then(
        async (answer) => {
          const isLost = isFirst;
          isFirst = false;
          response.writeHead(isLost ? 503 : answer.status, { 'content-type': 'application/json' });
          response.end(isLost ? '{}' : await answer.text());
        },
      );
    });
  });
  open.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Source {
  readonly taken: number;
  readonly repeated: number;
  readonly refused: number;
}

interface Told {
  readonly names: string[];
  readonly orders: readonly { number: string; total: number; refunded: number }[];
  readonly values: Record<string, unknown>;
  readonly source: Source;
}

/** A shop with a source, one of whose customers its systems know by this name. */
async function tracked(user: string): Promise<{ key: string; told: () => Promise<Told> }> {
  const { brand, grace, ada } = await shop();
  const owner: Person = grace.person;
  const of = <Answer>(method: string, at: string, body?: object): Promise<Answer> =>
    call<Answer>(owner, method, at, body, brand satisfies Brand);
  for (const name of ['tier', 'group_name']) {
    await of('PUT', `/v1/brand/attributes/${name}`, { label: name, kind: 'text' });
  }
  const { write_key } = await of<{ write_key: string }>('POST', '/v1/brand/sources', { name: 'Shop' });
  const conversation = await write(ada, brand, 'Hello');
  const at = `/v1/conversations/${conversation}`;
  await of('PATCH', `${at}/contact`, {
    identities: [{ kind: 'external_id', value: user, proof: 'verified' }],
  });
  const told = async (): Promise<Told> => {
    type Entry = { what: { event: { name: string } } };
    type Attribute = { name: string; value?: unknown };
    const { entries } = await of<{ entries: Entry[] }>('GET', `${at}/timeline?kind=events`);
    const contact = await of<{ orders: Told['orders']; attributes: Attribute[] }>('GET', `${at}/contact`);
    const { sources } = await of<{ sources: [Source] }>('GET', '/v1/brand/sources');
    return {
      names: entries.map(({ what }) => what.event.name).sort(),
      orders: contact.orders,
      values: Object.fromEntries(contact.attributes.map(({ name, value }) => [name, value])),
      source: sources[0],
    };
  };
  return { key: write_key, told };
}

const completed = {
  order_id: 'N-1',
  total: 49.9,
  currency: 'EUR',
  products: [{ name: 'Blue bowl', price: 49.9 }],
};

it("Segment's SDK for Node delivers, and what it has to send again counts once", async () => {
  const { key, told } = await tracked('u-node');
  const analytics = new Analytics({ writeKey: key, host: await lossy(), flushAt: 3, maxRetries: 5 });
  const failed: unknown[] = [];
  analytics.on('error', (error) => failed.push(error));
  analytics.identify({ userId: 'u-node', traits: { tier: 'gold' } });
  analytics.track({ userId: 'u-node', event: 'Product Viewed', properties: { sku: 'CB-04' } });
  analytics.track({ userId: 'u-node', event: 'Order Completed', properties: completed });
  analytics.track({ userId: 'u-node', event: 'Order Refunded', properties: { order_id: 'N-1', total: 10 } });
  analytics.page({ userId: 'u-node', name: 'Bowls' });
  analytics.group({ userId: 'u-node', groupId: 'g-1', traits: { name: 'The potters' } });
  await analytics.closeAndFlush();
  expect(failed).toEqual([]);
  const { names, orders, values, source } = await told();
  expect(names).toEqual(['Order Completed', 'Order Refunded', 'Page Viewed', 'Product Viewed']);
  expect(orders).toMatchObject([{ number: 'N-1', total: 4_990, refunded: 1_000 }]);
  expect(values).toMatchObject({ tier: 'gold', group_name: 'The potters' });
  expect(source.repeated).toBeGreaterThan(0);
  expect(source.refused).toBe(0);
});

it("RudderStack's SDK for Node delivers, packed, and again where an answer was lost", async () => {
  const { key, told } = await tracked('u-rudder');
  const analytics = new RudderAnalytics(key, { dataPlaneUrl: await lossy(), flushAt: 3, gzip: true });
  analytics.identify({ userId: 'u-rudder', traits: { tier: 'gold' } });
  analytics.track({ userId: 'u-rudder', event: 'Product Added', properties: { sku: 'CB-04' } });
  analytics.track({ userId: 'u-rudder', event: 'Order Completed', properties: completed });
  await analytics.flush();
  await expect.poll(async () => (await told()).source.repeated, { timeout: 20_000 }).toBeGreaterThan(0);
  const { names, orders, values, source } = await told();
  expect(names).toEqual(['Order Completed', 'Product Added']);
  expect(orders).toMatchObject([{ number: 'N-1', total: 4_990 }]);
  expect(values['tier']).toBe('gold');
  expect(source).toMatchObject({ taken: 3, refused: 0 });
});

it('the SDKs for Python deliver, each event once', async () => {
  const { key, told } = await tracked('u-python');
  await promisify(execFile)(python, [
    path(import.meta.dirname, 'support/sdks.py'),
    inject('origins')[0]!,
    key,
  ]);
  const { names, orders, values, source } = await told();
  expect(names).toEqual([
    'Newsletter Opened',
    'Order Completed',
    'Page Viewed',
    'Screen Viewed',
    'Workshop Booked',
  ]);
  expect(orders).toMatchObject([{ number: 'P-1', total: 1_990 }]);
  expect(values).toMatchObject({ tier: 'silver', group_name: 'The potters' });
  expect(source).toMatchObject({ repeated: 1, refused: 0 });
});
