import { describe, expect, it } from 'vitest';

import { ADA, ME, Scene, shown } from './testing/scene';
import { problem } from './testing/server';
import { until } from './testing/until';

describe('the connection', () => {
  it('begins with a snapshot and goes on from its cursor', async () => {
    const scene = await Scene.begin();
    scene.hear('hello');
    const engine = await scene.live();
    const thread = engine.openThread(scene.conversation);
    await until(() => shown(thread).length === 1);
    expect(engine.unreadTotal).toBe(1);
    scene.server.cut();
    scene.hear('are you there?');
    await until(() => shown(thread).length === 2);
    expect(scene.server.hellos).toEqual([undefined, expect.stringMatching(/^00000000000000aa\.\d+$/)]);
  });

  it('shows what this browser holds before the server answers, and catches up from there', async () => {
    const scene = await Scene.begin();
    scene.hear('hello');
    const before = await scene.live();
    await until(() => before.conversations[0]?.last !== undefined);
    await before.stop();
    await scene.server.stop();

    const after = scene.browser.open();
    await until(() => after.ready);
    expect(after.me?.handle).toBe('me');
    const thread = after.openThread(scene.conversation);
    await until(() => shown(thread).join() === 'hello');
    expect(after.conversations[0]?.last?.body.text).toBe('hello');
    expect(after.status).not.toBe('live');

    await scene.server.start();
    scene.hear('welcome back');
    await until(() => shown(thread).join() === 'hello,welcome back');
    expect(scene.server.hellos.at(-1)).toBeDefined();
    expect(scene.server.hellos.filter((cursor) => cursor === undefined)).toHaveLength(1);
  });

  it('asks from its own cursor when something between two entries is missing', async () => {
    const scene = await Scene.begin();
    const engine = await scene.live();
    const thread = engine.openThread(scene.conversation);
    scene.server.mute = true;
    scene.hear('lost on the way');
    scene.server.mute = false;
    scene.hear('reveals the gap');
    await until(() => shown(thread).join() === 'lost on the way,reveals the gap');
    expect(scene.server.hellos).toHaveLength(2);
  });

  it('takes a snapshot of a restored store, and sends the outbox again', async () => {
    const scene = await Scene.begin();
    const restore = scene.server.store.backup();
    scene.hear('before');
    const engine = await scene.live();
    const thread = engine.openThread(scene.conversation);
    await until(() => shown(thread).length === 1);
    scene.browser.offline = true;
    scene.server.cut();
    await until(() => engine.status === 'offline');
    thread.send('mine');
    restore('00000000000000bb');
    scene.hear('after');
    scene.browser.offline = false;
    await until(() => engine.waiting === 0);
    await until(() => shown(thread).join() === 'after,mine');

    await engine.stop();
    const later = scene.browser.open();
    await until(() => later.ready);
    const again = later.openThread(scene.conversation);
    await until(() => shown(again).join() === 'after,mine');
    expect(later.conversations).toHaveLength(1);
  });

  it('connects again when a silent connection does not answer', async () => {
    const scene = await Scene.begin();
    const engine = await scene.live({ silence: 30, probe: 30 });
    scene.server.frozen = true;
    await until(() => engine.status !== 'live');
    scene.server.frozen = false;
    await until(() => engine.status === 'live');
    expect(scene.server.hellos.length).toBeGreaterThan(1);
  });

  it('keeps a silent connection that answers', async () => {
    const scene = await Scene.begin();
    const engine = await scene.live({ silence: 10, probe: 1_000 });
    await until(() => scene.server.commands.filter(({ type }) => type === 'get_me').length >= 3);
    expect(engine.status).toBe('live');
    expect(scene.server.hellos).toHaveLength(1);
  });

  it('leaves a draining server and comes back after the time it names', async () => {
    const scene = await Scene.begin();
    const engine = await scene.live();
    scene.server.push(ME, { type: 'bye', error: problem('draining'), reconnect_after: 80 });
    await until(() => engine.status === 'offline');
    expect((engine.retryAt ?? 0) - Date.now()).toBeGreaterThan(40);
    await until(() => engine.status === 'live');
    expect(scene.server.hellos).toHaveLength(2);
  });

  it('forgets a cursor that the server does not accept', async () => {
    const scene = await Scene.begin();
    const engine = await scene.live();
    scene.server.push(ME, { type: 'error', error: problem('invalid_cursor') });
    await until(() => scene.server.hellos.length === 2 && engine.status === 'live');
    expect(scene.server.hellos).toEqual([undefined, undefined]);
    expect(engine.conversations).toHaveLength(1);
  });

  it('knows the server’s clock', async () => {
    const scene = await Scene.begin();
    const engine = await scene.live();
    scene.server.push(ME, {
      type: 'welcome',
      account: ME,
      device: scene.device,
      now: Date.now() + 3_600_000,
    });
    await until(() => engine.now() - Date.now() > 3_000_000);
  });

  it('acknowledges what is stored, so that the other sees it delivered', async () => {
    const scene = await Scene.begin();
    await scene.live();
    scene.hear('hello');
    await until(() => scene.server.store.member(scene.conversation, ME).delivered === 1);
    expect(scene.server.store.conversation(scene.conversation, ADA).conversation.peer_delivered).toBe(1);
  });
});
