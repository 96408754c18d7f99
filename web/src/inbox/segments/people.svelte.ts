/** Who stands behind conversations of which only the id is known. Each is asked for once. */
import { SvelteMap, SvelteSet } from 'svelte/reactivity';

import type { ConversationId, Profile } from '../../engine';
import type { Inbox } from '../../engine/inbox';

import { Turns } from './turns';

type Source = Pick<Inbox, 'conversation'> & { readonly rest: Pick<Inbox['rest'], 'conversation'> };

export class People {
  readonly #found = new SvelteMap<ConversationId, Profile>();
  readonly #asked = new SvelteSet<ConversationId>();
  readonly #turns = new Turns(2);

  constructor(private readonly inbox: Source) {}

  /** Nobody while it is not known yet, and where they are no customer any more. */
  of(id: ConversationId): Profile | undefined {
    return this.inbox.conversation(id)?.peer ?? this.#found.get(id);
  }

  async meet(ids: readonly ConversationId[]): Promise<void> {
    const asking: Promise<void>[] = [];
    for (const id of ids) {
      if (this.of(id) || this.#asked.has(id)) continue;
      this.#asked.add(id);
      asking.push(this.#turns.run(() => this.#ask(id)));
    }
    await Promise.all(asking);
  }

  /** Who was not asked for yet never is. */
  leave(): void {
    this.#turns.clear();
  }

  async #ask(id: ConversationId): Promise<void> {
    try {
      const { conversation } = await this.inbox.rest.conversation(id);
      this.#found.set(id, conversation.peer);
    } catch {
      // They have no name here; the rest of what is shown stands without.
    }
  }
}
