/**
 * The engine against the real server. Runs where SUBROSA_BIN names it, as in `make test`.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { Binary } from './testing/binary';
import { TestBrowser } from './testing/browser';
import { shown } from './testing/scene';
import { until } from './testing/until';
import { deliveryOf } from './delivery';
import type { Engine, Thread } from './types';

const path = process.env['SUBROSA_BIN'];
const password = 'correct horse battery';

describe.skipIf(!path)('against the real server', () => {
  let server: Binary;
  let browsers: TestBrowser[];

  beforeEach(async () => {
    server = new Binary(path ?? '');
    browsers = [];
    await server.start();
  });
  afterEach(async () => {
    for (const browser of browsers) await browser.close();
    await server.remove();
  });

  async function person(handle: string): Promise<{ engine: Engine; browser: TestBrowser }> {
    const browser = new TestBrowser(() => server.origin);
    browsers.push(browser);
    const engine = browser.open();
    await until(() => engine.phase === 'signed_out');
    await engine.signUp({ handle, password, display_name: handle.toUpperCase(), device_name: 'test' });
    await until(() => engine.status === 'live');
    return { engine, browser };
  }

  async function pair() {
    const [grace, ada] = [await person('grace'), await person('ada')];
    const id = await grace.engine.startConversation('@ada');
    return { grace, ada, id, thread: grace.engine.openThread(id) };
  }

  const deliveries = (thread: Thread) =>
    thread.messages.map((message) => thread.conversation && deliveryOf(message, thread.conversation));

  it('carries messages, receipts, typing, presence and drafts between two people', async () => {
    const { grace, ada, id, thread } = await pair();
    thread.send('hello');
    await until(() => ada.engine.unreadTotal === 1);
    await until(() => deliveries(thread).join() === 'delivered');
    const theirs = ada.engine.openThread(id);
    await until(() => shown(theirs).join() === 'hello');
    theirs.markRead(1);
    await until(() => deliveries(thread).join() === 'read');

    theirs.setDraft('hi the');
    await until(() => thread.typing);
    theirs.send('hi there');
    await until(() => shown(thread).join() === 'hello,hi there' && !thread.typing);

    const adaId = ada.engine.me?.id ?? '';
    grace.engine.watch([adaId]);
    await until(() => grace.engine.presence(adaId)?.online === true);
    await ada.browser.close();
    await until(() => grace.engine.presence(adaId)?.online === false);
    expect(grace.engine.presence(adaId)?.last_seen).toBeTypeOf('number');
  });

  it('loses, doubles and reorders nothing while the server is killed again and again', async () => {
    const { ada, id, thread } = await pair();
    thread.send('first');
    await until(() => ada.engine.unreadTotal === 1);
    const theirs = ada.engine.openThread(id);
    const wanted = ['first'];
    for (let round = 0; round < 5; round++) {
      for (let index = 0; index < 20; index++) {
        wanted.push(`${round}.${index}`);
        thread.send(`${round}.${index}`);
      }
      await until(() => theirs.messages.length > wanted.length - 15);
      await server.kill();
      thread.send(`${round} while away`);
      wanted.push(`${round} while away`);
      await server.start();
    }
    await until(() => theirs.messages.length === wanted.length);
    expect(shown(theirs)).toEqual(wanted);
    await until(() => thread.messages.every((message) => message.pending === null));
    expect(shown(thread)).toEqual(wanted);
  }, 30_000);

  it('keeps what is written without a server through a reload', async () => {
    const { grace, ada, id, thread } = await pair();
    await server.stop();
    await until(() => grace.engine.status === 'offline');
    for (const text of ['one', 'two', 'three']) thread.send(text);
    await grace.browser.close();
    const again = grace.browser.open();
    await until(() => again.waiting === 3);
    await server.start();
    await until(() => again.waiting === 0);
    const theirs = ada.engine.openThread(id);
    await until(() => theirs.messages.length === 3);
    expect(shown(theirs)).toEqual(['one', 'two', 'three']);
  }, 20_000);

  it('reads a long history in both directions', async () => {
    const { ada, id, thread } = await pair();
    const wanted = Array.from({ length: 100 }, (_, index) => String(index + 1));
    for (const text of wanted) thread.send(text);
    await until(() => ada.engine.conversations[0]?.head === 100, 20_000);
    // A new device holds only the newest.
    await ada.engine.signOut();
    await ada.engine.signIn({ handle: 'ada', password });
    await until(() => ada.engine.status === 'live');
    const theirs = ada.engine.openThread(id);
    await until(() => theirs.messages.length >= 30 && theirs.loading === null);
    await theirs.goTo(20);
    while (!theirs.atStart) await theirs.loadOlder();
    while (!theirs.atNewest) await theirs.loadNewer();
    expect(shown(theirs)).toEqual(wanted);
    expect(theirs.conversation?.unread).toBe(100);
  }, 60_000);

  it('ends the session of a device that another one revokes, and changes what is one’s own', async () => {
    const { grace } = await pair();
    const other = new TestBrowser(() => server.origin);
    browsers.push(other);
    const engine = other.open();
    await until(() => engine.phase === 'signed_out');
    await expect(engine.signIn({ handle: 'grace', password: 'wrong password' })).rejects.toMatchObject({
      code: 'sign_in_failed',
    });
    await engine.signIn({ handle: 'grace', password, device_name: 'another' });
    await until(() => engine.status === 'live');
    await grace.engine.changeProfile({ bio: 'Compilers' });
    await until(() => engine.me?.bio === 'Compilers');
    const device = (await grace.engine.listDevices()).find((one) => !one.current);
    await grace.engine.revokeDevice(device?.id ?? '');
    await until(() => engine.phase === 'signed_out');
    expect(engine.signedOutBy?.code).toBe('device_revoked');
    expect(grace.engine.phase).toBe('signed_in');
  });
});
