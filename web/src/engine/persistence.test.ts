import 'fake-indexeddb/auto';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { formatCursor, parseCursor } from './cursor';
import { Disk, KEPT_EVENTS } from './disk';
import { Persistence } from './persistence';
import { storageOf } from './testing/browser';
import { TestStore } from './testing/store';
import type { ConversationId } from './wire';
import { World } from './world';

const ME = 'acc_me';
const ADA = 'acc_ada';
let devices = 0;

const openDisk = () => Disk.open(`dev_persistence_${++devices}`, storageOf(new Map()));

/** One tab: its own world, fed by its own connection, on a disk that all tabs share. */
class Tab {
  readonly world: World;
  readonly persistence: Persistence;

  constructor(disk: Disk, restored: (world: World) => void) {
    this.world = new World((change) => this.persistence.note(change));
    restored(this.world);
    this.persistence = new Persistence(this.world, disk, 1e9, () => undefined);
  }
}

/** What a connection brings: the entries since, or a snapshot. */
function hear(world: World, store: TestStore): void {
  const entries = world.position && store.entries(ME, formatCursor(world.position));
  if (entries) entries.forEach((entry) => world.apply(entry));
  else world.replace(store.snapshot(ME));
}

/** A world as a new tab finds it on disk. */
async function found(disk: Disk): Promise<World> {
  const { basis, conversations } = await disk.load();
  const world = new World(() => undefined);
  if (!basis) return world;
  world.restore({ position: parseCursor(basis.cursor), me: basis.me, next: basis.next }, conversations);
  for (const id of world.conversations.keys()) world.addHistory(id, await disk.events(id));
  return world;
}

/** Going on from the disk leads to what the server has. */
async function expectSound(disk: Disk, store: TestStore, threads: readonly ConversationId[]): Promise<void> {
  const world = await found(disk);
  hear(world, store);
  for (const id of threads) {
    const { conversation, events } = store.conversation(id, ME);
    expect(world.conversations.get(id)?.conversation).toEqual(conversation);
    expect(world.conversations.get(id)?.latest ?? null).toEqual(events.at(-1) ?? null);
    // A snapshot brings the newest; whatever is held beside them is right.
    const held = world.log(id).events();
    expect(held).toEqual(store.events(id).filter(({ seq }) => held.some((event) => event.seq === seq)));
    expect(held.slice(-events.length)).toEqual(events);
  }
}

/** What happens: in which conversation, or in which tab. */
const step = fc.record({
  what: fc.constantFrom<Step[]>(
    'send',
    'send',
    'read',
    'remove',
    'recall',
    'hear',
    'hear',
    'write',
    'write',
    'reload',
    'backup',
    'restore',
  ),
  which: fc.nat(1),
});
type Step = 'send' | 'remove' | 'recall' | 'read' | 'hear' | 'write' | 'reload' | 'backup' | 'restore';

describe('what is kept on disk', () => {
  it('is a place to go on from, whichever tabs wrote and died at whatever moment', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), async (steps) => {
        const disk = await openDisk();
        const store = new TestStore();
        store.person('me');
        const threads = [0, 1].map((index) => store.start(ME, store.person(`peer${index}`)));
        const open = async () => {
          const held = await found(disk);
          return new Tab(disk, (world) => {
            if (!held.position || !held.me) return;
            const conversations = [...held.conversations.values()];
            world.restore({ position: held.position, me: held.me, next: null }, conversations);
          });
        };
        const tabs = [await open(), await open()];
        let restore = store.backup();
        let sent = 0;
        for (const { what, which } of steps) {
          const tab = tabs[which] as Tab;
          const id = threads[which] as string;
          if (what === 'send')
            store.send(id, sent % 2 ? ME : store.peer(id, ME), `c${++sent}`, { v: 1, text: 'x' });
          if (what === 'read') store.markRead(id, ME, store.events(id).length);
          if (what === 'remove') store.remove(id, Math.ceil(store.events(id).length / 2));
          if (what === 'recall') store.recall(id, 1 + (++sent % (store.events(id).length + 1)));
          if (what === 'hear') hear(tab.world, store);
          if (what === 'write') {
            await tab.persistence.flush();
            await expectSound(disk, store, threads);
          }
          if (what === 'reload') tabs[which] = await open();
          if (what === 'backup') restore = store.backup();
          if (what === 'restore') restore(`epoch${++sent}`);
        }
        disk.close();
      }),
      { numRuns: 50 },
    );
  });

  it('is not touched by a tab that still lives before a restore', async () => {
    const disk = await openDisk();
    const store = new TestStore();
    store.person('me');
    const threads = [store.start(ME, store.person('ada')), store.start(ME, store.person('bea'))] as const;
    const [old, young] = [new Tab(disk, () => undefined), new Tab(disk, () => undefined)];
    hear(old.world, store);
    await old.persistence.flush();
    const restore = store.backup();
    store.send(threads[0], ADA, 'c1', { v: 1, text: 'lost by the restore' });
    hear(old.world, store);
    restore('another');
    store.send(threads[1], ME, 'c2', { v: 1, text: 'one' });
    store.send(threads[1], ME, 'c3', { v: 1, text: 'two' });
    hear(young.world, store);
    await young.persistence.flush();
    await old.persistence.flush();
    await expectSound(disk, store, threads);
    disk.close();
  });

  it('is bounded for each conversation', async () => {
    const disk = await openDisk();
    const store = new TestStore();
    store.person('me');
    store.person('ada');
    const id = store.start(ME, ADA);
    const tab = new Tab(disk, () => undefined);
    hear(tab.world, store);
    for (let index = 0; index < 500; index++) {
      store.send(id, ADA, `c${index}`, { v: 1, text: String(index) });
      hear(tab.world, store);
      if (index % 50 === 0) await tab.persistence.flush();
    }
    await tab.persistence.flush();
    expect(await disk.events(id)).toEqual(store.events(id).slice(-KEPT_EVENTS));
    disk.close();
  });

  it('is written again after a writing that failed', async () => {
    const disk = await openDisk();
    const store = new TestStore();
    store.person('me');
    const id = store.start(ME, store.person('ada'));
    const outcomes: boolean[] = [];
    const world = new World((change) => persistence.note(change));
    let full = true;
    const fillable = {
      save: (...changes: Parameters<Disk['save']>) =>
        full ? Promise.reject(new Error('full')) : disk.save(...changes),
    };
    const persistence = new Persistence(world, fillable as Disk, 1e9, (_, failed) => outcomes.push(failed));
    world.replace(store.snapshot(ME));
    await persistence.flush();
    store.onEntry = (account, entry) => account === ME && world.apply(entry);
    full = false;
    store.send(id, ADA, 'c1', { v: 1, text: 'hello' });
    await persistence.flush();
    expect(outcomes).toEqual([true, false]);
    const later = await found(disk);
    expect(later.position).toEqual(world.position);
    expect(later.log(id).events()).toEqual(store.events(id));
    disk.close();
  });
});
