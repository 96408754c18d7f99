/**
 * A conversation in which one plays the customer. What was done so far is sent with the flow as it stands, and the server's engine
 * plays it from the beginning: so a step that is changed is tried at once, and one taken back is one left out. Nobody hears of it.
 */
import {
  type ApiError,
  asApiError,
  type AttributeValue,
  type Problem,
  type SimulatedAct,
  type SimulatedInput,
  type Simulation,
} from '../../../engine';
import { Debounce } from '../../../engine/debounce';
import type { FlowRest } from '../../../engine/inbox/flow-rest';

import type { FlowEditor } from './editor.svelte';

/** What the tester did, and what it is shown as. */
interface Made {
  readonly input: SimulatedInput;
  /** It was found out by itself: the knowledge was asked. */
  readonly automatic: boolean;
}

/** What was done, and what the bot did then. */
export interface Turn extends Made {
  readonly walked: readonly string[];
  readonly did: readonly SimulatedAct[];
}

const changeMilliseconds = 600;
/** See `QUESTION_CHARACTERS` in `crates/proto/src/limits.rs`. */
const questionCharacters = 500;

export class Simulator {
  #made: readonly Made[] = $state.raw([]);
  result: Simulation | null = $state.raw(null);
  problem: Problem | null = $state.raw(null);
  busy: boolean = $state(false);
  /** Whether the shop is open in it. */
  open: boolean = $state(true);
  /** What is known of its customer, by the names of attributes. */
  contact: Readonly<Record<string, AttributeValue>> = $state.raw({});
  /** Earlier moves that the flow, as it is now, does not take any more were dropped. */
  dropped: boolean = $state(false);

  /** What the newest request, which is not answered yet, is about. */
  #asked: readonly Made[] | null = null;
  #run = 0;
  #source = '';
  readonly #again = new Debounce(() => void this.#play(this.#latest), changeMilliseconds);

  constructor(
    private readonly editor: FlowEditor,
    private readonly rest: FlowRest,
  ) {}

  readonly turns: readonly Turn[] = $derived.by(() =>
    (this.result?.turns ?? []).flatMap(({ walked, did }, index) => {
      const made = this.#made[index];
      return made ? [{ ...made, walked, did }] : [];
    }),
  );

  get #latest(): readonly Made[] {
    return this.#asked ?? this.#made;
  }

  get hasBegun(): boolean {
    return this.#made.length > 0;
  }

  /** Follows the flow: what was played is played again with it. */
  follow(source: string): void {
    if (source === this.#source) return;
    if (this.#source === '' || !this.hasBegun) void this.#play(this.#latest);
    else this.#again.schedule();
  }

  async does(input: SimulatedInput, automatic = false): Promise<void> {
    this.dropped = false;
    await this.#play([...this.#latest, { input, automatic }]);
  }

  async restart(): Promise<void> {
    this.dropped = false;
    await this.#play([]);
  }

  /** Takes the last move back, and what was found out by itself after it. */
  async back(): Promise<void> {
    this.dropped = false;
    const made = this.#latest;
    const last = made.findLastIndex(({ automatic }) => !automatic);
    await this.#play(made.slice(0, Math.max(0, last)));
  }

  async setOpen(open: boolean): Promise<void> {
    this.open = open;
    await this.#play(this.#latest);
  }

  setContact(name: string, value: AttributeValue | undefined): void {
    const others = Object.entries(this.contact).filter(([other]) => other !== name);
    this.contact = Object.fromEntries(value === undefined ? others : [...others, [name, value]]);
    this.#again.schedule();
  }

  async #play(made: readonly Made[]): Promise<void> {
    this.#again.cancel();
    this.#run += 1;
    const run = this.#run;
    const { source, language } = this.editor;
    this.#source = source;
    this.#asked = made;
    this.busy = true;
    try {
      const inputs = made.map(({ input }) => input);
      const { open } = this;
      // What is begun and empty is not known yet.
      const known = Object.entries(this.contact).filter(([, value]) => value !== '');
      const contact = Object.fromEntries(known);
      const result = await this.rest.simulate({ source, inputs, open, contact });
      if (run !== this.#run) return;
      this.problem = null;
      this.#take(result, made);
      await this.#findOut(result, language, run);
    } catch (thrown) {
      const error: ApiError = asApiError(thrown);
      if (run !== this.#run) return;
      this.problem = error.problem;
      this.#asked = null;
      this.#show([], null);
    } finally {
      if (run === this.#run) this.busy = false;
    }
  }

  #take(result: Simulation, made: readonly Made[]): void {
    // What was just done may lead nowhere; what was done before did lead on, with the flow as it was.
    this.dropped = result.turns.length < made.length - 1;
    this.#made = made.slice(0, result.turns.length);
    this.#asked = null;
    this.result = result;
    this.#show(
      result.turns.flatMap(({ walked }) => walked),
      result.node ?? result.turns.at(-1)?.walked.at(-1) ?? null,
    );
  }

  /** The knowledge can be asked without anyone hearing of it. */
  async #findOut(result: Simulation, language: string, run: number): Promise<void> {
    const asked = result.turns.at(-1)?.did.findLast((act) => act.kind === 'asks');
    if (result.awaits !== 'knowledge' || asked?.kind !== 'asks') return;
    // As much of it as a bot reads.
    const question = [...asked.question].slice(0, questionCharacters).join('');
    const { answer } = await this.rest.ask(question, language);
    if (run !== this.#run) return;
    await this.does(
      answer ? { kind: 'knowledge_answered', text: answer } : { kind: 'knowledge_unknown' },
      true,
    );
  }

  /** Another result of the last question to the knowledge than the one that was found. */
  async insteadOfKnowledge(input: SimulatedInput): Promise<void> {
    if (this.#made.at(-1)?.automatic)
      await this.#play([...this.#made.slice(0, -1), { input, automatic: true }]);
  }

  #show(walked: readonly string[], present: string | null): void {
    this.editor.walked = walked;
    this.editor.present = present;
  }

  close(): void {
    this.#run += 1;
    this.#again.cancel();
    this.#show([], null);
  }
}
