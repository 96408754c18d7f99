/** Reads something whenever it may have changed. What changes while one reading is under way is read once more after it, so that none is missed. */
import { untrack } from 'svelte';

import type { Problem } from '../engine';

import { Submission } from './submission.svelte';

export class Rereading {
  readonly #submission = new Submission();
  /** What is to be read when the reading under way has ended. */
  #next: (() => Promise<unknown>) | null = null;

  get problem(): Problem | null {
    return this.#submission.problem;
  }

  async run(task: () => Promise<unknown>): Promise<void> {
    this.#next = task;
    // Whoever is at it sees to it.
    if (untrack(() => this.#submission.busy)) return;
    while (this.#next) {
      const now = this.#next;
      this.#next = null;
      await this.#submission.run(now);
    }
  }
}
