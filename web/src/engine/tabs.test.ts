import { describe, expect, it } from 'vitest';

import { databases } from './testing/databases';
import { ME, Scene, shown } from './testing/scene';
import { until } from './testing/until';

describe('several tabs', () => {
  it('send through one of them, once, and show the same', async () => {
    const scene = await Scene.begin();
    const first = await scene.live();
    const second = await scene.live();
    const threads = [first.openThread(scene.conversation), second.openThread(scene.conversation)] as const;
    threads[0].send('from the first');
    await until(() => shown(threads[1]).join() === 'from the first');
    threads[1].send('from the second');
    await until(() =>
      threads.every((thread) => thread.messages.filter(({ seq }) => seq !== null).length === 2),
    );
    expect(threads.map(shown)).toEqual(Array(2).fill(['from the first', 'from the second']));
    const sends = scene.server.commands.filter(({ type }) => type === 'send_message');
    expect(sends).toHaveLength(2);
  });

  it('show what waits in any of them, and what became of it', async () => {
    const scene = await Scene.begin();
    const first = await scene.live();
    const second = await scene.live();
    scene.server.fault = (command) => (command === 'send_message' ? 'body_invalid' : null);
    first.openThread(scene.conversation).send('refused');
    const thread = second.openThread(scene.conversation);
    await until(() => thread.messages[0]?.pending === 'failed');
    expect(second.failed).toBe(1);
    scene.server.fault = () => null;
    thread.retry(thread.messages[0]?.key ?? '');
    await until(() => first.failed === 0 && first.waiting === 0 && scene.texts().length === 1);
  });

  it('take over from one that closes, without losing or doubling anything', async () => {
    const scene = await Scene.begin();
    const first = await scene.live();
    const second = await scene.live();
    scene.server.mute = true;
    scene.server.fault = (command) => (command === 'send_message' ? 'no_reply' : null);
    const texts = ['one', 'two', 'three'];
    const thread = second.openThread(scene.conversation);
    for (const text of texts) thread.send(text);
    // The first tab holds the lock and has the first message on its way when it closes.
    await until(() => scene.texts().length === 1);
    scene.server.fault = () => null;
    scene.server.mute = false;
    await first.stop();
    await until(() => second.waiting === 0);
    expect(scene.texts()).toEqual(texts);
    await until(() => shown(thread).join() === texts.join());
  });

  it('take over from one that dies, in the middle of whatever it was sending', async () => {
    const scene = await Scene.begin();
    const first = await scene.live();
    const second = await scene.live();
    const thread = second.openThread(scene.conversation);
    scene.server.fault = (command) => (command === 'send_message' ? 'overlooked' : null);
    const texts = ['one', 'two', 'three'];
    for (const text of texts) thread.send(text);
    await until(() => thread.messages[0]?.pending === 'sending');
    scene.browser.crash(first);
    scene.server.fault = () => null;
    await until(() => second.waiting === 0);
    expect(scene.texts()).toEqual(texts);
    await until(() => shown(thread).join() === texts.join());
  });

  it('acknowledge once for all', async () => {
    const scene = await Scene.begin();
    await scene.live();
    const second = await scene.live();
    scene.hear('hello');
    await until(() => second.unreadTotal === 1);
    await until(() => scene.server.store.member(scene.conversation, ME).delivered === 1);
    const cursors = scene.server.commands
      .filter(({ type }) => type === 'ack')
      .map(({ params }) => params['cursor']);
    expect(new Set(cursors).size).toBe(cursors.length);
  });

  it('keep one consistent state on disk, whoever writes', async () => {
    const scene = await Scene.begin();
    const [first, second] = [await scene.live({ persist: 1 }), await scene.live({ persist: 7 })];
    for (let index = 0; index < 40; index++) {
      scene.hear(String(index));
      if (index % 10 === 0) await until(() => first.conversations[0]?.head === index + 1);
    }
    await until(() => second.conversations[0]?.head === 40);
    await first.stop();
    await second.stop();
    await scene.server.stop();
    const later = scene.browser.open();
    await until(() => later.ready);
    const thread = later.openThread(scene.conversation);
    await until(() => thread.messages.length === 40);
    expect(shown(thread)).toEqual(Array.from({ length: 40 }, (_, index) => String(index)));
    await scene.server.start();
    await until(() => later.status === 'live');
    expect(scene.server.hellos.at(-1)).toBe(scene.server.store.cursor(ME));
  });

  it('sign out together and keep nothing', async () => {
    const scene = await Scene.begin();
    const first = await scene.live();
    const second = await scene.live();
    scene.hear('secret');
    await until(() => second.unreadTotal === 1);
    await first.signOut();
    await until(() => second.phase === 'signed_out');
    expect([first.me, second.me]).toEqual([null, null]);
    expect([first.conversations, second.conversations]).toEqual([[], []]);
    expect(await databases()).not.toContain(`subrosa-${scene.device}`);
    expect(scene.browser.storage.size).toBe(0);
  });

  it('sign in together', async () => {
    const scene = await Scene.begin();
    scene.browser.cookie = '';
    const first = scene.browser.open();
    const second = scene.browser.open();
    await until(() => first.phase === 'signed_out' && second.phase === 'signed_out');
    await first.signIn({ handle: 'me', password: 'correct horse' });
    await until(() => first.status === 'live' && second.status === 'live');
    expect(second.me?.id).toBe(ME);
  });
});
