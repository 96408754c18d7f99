/**
 * For tests: the Web Locks that Node does not have, as far as the engine uses them: exclusive, waiting, abortable.
 */
export class TestLocks {
  readonly #held = new Map<string, Promise<unknown>>();

  tab() {
    return {
      request: async (name: string, { signal }: { signal: AbortSignal }, run: () => Promise<unknown>) => {
        const before = this.#held.get(name) ?? Promise.resolve();
        const mine = before.then(() => (signal.aborted ? undefined : run()));
        this.#held.set(name, mine);
        await mine;
      },
    };
  }
}
