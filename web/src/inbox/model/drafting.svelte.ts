/** The language model at a reply that is being written: it puts words into the field, never further, and they can be taken back. */
import { asApiError, type DraftSource, type Problem } from '../../engine';
import type { DeskThread, Inbox } from '../../engine/inbox';

interface Made {
  readonly kind: 'draft' | 'translation';
  readonly text: string;
  /** What stood in the field before. */
  readonly before: string;
  readonly sources: readonly DraftSource[];
}

export class Drafting {
  busy = $state(false);
  problem = $state.raw<Problem | null>(null);
  made = $state.raw<Made | null>(null);

  constructor(
    private readonly inbox: Inbox,
    private readonly thread: DeskThread,
  ) {}

  draft = (): Promise<boolean> =>
    this.#make('draft', async () => await this.inbox.rest.draftReply(this.thread.id));

  /** Into the language in which the customer writes. */
  translate = (): Promise<boolean> =>
    this.#make('translation', async (text) => {
      const translated = await this.inbox.rest.translate(this.thread.id, { text });
      return { text: translated.text, sources: [] };
    });

  undo(): void {
    if (this.made) this.thread.setDraft(this.made.before);
    this.forget();
  }

  /** What was made was sent, or is no concern any more. */
  forget(): void {
    this.made = null;
    this.problem = null;
  }

  async #make(
    kind: Made['kind'],
    make: (before: string) => Promise<{ text: string; sources: readonly DraftSource[] }>,
  ): Promise<boolean> {
    if (this.busy) return false;
    const before = this.thread.draft;
    this.busy = true;
    this.forget();
    try {
      const { text, sources } = await make(before);
      // Whoever wrote on meanwhile keeps their words.
      if (this.thread.draft !== before) return false;
      this.thread.setDraft(text);
      this.made = { kind, text, before, sources };
      return true;
    } catch (thrown) {
      this.problem = asApiError(thrown).problem;
      return false;
    } finally {
      this.busy = false;
    }
  }
}
