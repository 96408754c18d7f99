/** The live count of a rule that is being edited: asked a moment after the last change; of answers only that to the last question counts. */
import { type ApiError, asApiError, type GivenRule, type SegmentCount } from '../../engine';
import { Debounce } from '../../engine/debounce';
import type { SegmentsRest } from '../../engine/inbox/segments-rest';

const countAfter = 250;

export class Counting {
  /** The last answer. Kept while the next is awaited. */
  answer: SegmentCount | null = $state.raw(null);
  /** What it is the answer to. */
  answered: GivenRule | null = $state.raw(null);
  /** What is shown is of an earlier rule. */
  isOld: boolean = $state(false);
  /** Nothing is asked: something is still to be said. */
  isWaiting: boolean = $state(false);
  problem: ApiError | null = $state.raw(null);
  #wanted: GivenRule | null = null;
  #turn = 0;
  readonly #ask = new Debounce(() => void this.now(), countAfter);

  constructor(
    private readonly rest: Pick<SegmentsRest, 'count'>,
    private readonly onanswer: (given: GivenRule, answer: SegmentCount) => void = () => undefined,
  ) {}

  /** Null: not all of the rule is said. */
  follow(given: GivenRule | null): void {
    this.#turn += 1;
    this.#wanted = given;
    this.isOld = true;
    this.isWaiting = given === null;
    this.problem = null;
    if (given) this.#ask.schedule();
    else this.#ask.cancel();
  }

  /** Asks without waiting. */
  async now(): Promise<void> {
    this.#ask.cancel();
    const given = this.#wanted;
    if (!given) return;
    const turn = (this.#turn += 1);
    try {
      const answer = await this.rest.count(given);
      if (turn !== this.#turn) return;
      this.answer = answer;
      this.answered = given;
      this.isOld = false;
      this.problem = null;
      this.onanswer(given, answer);
    } catch (thrown) {
      if (turn === this.#turn) this.problem = asApiError(thrown);
    }
  }

  stop(): void {
    this.#turn += 1;
    this.#ask.cancel();
  }
}
