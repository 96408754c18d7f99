import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { formatCursor } from './cursor';
import { TestStore } from './testing/store';
import type { Conversation, ConversationId, Entry, Event, Snapshot } from './wire';
import { World } from './world';

const ME = 'acc_me';

/** What people do, one thing after another. */
const command = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('send'), peer: fc.nat(2), mine: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('burst'), peer: fc.nat(2), mine: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('read'), peer: fc.nat(2), mine: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('draft'), peer: fc.nat(2), mine: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove'), peer: fc.nat(2), mine: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('recall'), peer: fc.nat(2), mine: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rename'), peer: fc.nat(2), mine: fc.boolean() }) },
);
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

class Scene {
  readonly store = new TestStore();
  readonly live: Entry[] = [];
  #sent = 0;

  constructor() {
    this.store.person('me');
    for (const handle of ['a', 'b', 'c']) this.store.person(handle);
    this.store.onEntry = (account, entry) => account === ME && this.live.push(structuredClone(entry));
  }

  do({ kind, peer, mine }: Command): void {
    const them = ['acc_a', 'acc_b', 'acc_c'][peer] ?? 'acc_a';
    const id = this.store.start(ME, them);
    const author = mine ? ME : them;
    if (kind === 'send') this.store.send(id, author, `c${++this.#sent}`, { v: 1, text: 'hello' });
    if (kind === 'burst') this.store.sendMany(id, author, ['one', 'two', 'three']);
    if (kind === 'read') this.store.markRead(id, author, this.store.events(id).length);
    if (kind === 'draft') this.store.saveDraft(id, ME, `draft ${++this.#sent}`);
    // Of half of it, or of all.
    if (kind === 'remove') this.store.remove(id, this.store.events(id).length / (mine ? 1 : 2));
    if (kind === 'recall') this.store.recall(id, 1 + (++this.#sent % (this.store.events(id).length + 1)));
    if (kind === 'rename') this.store.rename(ME, `name ${++this.#sent}`);
  }
}

/** All that a world knows, to be compared. */
function contents(world: World) {
  const conversations = [...world.conversations].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    position: world.position,
    me: world.me,
    conversations: conversations.map(([id, held]) => ({ ...held, log: world.log(id).events() })),
  };
}

function worldOf(snapshot: Snapshot): World {
  const world = new World(() => undefined);
  world.replace(snapshot);
  return world;
}

/** Everything there is, also the events that a snapshot leaves out. */
function whole(store: TestStore): World {
  const world = worldOf(store.snapshot(ME));
  for (const id of world.conversations.keys()) world.addHistory(id, store.events(id));
  return world;
}

describe('the world', () => {
  it('is after a snapshot and the later entries what a new snapshot is', () => {
    fc.assert(
      fc.property(
        fc.array(command, { maxLength: 15, size: 'max' }),
        fc.array(command, { maxLength: 25, size: 'max' }),
        (before, after) => {
          const scene = new Scene();
          before.forEach((one) => scene.do(one));
          const world = whole(scene.store);
          scene.live.length = 0;
          after.forEach((one) => scene.do(one));
          for (const entry of scene.live) expect(world.apply(entry)).toBe('applied');
          expect(contents(world)).toEqual(contents(whole(scene.store)));
        },
      ),
    );
  });

  it('learns the same from entries as they came and from entries after a cursor', () => {
    fc.assert(
      fc.property(
        fc.array(command, { minLength: 1, maxLength: 40, size: 'max' }),
        fc.nat(40),
        fc.nat(3),
        (commands, missed, before) => {
          const scene = new Scene();
          const start = scene.store.snapshot(ME);
          commands.forEach((one) => scene.do(one));
          const world = worldOf(start);
          scene.live.slice(0, missed).forEach((entry) => world.apply(entry));
          const entries = () =>
            scene.store.entries(ME, world.position ? formatCursor(world.position) : '') ?? [];
          // The connection breaks after some of them.
          for (const entry of entries().slice(0, before)) world.apply(entry);
          for (const entry of entries()) expect(world.apply(entry)).toBe('applied');
          world.caughtUp(scene.store.cursor(ME));
          expect(contents(world)).toEqual(contents(whole(scene.store)));
        },
      ),
    );
  });

  it('is not changed by what it has seen, and says when something is missing', () => {
    fc.assert(
      fc.property(fc.array(command, { minLength: 3, maxLength: 20 }), (commands) => {
        const scene = new Scene();
        const start = scene.store.snapshot(ME);
        commands.forEach((one) => scene.do(one));
        const world = worldOf(start);
        const [first, second, third] = scene.live as [Entry, Entry, Entry];
        expect(world.apply(first)).toBe('applied');
        const before = contents(world);
        expect(world.apply(first)).toBe('seen');
        if (third) expect(world.apply(third)).toBe('gap');
        expect(contents(world)).toEqual(before);
        if (second) expect(world.apply(second)).toBe('applied');
      }),
    );
  });

  it('holds nothing of what was removed, whichever comes first: that it was, or a page from before', () => {
    const store = new TestStore();
    store.person('me');
    store.brand('shop');
    const id = store.start(ME, 'acc_shop');
    store.sendMany(id, ME, ['one', 'two', 'three']);
    const before = { item: store.conversation(id, ME), page: store.events(id) };
    store.remove(id, 2);
    const after = store.conversation(id, ME);
    const orders: ((world: World) => void)[][] = [
      [(world) => world.put(before.item), (world) => world.put({ ...after, events: [] })],
      [
        (world) => world.put(after),
        (world) => world.put(before.item),
        (world) => world.addHistory(id, before.page),
      ],
      [(world) => world.put({ ...after, events: [] }), (world) => world.addHistory(id, before.page)],
    ];
    for (const order of orders) {
      const told: string[] = [];
      const world = new World((change) => {
        if (change.kind === 'conversation') told.push(...change.events.map(({ body }) => body.text));
      });
      order.forEach((step) => step(world));
      expect(
        world
          .log(id)
          .events()
          .map(({ body }) => body.text),
      ).toEqual(['', '', 'three']);
      expect(world.conversations.get(id)?.conversation.removed).toEqual({ through: 2, days: 90 });
      if (order !== orders[0]) expect(told).not.toContain('one');
    }
  });

  it('holds nothing of what was taken back, whichever comes first, and all that is around it', () => {
    const store = new TestStore();
    store.person('me');
    store.brand('shop');
    const id = store.start(ME, 'acc_shop');
    store.sendMany(id, 'acc_shop', ['one', 'two', 'three']);
    const before = { item: store.conversation(id, ME), page: store.events(id) };
    store.recall(id, 2);
    store.recall(id, 3);
    const after = store.conversation(id, ME);
    const orders: ((world: World) => void)[][] = [
      [(world) => world.put(before.item), (world) => world.put({ ...after, events: [] })],
      [(world) => world.put(after), (world) => world.put(before.item)],
      [(world) => world.put({ ...after, events: [] }), (world) => world.addHistory(id, before.page)],
    ];
    for (const order of orders) {
      const world = new World(() => undefined);
      order.forEach((step) => step(world));
      const said = world.log(id).events();
      expect(said.map(({ body }) => body.text)).toEqual(['one', '', '']);
      expect(world.conversations.get(id)?.latest?.body.text ?? '').toBe('');
      expect(world.conversations.get(id)?.conversation).toMatchObject({ recalled: [2, 3], unread: 1 });
    }
  });

  it('keeps the newer of two states, whichever comes first, and the events of both', () => {
    const store = new TestStore();
    store.person('me');
    store.person('a');
    const id = store.start(ME, 'acc_a');
    store.send(id, 'acc_a', 'c1', { v: 1, text: 'one' });
    const older = store.conversation(id, ME);
    store.send(id, 'acc_a', 'c2', { v: 1, text: 'two' });
    const newer = { ...store.conversation(id, ME), events: store.events(id).slice(1) };
    for (const order of [
      [older, newer],
      [newer, older],
    ]) {
      const world = new World(() => undefined);
      order.forEach((item) => world.put(item));
      expect(world.conversations.get(id)?.conversation).toEqual(newer.conversation);
      expect(world.conversations.get(id)?.latest?.seq).toBe(2);
      expect(world.log(id).events()).toEqual(store.events(id));
    }
  });

  it('has a hole where an entry leaves events out, and closes it with pages in any order', () => {
    const store = new TestStore();
    store.person('me');
    store.person('a');
    const id: ConversationId = store.start(ME, 'acc_a');
    store.sendMany(id, 'acc_a', ['first']);
    const world = worldOf(store.snapshot(ME));
    const since = store.cursor(ME);
    store.sendMany(
      id,
      'acc_a',
      Array.from({ length: 300 }, (_, index) => String(index)),
    );
    store.entries(ME, since)?.forEach((entry) => world.apply(entry));
    expect(world.log(id).holes(301)).toEqual([{ from: 2, to: 101 }]);
    world.addHistory(id, store.page(id, { before: 102, limit: 50 }).events);
    expect(world.log(id).holes(301)).toEqual([{ from: 2, to: 51 }]);
    world.addHistory(id, store.page(id, { after: 1, limit: 50 }).events);
    expect(world.log(id).holes(301)).toEqual([]);
  });

  it('shows the last message it understands, not a kind of event it does not know', () => {
    const store = new TestStore();
    store.person('me');
    store.person('a');
    const id = store.start(ME, 'acc_a');
    store.send(id, 'acc_a', 'c1', { v: 1, text: 'one' });
    const item = store.conversation(id, ME);
    const unknown = { ...(item.events[0] as Event), seq: 2, id: 'evt_2', kind: 'reaction' };
    const conversation: Conversation = { ...item.conversation, head: 2 };
    const world = new World(() => undefined);
    world.put({ conversation, events: [...item.events, unknown] });
    expect(world.conversations.get(id)?.latest?.seq).toBe(1);
  });
});
