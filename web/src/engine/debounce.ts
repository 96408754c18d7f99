/**
 * Runs something once after a burst: `wait` after the last call, at the latest `most` after the first.
 */
export class Debounce {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #since = 0;

  constructor(
    private readonly run: () => void,
    private readonly wait: number,
    private readonly most = Number.POSITIVE_INFINITY,
  ) {}

  schedule(): void {
    const now = Date.now();
    if (this.#timer === undefined) this.#since = now;
    clearTimeout(this.#timer);
    const left = this.#since + this.most - now;
    this.#timer = setTimeout(() => this.flush(), Math.max(0, Math.min(this.wait, left)));
  }

  /** Runs now what is scheduled, if anything is. */
  flush(): void {
    if (this.#timer === undefined) return;
    this.cancel();
    this.run();
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
