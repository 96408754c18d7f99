/**
 * Collects changes until the next picture: a burst of hundreds of entries is shown once a frame, and a page in the
 * background, which draws no frames, still hears of it.
 */
export class Frame {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;

  constructor(
    private readonly run: () => void,
    private readonly hidden: number,
  ) {}

  schedule(): void {
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => this.flush(), this.hidden);
    if (typeof requestAnimationFrame === 'function') this.#frame = requestAnimationFrame(() => this.flush());
  }

  /** Shows now what has changed, if anything has. */
  flush(): void {
    if (this.#timer === undefined) return;
    this.cancel();
    this.run();
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#frame) cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }
}
