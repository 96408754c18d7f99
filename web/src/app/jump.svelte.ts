/** A message that someone asked to see, until its thread has shown it. */
class Jump {
  #wish: { readonly conversation: string; readonly seq: number } | null = $state.raw(null);

  to(conversation: string, seq: number): void {
    this.#wish = { conversation, seq };
  }

  /** The message wished for in a conversation; null without. */
  wishFor(conversation: string): number | null {
    return this.#wish?.conversation === conversation ? this.#wish.seq : null;
  }

  done(): void {
    this.#wish = null;
  }
}

export const jump = new Jump();
