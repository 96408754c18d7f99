/**
 * Writes what the world learnt to disk, a burst at a time: everything changed and the cursor it stands for, together.
 * What could not be written stays marked and is written with the next burst.
 */
import type { Position } from './cursor';
import { Debounce } from './debounce';
import { type Changes, type Disk, KEPT_EVENTS } from './disk';
import type { Change, World } from './world';
import type { ConversationId, Event, JournalEntry } from './wire';

export class Persistence {
  #replace: Changes['replace'] = 'no';
  #ids = new Set<ConversationId>();
  #events = new Map<ConversationId, Event[]>();
  #journal = new Map<ConversationId, JournalEntry[]>();
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
        add(this.#events, change.id, change.events);
        add(this.#journal, change.id, change.journal);
        break;
      case 'replaced':
        this.#replace = change.rewound || this.#replace === 'always' ? 'always' : 'epoch';
        this.#ids = new Set(this.world.conversations.keys());
        this.#events = new Map();
        this.#journal = new Map();
        for (const id of this.#ids) {
          add(this.#events, id, this.world.log(id).events());
          add(this.#journal, id, this.world.journal(id).events());
        }
    }
    this.#changed = true;
    this.#soon.schedule();
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
    const journal = this.#journal;
    const replace = this.#replace;
    this.#ids = new Set();
    this.#events = new Map();
    this.#journal = new Map();
    this.#replace = 'no';
    this.#changed = false;

    const conversations = [...ids].flatMap((id) => this.world.conversations.get(id) ?? []);
    for (const list of [...events.values(), ...journal.values()]) {
      list.sort((a, b) => a.seq - b.seq);
      list.splice(0, list.length - KEPT_EVENTS);
    }
    try {
      await this.disk?.save({ position, me, next: next ?? null, replace, conversations, events, journal });
      this.written(position, false);
    } catch {
      this.#restore(replace, ids, { events, journal });
      this.written(position, true);
    }
  }

  /** Marks again what was not written, unless the world was replaced meanwhile. */
  #restore(
    replace: Changes['replace'],
    ids: Set<ConversationId>,
    { events, journal }: Pick<Changes, 'events' | 'journal'>,
  ): void {
    this.#changed = true;
    if (this.#replace !== 'no') return;
    this.#replace = replace;
    for (const id of ids) this.#ids.add(id);
    for (const [id, list] of events) add(this.#events, id, list);
    for (const [id, list] of journal) add(this.#journal, id, list);
  }
}

function add<T>(lists: Map<ConversationId, T[]>, id: ConversationId, more: readonly T[]): void {
  if (more.length === 0) return;
  const known = lists.get(id);
  if (known) known.push(...more);
  else lists.set(id, [...more]);
}
