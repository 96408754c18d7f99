import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { deliveryOf } from './delivery';
import { Disk } from './disk';
import { storageOf } from './testing/browser';
import { ADA, ME, Scene, shown } from './testing/scene';
import type { Fault } from './testing/server';
import { until } from './testing/until';
import { WriteAhead } from './write-ahead';

describe('sending', () => {
  it('shows a message at once and follows it to read', async () => {
    const scene = await Scene.begin();
    const engine = await scene.live();
    const thread = engine.openThread(scene.conversation);
    thread.setDraft('hello');
    thread.send('hello');
    expect(shown(thread)).toEqual(['hello']);
    expect(thread.draft).toBe('');
    const delivery = () => {
      const [message] = thread.messages;
      return message && thread.conversation && deliveryOf(message, thread.conversation);
    };
    expect(delivery()).toBe('queued');
    const key = thread.messages[0]?.key;
    await until(() => delivery() === 'sent');
    scene.server.store.ack(ADA, scene.server.store.cursor(ADA));
    await until(() => delivery() === 'delivered');
    scene.server.store.markRead(scene.conversation, ADA, 1);
    await until(() => delivery() === 'read');
    expect(thread.messages.map((message) => message.key)).toEqual([key]);
    expect(engine.conversations[0]?.last).toBe(thread.messages[0]);
    expect(engine.waiting).toBe(0);
  });

  it('sends once and in order, whatever befalls the connection and the server', async () => {
    const faults = fc.constantFrom<(Fault | null)[]>(
      null,
      null,
      null,
      'no_reply',
      'cut_before',
      'cut_after',
      'too_many_requests',
      'overloaded',
      'storage_full',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(faults, { maxLength: 25, size: 'max' }), async (plan) => {
        const scene = await Scene.begin();
        const second = scene.server.store.start(ME, scene.server.store.person('bea'));
        const engine = await scene.live({ reply: 50 });
        scene.server.fault = (command) => (command === 'send_message' ? (plan.shift() ?? null) : null);
        const threads = [engine.openThread(scene.conversation), engine.openThread(second)];
        const wanted = ['1', '2', '3', '4', '5', '6'];
        for (const text of wanted) for (const thread of threads) thread.send(text);
        expect(threads.map(shown)).toEqual([wanted, wanted]);
        await until(() => engine.waiting === 0);
        await until(() =>
          threads.every((thread) => thread.messages.every((message) => message.pending === null)),
        );
        expect(threads.map(shown)).toEqual([wanted, wanted]);
        expect([scene.texts(), scene.texts(second)]).toEqual([wanted, wanted]);
        await scene.browser.close();
      }),
      { numRuns: 15 },
    );
  });

  it('keeps what is written offline through a reload, and sends it once, in order', async () => {
    const scene = await Scene.begin();
    const before = await scene.live();
    scene.browser.offline = true;
    scene.server.cut();
    await until(() => before.status === 'offline');
    const thread = before.openThread(scene.conversation);
    ['one', 'two', 'three'].forEach((text) => thread.send(text));
    await before.stop();

    const after = scene.browser.open();
    await until(() => after.ready);
    const again = after.openThread(scene.conversation);
    expect(shown(again)).toEqual(['one', 'two', 'three']);
    expect(after.waiting).toBe(3);
    expect(after.conversations[0]?.last?.body.text).toBe('three');
    scene.browser.offline = false;
    await until(() => after.waiting === 0);
    expect(scene.texts()).toEqual(['one', 'two', 'three']);
    await until(() => again.messages.every((message) => message.seq !== null));
    expect(shown(again)).toEqual(['one', 'two', 'three']);
  });

  it('sends a message again, under its name, when the tab died before the answer', async () => {
    const scene = await Scene.begin();
    const before = await scene.live();
    scene.server.mute = true;
    scene.server.fault = (command) => (command === 'send_message' ? 'no_reply' : null);
    before.openThread(scene.conversation).send('only once');
    await until(() => scene.texts().length === 1);
    await before.stop();
    scene.server.mute = false;
    scene.server.fault = () => null;

    const after = await scene.live();
    await until(() => after.waiting === 0);
    expect(scene.texts()).toEqual(['only once']);
    expect(shown(after.openThread(scene.conversation))).toEqual(['only once']);
  });

  it('takes the event for the answer when the answer is lost', async () => {
    const scene = await Scene.begin();
    const engine = await scene.live({ reply: 60_000 });
    scene.server.fault = (command) => (command === 'send_message' ? 'no_reply' : null);
    const thread = engine.openThread(scene.conversation);
    thread.send('echo');
    await until(() => thread.messages[0]?.seq === 1);
    expect(engine.waiting).toBe(0);
    expect(thread.messages).toHaveLength(1);
  });

  it('keeps nothing of what was taken, although its event has not come', async () => {
    const scene = await Scene.begin();
    const before = await scene.live();
    scene.server.mute = true;
    const thread = before.openThread(scene.conversation);
    thread.send('taken');
    await until(() => thread.messages[0]?.pending === 'sent');
    expect(before.waiting).toBe(0);
    await before.stop();
    const disk = await Disk.open(scene.device, storageOf(scene.browser.storage));
    expect(await disk.outbox()).toEqual([]);
    disk.close();
  });

  it('finds what was on its way to the disk when the page was left, and sends it once', async () => {
    const scene = await Scene.begin();
    const { storage } = scene.browser;
    const row = {
      client_id: 'left',
      conversation: scene.conversation,
      body: { v: 1, text: 'left' },
      created: 1,
    } as const;
    new WriteAhead<typeof row>(storageOf(storage), scene.device).put(row);
    const engine = await scene.live();
    await until(() => scene.texts().length === 1 && engine.waiting === 0);
    await engine.stop();
    expect([...storage.keys()].some((key) => key.startsWith('subrosa.unkept'))).toBe(false);
    const again = await scene.live();
    expect(again.waiting).toBe(0);
    expect(scene.texts()).toEqual(['left']);
  });

  it('no longer shows as waiting what the log covers, although its event is in a hole', async () => {
    const scene = await Scene.begin();
    const engine = await scene.live();
    scene.server.mute = true;
    const thread = engine.openThread(scene.conversation);
    thread.send('soon in a hole');
    await until(() => thread.messages[0]?.pending === 'sent');
    const texts = Array.from({ length: 300 }, (_, index) => String(index));
    scene.server.store.sendMany(scene.conversation, ADA, texts);
    scene.server.mute = false;
    scene.server.cut();
    await until(() => thread.conversation?.head === 301);
    await until(() => thread.messages.every((message) => message.pending === null));
    expect(thread.messages.some((message) => message.mine)).toBe(false);
  });

  it('leaves a refused message to the person, and goes on with the others', async () => {
    const scene = await Scene.begin();
    const engine = await scene.live();
    const thread = engine.openThread(scene.conversation);
    scene.server.fault = (command, { body }) =>
      command === 'send_message' && (body as { text: string }).text.startsWith('bad') ? 'body_invalid' : null;
    ['bad one', 'good', 'bad two'].forEach((text) => thread.send(text));
    await until(() => engine.failed === 2 && scene.texts().length === 1);
    const failed = () => thread.messages.filter((message) => message.pending === 'failed');
    expect(failed().map((message) => message.problem?.code)).toEqual(['body_invalid', 'body_invalid']);

    await engine.stop();
    const later = await scene.live();
    expect(later.failed).toBe(2);
    const again = later.openThread(scene.conversation);
    await until(() => again.messages.length === 3);
    const [one, two] = again.messages.filter((message) => message.pending === 'failed');
    scene.server.fault = () => null;
    again.retry(one?.key ?? '');
    again.discard(two?.key ?? '');
    await until(() => later.waiting === 0 && later.failed === 0);
    expect(scene.texts()).toEqual(['good', 'bad one']);
    await until(() => shown(again).join() === 'good,bad one');
  });

  it('waits as long as the server asks', async () => {
    const scene = await Scene.begin();
    const engine = await scene.live();
    const thread = engine.openThread(scene.conversation);
    let refused = false;
    scene.server.fault = (command) => {
      if (command !== 'send_message' || refused) return null;
      refused = true;
      return 'too_many_requests';
    };
    scene.server.retryAfter = 1;
    const started = Date.now();
    thread.send('one');
    await until(() => refused);
    thread.send('two');
    await until(() => engine.waiting === 0);
    expect(Date.now() - started).toBeGreaterThanOrEqual(1_000);
    expect(scene.texts()).toEqual(['one', 'two']);
  });
});
