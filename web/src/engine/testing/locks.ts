/**
 * For tests: the Web Locks that Node does not have, as far as the engine uses them: exclusive, waiting, abortable,
 * released when the tab dies.
 */
export class TestLocks {
  readonly #held = new Map<string, Promise<unknown>>();

  tab(died: Promise<void>) {
    return {
      request: async (name: string, { signal }: { signal: AbortSignal }, run: () => Promise<unknown>) => {
        const before = this.#held.get(name) ?? Promise.resolve();
        const mine = before.then(() => (signal.aborted ? undefined : Promise.race([run(), died])));
        this.#held.set(name, mine);
        await mine;
      },
    };
  }
}
