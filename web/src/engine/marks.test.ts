import { describe, expect, it } from 'vitest';

import { ADA, ME, Scene } from './testing/scene';
import { until } from './testing/until';

describe('reading', () => {
  it('counts at once and is told to the server once, however often it is said', async () => {
    const scene = await Scene.begin();
    ['one', 'two', 'three'].forEach((text) => scene.hear(text));
    const engine = await scene.live();
    const thread = engine.openThread(scene.conversation);
    await until(() => thread.messages.length === 3);
    thread.markRead(2);
    await until(() => engine.unreadTotal === 1);
    thread.markRead(3);
    thread.markRead(99);
    thread.markRead(1);
    await until(() => engine.unreadTotal === 0);
    await until(() => scene.server.store.member(scene.conversation, ME).read === 3);
    const told = scene.server.commands
      .filter(({ type }) => type === 'mark_read')
      .map(({ params }) => params['seq']);
    expect(told.length).toBeLessThanOrEqual(2);
    expect(told.at(-1)).toBe(3);
  });

  it('survives a reload without a connection', async () => {
    const scene = await Scene.begin();
    scene.hear('one');
    const before = await scene.live();
    const thread = before.openThread(scene.conversation);
    await until(() => thread.messages.length === 1);
    scene.browser.offline = true;
    scene.server.cut();
    await until(() => before.status === 'offline');
    thread.markRead(1);
    await until(() => before.unreadTotal === 0);
    await before.stop();
    const after = scene.browser.open();
    await until(() => after.ready);
    expect(after.unreadTotal).toBe(0);
    scene.browser.offline = false;
    await until(() => scene.server.store.member(scene.conversation, ME).read === 1);
  });

  it('on another device counts here', async () => {
    const scene = await Scene.begin();
    scene.hear('one');
    const engine = await scene.live();
    await until(() => engine.unreadTotal === 1);
    scene.server.store.markRead(scene.conversation, ME, 1);
    await until(() => engine.unreadTotal === 0);
  });
});

describe('a draft', () => {
  const saved = (scene: Scene) => scene.server.store.member(scene.conversation, ME).draft?.text;

  it('is saved in pauses and shows in the list', async () => {
    const scene = await Scene.begin();
    const engine = await scene.live();
    const thread = engine.openThread(scene.conversation);
    for (const text of ['h', 'he', 'hel', 'hello']) thread.setDraft(text);
    expect(thread.draft).toBe('hello');
    await until(() => engine.conversations[0]?.draft === 'hello');
    await until(() => saved(scene) === 'hello');
    const saves = scene.server.commands.filter(({ type }) => type === 'save_draft');
    expect(saves).toHaveLength(1);
  });

  it('comes from another device, but not over what is being written here', async () => {
    const scene = await Scene.begin();
    const engine = await scene.live({ saveDraft: 60_000 });
    const thread = engine.openThread(scene.conversation);
    scene.server.store.saveDraft(scene.conversation, ME, 'from the phone');
    await until(() => thread.draft === 'from the phone');
    thread.setDraft('from here');
    scene.server.store.saveDraft(scene.conversation, ME, 'from the phone again');
    scene.hear('and another change');
    await until(() => thread.messages.length === 1);
    expect(thread.draft).toBe('from here');
  });

  it('gives way to another device once it was saved', async () => {
    const scene = await Scene.begin();
    const engine = await scene.live();
    const thread = engine.openThread(scene.conversation);
    thread.setDraft('from here');
    await until(() => saved(scene) === 'from here');
    scene.server.store.saveDraft(scene.conversation, ME, 'from the phone');
    await until(() => thread.draft === 'from the phone');
    scene.server.store.saveDraft(scene.conversation, ME, '');
    await until(() => thread.draft === '');
  });

  it('gives way also when the server kept nothing of it', async () => {
    const scene = await Scene.begin();
    const engine = await scene.live();
    const thread = engine.openThread(scene.conversation);
    thread.setDraft('   ');
    await until(() => scene.server.commands.some(({ type }) => type === 'save_draft'));
    await until(() => {
      // The answer to the saving may still be on its way.
      scene.server.store.saveDraft(scene.conversation, ME, `from the phone ${Math.random()}`);
      return thread.draft.startsWith('from the phone');
    });
  });

  it('survives a reload without a connection and is saved later', async () => {
    const scene = await Scene.begin();
    const before = await scene.live();
    scene.browser.offline = true;
    scene.server.cut();
    await until(() => before.status === 'offline');
    before.openThread(scene.conversation).setDraft('unfinished');
    await before.stop();
    const after = scene.browser.open();
    await until(() => after.ready);
    expect(after.openThread(scene.conversation).draft).toBe('unfinished');
    scene.browser.offline = false;
    await until(() => saved(scene) === 'unfinished');
  });

  it('is gone when the message is sent', async () => {
    const scene = await Scene.begin();
    const engine = await scene.live();
    const thread = engine.openThread(scene.conversation);
    thread.setDraft('hello');
    await until(() => saved(scene) === 'hello');
    thread.send('hello');
    await until(() => saved(scene) === undefined && thread.draft === '');
  });
});

describe('typing and presence', () => {
  it('shows that the other is writing, until a while passed or the message came', async () => {
    const scene = await Scene.begin();
    const engine = await scene.live({ typingShown: 30 });
    const { conversation } = scene;
    scene.server.push(ME, { type: 'typing', conversation, account: ADA });
    await until(() => engine.typing(conversation));
    await until(() => !engine.typing(conversation));

    const patient = await scene.live({ typingShown: 60_000 });
    const thread = patient.openThread(conversation);
    scene.server.push(ME, { type: 'typing', conversation, account: ADA });
    await until(() => thread.typing);
    scene.hear('here it is');
    await until(() => !thread.typing && !patient.typing(conversation));
  });

  it('tells of one’s own writing now and then', async () => {
    const scene = await Scene.begin();
    const engine = await scene.live();
    const thread = engine.openThread(scene.conversation);
    const told = () => scene.server.commands.filter(({ type }) => type === 'typing').length;
    for (const text of ['a', 'ab', 'abc']) thread.setDraft(text);
    thread.send('abc');
    thread.setDraft('d');
    await until(() => scene.texts().length === 1 && told() >= 2);
    expect(told()).toBe(2);
  });

  it('knows who is here while connected, of those on screen', async () => {
    const scene = await Scene.begin();
    const engine = await scene.live();
    engine.watch([ADA]);
    await until(() => engine.presence(ADA)?.online === true);
    scene.server.push(ME, { type: 'presence', account: ADA, online: false, last_seen: 5 });
    await until(() => engine.presence(ADA)?.last_seen === 5);
    scene.browser.offline = true;
    scene.server.cut();
    await until(() => engine.presence(ADA) === undefined);
    scene.browser.offline = false;
    await until(() => engine.presence(ADA)?.online === true);
  });
});

describe('searching', () => {
  it('finds people and words, without case and accents, in memory and on disk', async () => {
    const scene = await Scene.begin();
    ['Wir sehen uns im Café', 'nothing here', 'CAFE again, see you'].forEach((text) => scene.hear(text));
    const before = await scene.live();
    await until(() => before.unreadTotal === 3);
    await before.stop();
    const engine = await scene.live();
    const found = async (query: string) =>
      (await engine.search(query)).messages.map(({ message }) => message.seq);
    expect(await found('café')).toEqual([3, 1]);
    expect(await found('cafe SEE')).toEqual([3]);
    expect(await found('  ')).toEqual([]);
    const { conversations } = await engine.search('@AD');
    expect(conversations.map(({ peer }) => peer.handle)).toEqual(['ada']);
  });
});
