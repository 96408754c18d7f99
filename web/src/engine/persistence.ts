/**
 * Writes what the world learnt to disk, a burst at a time: everything changed and the cursor it stands for, together.
 * What could not be written stays marked and is written with the next burst.
 */
import type { Position } from './cursor';
import { Debounce } from './debounce';
import { type Changes, type Disk, KEPT_EVENTS } from './disk';
import type { Change, World } from './world';
import type { ConversationId, Event } from './wire';

export class Persistence {
  #replace: Changes['replace'] = 'no';
  #ids = new Set<ConversationId>();
  #events = new Map<ConversationId, Event[]>();
  #changed = false;
  #writing: Promise<void> = Promise.resolve();
  readonly #soon: Debounce;

  constructor(
    private readonly world: World,
    private readonly disk: Disk | null,
    wait: number,
    /** Told after each writing: everything up to this position is kept, unless it failed. */
    private readonly written: (position: Position, failed: boolean) => void,
  ) {
    this.#soon = new Debounce(() => void this.flush(), wait, wait);
  }

  note(change: Change): void {
    switch (change.kind) {
      case 'history':
        return;
      case 'conversation':
        this.#ids.add(change.id);
        this.#addEvents(change.id, change.events);
        break;
      case 'replaced':
        this.#replace = change.rewound || this.#replace === 'always' ? 'always' : 'epoch';
        this.#ids = new Set(this.world.conversations.keys());
        this.#events = new Map();
        for (const id of this.#ids) this.#addEvents(id, this.world.log(id).events());
    }
    this.#changed = true;
    this.#soon.schedule();
  }

  #addEvents(id: ConversationId, events: readonly Event[]): void {
    if (events.length === 0) return;
    const known = this.#events.get(id);
    if (known) known.push(...events);
    else this.#events.set(id, [...events]);
  }

  /** Writes what is marked; resolves when it and all before is on disk. */
  flush(): Promise<void> {
    this.#soon.cancel();
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    const { position, me, next } = this.world;
    if (!this.#changed || !position || !me) return;
    const ids = this.#ids;
    const events = this.#events;
    const replace = this.#replace;
    this.#ids = new Set();
    this.#events = new Map();
    this.#replace = 'no';
    this.#changed = false;

    const conversations = [...ids].flatMap((id) => this.world.conversations.get(id) ?? []);
    for (const list of events.values()) {
      list.sort((a, b) => a.seq - b.seq);
      list.splice(0, list.length - KEPT_EVENTS);
    }
    try {
      await this.disk?.save({ position, me, next: next ?? null, replace, conversations, events });
      this.written(position, false);
    } catch {
      this.#restore(replace, ids, events);
      this.written(position, true);
    }
  }

  /** Marks again what was not written, unless the world was replaced meanwhile. */
  #restore(
    replace: Changes['replace'],
    ids: Set<ConversationId>,
    events: Map<ConversationId, Event[]>,
  ): void {
    this.#changed = true;
    if (this.#replace !== 'no') return;
    this.#replace = replace;
    for (const id of ids) this.#ids.add(id);
    for (const [id, list] of events) this.#addEvents(id, list);
  }
}
