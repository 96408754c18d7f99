/** Asks again and again while somebody looks: a moment after each answer, never twice at once. */
export class Polling {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isStopped = false;

  constructor(
    /** Null: that was the last time. */
    private readonly ask: () => Promise<number | null>,
    private readonly isHidden: () => boolean = () => document.hidden,
    /** Where an answer does not come, or nobody looks. */
    private readonly pause = 3_000,
  ) {}

  start(): void {
    void this.#turn();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  async #turn(): Promise<void> {
    const wait = this.isHidden() ? this.pause : await this.ask().catch(() => this.pause);
    if (wait === null || this.#isStopped) return;
    this.#timer = setTimeout(() => void this.#turn(), wait);
  }
}
