/** What one member is doing with a segment: its name and rule and whether it is live, what was done to the rule and can be taken back, and the live count. */
import type { GivenRule, SaveSegment, Segment, SegmentCount, SegmentRule } from '../../engine';
import type { SegmentsRest } from '../../engine/inbox/segments-rest';

import { type History, begin, redo, undo, write } from '../bots/editor/history';

import { isWhole } from './conditions';
import { Counting } from './counting.svelte';
import { countsOf } from './counts';
import { draftOf, keepDraft } from './drafts';
import { edited, type Group, type Line, linesOf, toRule } from './tree';

/** What is kept on the server: of a new one, what it begins with. */
export interface Kept {
  readonly name: string;
  readonly rule: SegmentRule;
  readonly isLive: boolean;
}

const NONE: ReadonlyMap<number, number> = new Map();
const written = (rule: SegmentRule): string => JSON.stringify(toRule(edited(rule)));
const baseOf = (kept: Kept) => ({ ...kept, written: written(kept.rule) });

export class SegmentEditor {
  #history: History = $state.raw(begin('', 0));
  #name: string = $state('');
  #isLive: boolean = $state(false);
  #base: ReturnType<typeof baseOf> = $state.raw({ name: '', rule: { all: [] }, isLive: false, written: '' });
  /** The text as it is being written; null while the lines say what the rule is. */
  text: string | null = $state(null);
  readonly counting: Counting;

  constructor(
    private readonly key: string,
    rest: Pick<SegmentsRest, 'count'>,
    kept: Kept,
  ) {
    const draft = draftOf(key);
    this.#base = baseOf(kept);
    this.#name = draft?.name ?? kept.name;
    this.#isLive = draft?.isLive ?? kept.isLive;
    this.#history = begin(draft?.source ?? JSON.stringify(edited(kept.rule)), Date.now());
    this.counting = new Counting(rest, (given, answer) => this.#take(given, answer));
    this.#follow();
    void this.counting.now();
  }

  readonly root: Group = $derived.by(() => JSON.parse(this.#history.now.source) as Group);
  readonly rule: SegmentRule = $derived.by(() => toRule(this.root));
  readonly lines: readonly Line[] = $derived.by(() => linesOf(this.root));
  readonly isSaid: boolean = $derived.by(() => this.lines.every(({ condition }) => isWhole(condition)));
  readonly changed: boolean = $derived.by(() => this.#isOther || this.isTextAhead);

  get #isRuleOther(): boolean {
    return JSON.stringify(this.rule) !== this.#base.written;
  }
  /** Other than on the server; what stands in a text that is no rule yet is left out. */
  get #isOther(): boolean {
    const { name, isLive } = this.#base;
    return this.name.trim() !== name || this.isLive !== isLive || this.#isRuleOther;
  }

  /** A text that is not read as a rule: not yet, or never. */
  get isTextAhead(): boolean {
    return this.text !== null && (this.counting.isOld || this.counting.answered?.text !== this.text);
  }

  /** What is asked about. */
  get given(): GivenRule {
    return this.text !== null && this.isTextAhead ? { text: this.text } : { rule: this.rule };
  }

  /** What is saved. A rule that says the same is left to the letter, so that no contacts are found anew. */
  get toSave(): SaveSegment {
    const given = this.isTextAhead || this.#isRuleOther ? this.given : { rule: this.#base.rule };
    return { name: this.name.trim(), given, is_live: this.isLive };
  }

  /** How many contacts each line holds of by itself, by its id. What is not told is not there. */
  readonly counts: ReadonlyMap<number, number> = $derived.by(() => {
    const { answer, isOld } = this.counting;
    return answer && !isOld ? countsOf(answer, this.lines) : NONE;
  });

  get name(): string {
    return this.#name;
  }
  set name(name: string) {
    this.#name = name;
    this.#keep();
  }

  /** Whether its contacts are to be kept up to date. */
  get isLive(): boolean {
    return this.#isLive;
  }
  set isLive(isLive: boolean) {
    this.#isLive = isLive;
    this.#keep();
  }

  /** `about` joins what is written into one field without a pause. */
  change(root: Group, about: string | null = null): void {
    this.#put(write(this.#history, JSON.stringify(root), about, Date.now()));
  }

  get mayUndo(): boolean {
    return this.isTextAhead || this.#history.past.length > 0;
  }
  get mayRedo(): boolean {
    return this.#history.future.length > 0;
  }
  undo(): void {
    if (this.isTextAhead) this.#leaveText();
    else this.#put(undo(this.#history));
  }
  redo(): void {
    this.#put(redo(this.#history));
  }

  /** Writes the rule as text; the server says which rule that is. */
  write(text: string): void {
    this.text = text;
    this.counting.follow({ text });
  }

  /** The lines say what the rule is, where the text is none. */
  #leaveText(): void {
    this.text = null;
    this.#follow();
  }

  saved(segment: Segment): void {
    this.#base = baseOf({ ...segment, isLive: segment.kind === 'live' });
    [this.#name, this.#isLive] = [this.#base.name, this.#base.isLive];
    // A text is saved before it was counted, too.
    if (this.#isRuleOther)
      this.#history = write(this.#history, JSON.stringify(edited(segment.rule)), 'text', Date.now());
    this.#keep();
  }

  /** Back to what is kept on the server. */
  discard(): void {
    [this.#name, this.#isLive] = [this.#base.name, this.#base.isLive];
    if (this.changed) this.change(edited(this.#base.rule));
    else this.#keep();
  }

  close(): void {
    this.counting.stop();
  }

  #put(history: History): void {
    if (history === this.#history) return;
    this.#history = history;
    this.text = null;
    this.#keep();
    this.#follow();
  }

  #follow(): void {
    this.counting.follow(this.isSaid ? { rule: this.rule } : null);
  }

  /** The rule of a text takes the place of the lines; the text stays as it is written. */
  #take(given: GivenRule, { rule }: SegmentCount): void {
    if (given.text === undefined || given.text !== this.text) return;
    const source = JSON.stringify(edited(rule));
    if (written(rule) === JSON.stringify(this.rule)) return;
    this.#history = write(this.#history, source, 'text', Date.now());
    this.#keep();
  }

  #keep(): void {
    const { name, isLive } = this;
    keepDraft(this.key, this.#isOther ? { name, isLive, source: this.#history.now.source } : null);
  }
}
