/** Reads again what a colleague changed: one thing at a time, and once more where it was changed meanwhile. */
export class Rereading<Part> {
  readonly #wanted = new Set<Part>();
  #busy = false;

  /** `read` rejects where it could not; the next connection reads everything. */
  constructor(private readonly read: (part: Part) => Promise<void>) {}

  heard(part: Part): void {
    this.#wanted.add(part);
    if (!this.#busy) void this.#run();
  }

  async #run(): Promise<void> {
    this.#busy = true;
    // What is added meanwhile comes last.
    for (const part of this.#wanted) {
      this.#wanted.delete(part);
      await this.read(part).catch(() => undefined);
    }
    this.#busy = false;
  }
}
