/** How a customer's wait for a brand's people stands, in words: asked for when something is said, and again while they wait. */
import { untrack } from 'svelte';

import { clock } from '../app/clock.svelte';
import { engine } from '../app/engine';
import type { ConversationView, CustomerWait } from '../engine';
import * as m from '../paraglide/messages';
import { locale } from '../text/locale';
import { momentName } from '../text/time';

export class Waiting {
  #wait: CustomerWait = $state.raw({});
  #waits = $derived(this.#wait.before !== undefined);

  /** To be made while a component is; it follows that component's conversation. */
  constructor(conversation: () => ConversationView) {
    const said = $derived(conversation().head);
    $effect(() => {
      const { id, kind } = untrack(conversation);
      if (kind !== 'business' || said === 0) return;
      // Only who waits has something to look for again.
      if (this.#waits) void clock.now;
      engine.wait(id).then(
        (wait) => (this.#wait = wait),
        () => undefined, // It is said again with the next look.
      );
    });
  }

  /** "2 before you"; nothing for who does not wait. */
  get text(): string | null {
    const { before, opens_at: opens } = this.#wait;
    if (before === undefined) return null;
    if (opens !== undefined) return m.wait_closed({ moment: momentName(opens, clock.now, locale) });
    return before === 0 ? m.wait_next() : m.wait_before({ count: before });
  }
}
