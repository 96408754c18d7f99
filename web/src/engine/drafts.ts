/**
 * Words begun and not sent. What is written here shows at once, is kept on disk, and is saved on the server in pauses;
 * what other devices write shows here when nothing unsaved is being written.
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
        this.disk?.keepDraft(id, null).catch(() => undefined);
      },
      // What the server will never take stays here, unsaved elsewhere; the rest goes with the next connection.
      (error: ApiError) => error,
    );
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
    if (!written) return;
    if (!written.saved && written.text !== (conversation.draft?.text ?? '')) return;
    written.soon.cancel();
    this.#written.delete(conversation.id);
    this.disk?.keepDraft(conversation.id, null).catch(() => undefined);
  }

  stop(): void {
    for (const written of this.#written.values()) written.soon.cancel();
  }
}
