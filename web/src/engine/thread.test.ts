import { describe, expect, it } from 'vitest';

import { ADA, ME, Scene, shown } from './testing/scene';
import { until } from './testing/until';
import type { Message, Thread } from './types';

function numbers(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
}

/** A thread opened on a conversation of so many messages, texts numbered as their seqs. */
async function long(count: number): Promise<{ scene: Scene; thread: Thread }> {
  const scene = await Scene.begin();
  scene.server.store.sendMany(scene.conversation, ADA, numbers(1, count));
  const engine = await scene.live();
  const thread = engine.openThread(scene.conversation);
  await until(() => thread.messages.length >= Math.min(count, 30) && thread.loading === null);
  return { scene, thread };
}

describe('a thread', () => {
  it('opens at the newest and grows to its beginning', async () => {
    const { thread } = await long(200);
    expect(shown(thread)).toEqual(numbers(131, 200));
    expect([thread.atStart, thread.atNewest]).toEqual([false, true]);
    while (!thread.atStart) await thread.loadOlder();
    expect(shown(thread)).toEqual(numbers(1, 200));
    await thread.loadOlder();
    expect(shown(thread)).toHaveLength(200);
  });

  it('can be asked for more while it is still loading', async () => {
    const scene = await Scene.begin();
    scene.server.store.sendMany(scene.conversation, ADA, numbers(1, 150));
    const engine = await scene.live();
    const thread = engine.openThread(scene.conversation);
    while (!thread.atStart) await thread.loadOlder();
    expect(shown(thread)).toEqual(numbers(1, 150));
  });

  it('goes to a message, and from there in both directions until the parts meet', async () => {
    const { thread } = await long(300);
    await thread.goTo(100);
    expect(shown(thread)).toEqual(numbers(75, 124));
    expect([thread.atStart, thread.atNewest]).toEqual([false, false]);
    await thread.loadOlder();
    expect(shown(thread)).toEqual(numbers(25, 124));
    await thread.loadNewer();
    expect(shown(thread)).toEqual(numbers(25, 224));
    await thread.loadNewer();
    expect(shown(thread)).toEqual(numbers(25, 300));
    expect(thread.atNewest).toBe(true);
  });

  it('stays where it is when newer messages come, and goes to the newest when asked or written to', async () => {
    const { scene, thread } = await long(300);
    await thread.goTo(100);
    const before = shown(thread);
    scene.hear('new');
    await until(() => thread.conversation?.head === 301);
    expect(shown(thread)).toEqual(before);
    await thread.goToNewest();
    expect(shown(thread).at(-1)).toBe('new');

    await thread.goTo(100);
    thread.send('answer');
    await until(() => shown(thread).at(-1) === 'answer');
  });

  it('keeps its place when more was missed than an entry brings, and fills the hole on the way', async () => {
    const { scene, thread } = await long(50);
    scene.server.mute = true;
    scene.server.store.sendMany(scene.conversation, ADA, numbers(51, 400));
    scene.server.mute = false;
    scene.server.cut();
    await until(() => thread.conversation?.head === 400);
    expect(thread.atNewest).toBe(false);
    expect(shown(thread)).toEqual(numbers(1, 50));
    while (!thread.atNewest) await thread.loadNewer();
    expect(shown(thread)).toEqual(numbers(1, 400));
  });

  it('reads again by itself what failed without a connection', async () => {
    const { scene, thread } = await long(200);
    scene.browser.offline = true;
    scene.server.cut();
    await thread.loadOlder();
    expect(thread.problem?.code).toBe('unreachable');
    scene.browser.offline = false;
    await until(() => thread.problem === null && thread.messages.length === 120);
  });

  it('finds a conversation by its id, or says that there is none', async () => {
    const scene = await Scene.begin();
    const engine = await scene.live();
    const missing = engine.openThread('cnv_nothing');
    await until(() => missing.missing);
    expect(missing.conversation).toBeNull();
    scene.server.mute = true;
    const hidden = scene.server.store.start(ME, scene.server.store.person('bea'));
    const found = engine.openThread(hidden);
    await until(() => found.conversation?.peer.handle === 'bea');
  });

  it('draws only what changed', async () => {
    const { scene, thread } = await long(60);
    const before = new Set<Message>(thread.messages);
    scene.hear('one more');
    await until(() => shown(thread).at(-1) === 'one more');
    const unchanged = thread.messages.filter((message) => before.has(message));
    expect(unchanged).toHaveLength(before.size);
  });

  it('shows a burst of a thousand entries in a few steps', async () => {
    const { scene, thread } = await long(1);
    const seen = new Set<readonly Message[]>();
    for (let index = 2; index <= 1_000; index++) scene.hear(String(index));
    await until(() => {
      seen.add(thread.messages);
      return thread.messages.length === 1_000;
    });
    expect(shown(thread)).toEqual(numbers(1, 1_000));
    expect(seen.size).toBeLessThan(500);
  });

  it('announces what comes live, and nothing that was there', async () => {
    const { scene, thread } = await long(3);
    const engine = await scene.live();
    const heard: string[] = [];
    const stop = engine.onMessage((conversation, message) => {
      expect(conversation.id).toBe(thread.id);
      heard.push(message.body.text);
    });
    thread.send('mine');
    scene.hear('theirs');
    await until(() => heard.length > 0);
    scene.browser.offline = true;
    scene.server.cut();
    await until(() => engine.status === 'offline');
    scene.hear('while away');
    scene.browser.offline = false;
    await until(() => shown(thread).includes('while away') && engine.status === 'live');
    stop();
    expect(heard).toEqual(['theirs']);
  });
});
