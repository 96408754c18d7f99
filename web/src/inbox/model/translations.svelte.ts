/** Messages of one thread in the reader's language, as far as somebody asked for them. Kept nowhere else. */
import { SvelteMap } from 'svelte/reactivity';

import { asApiError, type ConversationId, type Problem } from '../../engine';
import type { Inbox } from '../../engine/inbox';
import { locale } from '../../text/locale';

export interface Translation {
  /** Null while it is asked for. */
  readonly text: string | null;
  readonly problem: Problem | null;
}

export class Translations {
  readonly #shown = new SvelteMap<number, Translation>();

  constructor(
    private readonly inbox: Inbox,
    private readonly conversation: ConversationId,
  ) {}

  of(seq: number | null): Translation | undefined {
    return seq === null ? undefined : this.#shown.get(seq);
  }

  async show(seq: number): Promise<void> {
    this.#shown.set(seq, { text: null, problem: null });
    try {
      const { text } = await this.inbox.rest.translate(this.conversation, { seq, language: language() });
      if (this.#shown.has(seq)) this.#shown.set(seq, { text, problem: null });
    } catch (thrown) {
      this.#shown.set(seq, { text: null, problem: asApiError(thrown).problem });
    }
  }

  hide(seq: number): void {
    this.#shown.delete(seq);
  }
}

/** The reader's language, in the part of its tag that is taken. */
const language = (): string => locale.split('-').slice(0, 2).join('-');
