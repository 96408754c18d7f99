/**
 * Words begun and not sent. What is written here shows at once, is kept on disk, and is saved on the server in pauses;
 * what other devices write shows here when nothing unsaved is being written. Each member of a brand has words of their
 * own, which the account's state never shows: they hold until they are read again.
 */
import { ApiError } from './api-error';
import { Debounce } from './debounce';
import type { Disk } from './disk';
import type { Conversation, ConversationId } from './wire';

export interface DraftsHooks {
  changed(conversation: ConversationId): void;
  save(conversation: ConversationId, text: string): Promise<unknown>;
}

interface Written {
  text: string;
  /** The server answered; its state will say so too. */
  saved: boolean;
  soon: Debounce;
}

export class Drafts {
  /** What was written here and the server's state does not show yet. */
  readonly #written = new Map<ConversationId, Written>();

  constructor(
    private readonly disk: Disk | null,
    private readonly hooks: DraftsHooks,
    private readonly wait: number,
    /** The words are a member's, and the state is the brand's. */
    private readonly isPrivate = false,
  ) {}

  load(texts: Map<ConversationId, string>): void {
    for (const [id, text] of texts) this.#written.set(id, this.#make(id, text));
  }

  of(conversation: Conversation | undefined, id: ConversationId): string {
    return this.#written.get(id)?.text ?? conversation?.draft?.text ?? '';
  }

  write(conversation: Conversation | undefined, id: ConversationId, text: string): void {
    if (text === this.of(conversation, id)) return;
    let written = this.#written.get(id);
    if (!written) this.#written.set(id, (written = this.#make(id, text)));
    written.text = text;
    written.saved = false;
    written.soon.schedule();
    // Other devices hear of a member's words only when they read them: they must not find what was sent.
    if (this.isPrivate && text === '') written.soon.flush();
    this.hooks.changed(id);
  }

  #make(id: ConversationId, text: string): Written {
    return { text, saved: false, soon: new Debounce(() => this.#save(id), this.wait, 4 * this.wait) };
  }

  #save(id: ConversationId): void {
    const written = this.#written.get(id);
    if (!written) return;
    const { text } = written;
    this.disk?.keepDraft(id, text).catch(() => undefined);
    this.hooks.save(id, text).then(
      () => {
        if (written.text !== text) return;
        written.saved = true;
        // Kept here, it would be taken for newer than what other devices wrote since.
        this.disk?.keepDraft(id, null).catch(() => undefined);
      },
      // What the server will never take stays here, unsaved elsewhere; the rest goes with the next connection.
      (error: ApiError) => error,
    );
  }

  /** What the server keeps of a member's words, read for the one conversation. */
  learnt(id: ConversationId, text: string): void {
    const written = this.#written.get(id);
    if (written && !written.saved) return;
    if (text === this.of(undefined, id)) return;
    this.#written.set(id, { ...this.#make(id, text), saved: true });
    this.hooks.changed(id);
  }

  /** A member's words were sent from another device. */
  sent(id: ConversationId, text: string): void {
    const written = this.#written.get(id);
    if (!this.isPrivate || !written?.saved || written.text.trim() !== text) return;
    this.#written.delete(id);
    this.hooks.changed(id);
  }

  /** Writes and saves at once what waits for a pause: the page is being left. */
  flush(): void {
    for (const written of this.#written.values()) written.soon.flush();
  }

  /** Saves what the server does not know; after each connecting. */
  saveAll(): void {
    for (const [id, written] of this.#written) if (!written.saved) this.#save(id);
  }

  /** The server's state came: it holds once it shows what was written here, or anything since that was saved. */
  settle(conversation: Conversation): void {
    const written = this.#written.get(conversation.id);
    if (!written || this.isPrivate) return;
    if (!written.saved && written.text !== (conversation.draft?.text ?? '')) return;
    written.soon.cancel();
    this.#written.delete(conversation.id);
    this.disk?.keepDraft(conversation.id, null).catch(() => undefined);
  }

  stop(): void {
    for (const written of this.#written.values()) written.soon.cancel();
  }
}
