/** One form's way to the server: busy, done, or what went wrong and beside which field it belongs. */
import { untrack } from 'svelte';

import { ApiError, type ErrorCode, type Problem } from '../engine';
import { explain } from '../text/problems';

/** The field that a code is about when the server does not name one. */
const fieldOfCode: Partial<Record<ErrorCode, string>> = {
  handle_taken: 'handle',
  handle_invalid: 'handle',
  password_invalid: 'password',
  invite_required: 'invite',
  name_taken: 'name',
  already_member: 'handle',
  recipient_unavailable: 'handle',
};

export class Submission {
  busy: boolean = $state(false);
  /** True from a success until the form is touched again. */
  done: boolean = $state(false);
  #problem: Problem | null = $state.raw(null);
  /** What was chosen while something was under way. */
  #next: (() => Promise<unknown>) | null = null;
  readonly #fields: readonly string[];

  /** The fields that can show an error of their own. */
  constructor(fields: readonly string[] = []) {
    this.#fields = fields;
  }

  /** Sends a form: nothing where it is being sent already. Whether it was done. */
  async run(task: () => Promise<unknown>): Promise<boolean> {
    // What is begun by an effect is not begun again because it ended.
    if (untrack(() => this.busy)) return false;
    this.busy = true;
    this.touch();
    let isDone = false;
    try {
      await task();
      isDone = this.done = true;
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      this.#problem = thrown.problem;
    } finally {
      this.busy = false;
      const next = this.#next;
      this.#next = null;
      if (next) void this.run(next);
    }
    return isDone;
  }

  /** Follows a choice: now or, where something is under way, after it; of those made meanwhile the last, which says all. */
  latest(task: () => Promise<unknown>): void {
    if (untrack(() => this.busy)) this.#next = task;
    else void this.run(task);
  }

  /** What was said about the last try no longer holds. */
  touch(): void {
    this.#problem = null;
    this.done = false;
  }

  /** What is wrong with one field. */
  errorOf(field: string): string | null {
    if (!this.#problem || this.#field !== field) return null;
    const { title, hint } = explain(this.#problem);
    return `${title} ${hint}`;
  }

  /** What is wrong with the whole. */
  get problem(): Problem | null {
    return this.#field === null ? this.#problem : null;
  }

  get #field(): string | null {
    if (!this.#problem) return null;
    const field = this.#problem.field ?? fieldOfCode[this.#problem.code];
    return field !== undefined && this.#fields.includes(field) ? field : null;
  }
}
