import { describe, expect, it } from 'vitest';

import { databases } from './testing/databases';
import { ADA, ME, Scene } from './testing/scene';
import { problem } from './testing/server';
import { until } from './testing/until';

describe('the session', () => {
  it('is found by its cookie when the browser holds nothing else', async () => {
    const scene = await Scene.begin();
    const engine = scene.browser.open();
    expect(engine.phase).toBe('starting');
    await until(() => engine.status === 'live');
    expect(engine.me?.handle).toBe('me');
    expect(scene.browser.storage.get('subrosa.session')).toContain(scene.device);
  });

  it('ends when the server revokes the device, and says why', async () => {
    const scene = await Scene.begin();
    const engine = await scene.live();
    scene.server.push(ME, { type: 'bye', error: problem('device_revoked') });
    await until(() => engine.phase === 'signed_out');
    expect(engine.signedOutBy?.code).toBe('device_revoked');
    await until(async () => !(await databases()).includes(`subrosa-${scene.device}`));
  });

  it('ends when it was revoked while the browser was away and the socket is refused', async () => {
    const scene = await Scene.begin();
    const before = await scene.live();
    await before.stop();
    scene.server.revokeAll();
    const after = scene.browser.open();
    await until(() => after.phase === 'signed_out');
    expect(after.signedOutBy?.code).toBe('unauthenticated');
  });

  it('can be left without a connection; the server hears of it later', async () => {
    const scene = await Scene.begin();
    const engine = await scene.live();
    scene.browser.offline = true;
    scene.server.cut();
    await engine.signOut();
    expect(engine.phase).toBe('signed_out');
    await engine.stop();

    const later = scene.browser.open();
    await until(() => later.phase === 'signed_out');
    expect(later.me).toBeNull();
    scene.browser.offline = false;
    await until(() => !scene.server.isSignedIn(scene.device));
    expect(later.phase).toBe('signed_out');
  });

  it('keeps one person’s data from the next', async () => {
    const scene = await Scene.begin();
    scene.hear('for me only');
    const engine = await scene.live();
    await engine.signOut();
    await engine.signIn({ handle: 'ada', password: 'correct horse' });
    await until(() => engine.status === 'live');
    expect(engine.me?.id).toBe(ADA);
    expect(engine.conversations[0]?.unread).toBe(0);
    expect(engine.conversations[0]?.last?.mine).toBe(true);
  });

  it('tells what is wrong with a request', async () => {
    const scene = await Scene.begin();
    const engine = await scene.live();
    await expect(engine.findAccount('nobody')).rejects.toMatchObject({ code: 'not_found', retryable: false });
    scene.browser.offline = true;
    await expect(engine.findAccount('nobody')).rejects.toMatchObject({
      code: 'unreachable',
      retryable: true,
    });
  });

  it('makes each creating request repeatable', async () => {
    const scene = await Scene.begin();
    const engine = await scene.live();
    scene.browser.loseAnswers = 2;
    const id = await engine.startConversation('bea');
    expect(engine.conversation(id)?.peer.handle).toBe('bea');
    const keys = scene.browser.requests.filter(({ method }) => method === 'POST').map(({ key }) => key);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
  });
});
