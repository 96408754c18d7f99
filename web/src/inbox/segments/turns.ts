/** Tasks of which only some run at once: a list of many segments does not ask the server for all of them together. Pure. */
export class Turns {
  #running = 0;
  #waiting: (() => void)[] = [];

  constructor(private readonly most: number) {}

  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#running >= this.most) await new Promise<void>((go) => this.#waiting.push(go));
    this.#running += 1;
    try {
      return await task();
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  /** What has not begun never does. */
  clear(): void {
    this.#waiting = [];
  }
}
