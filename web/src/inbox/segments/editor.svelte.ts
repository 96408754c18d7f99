/** What one member is doing with a segment: its name and rule, what was done to them and can be taken back, and the live count. */
import type { GivenRule, Segment, SegmentCount, SegmentRule } from '../../engine';
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
}

const NONE: ReadonlyMap<number, number> = new Map();
const written = (rule: SegmentRule): string => JSON.stringify(toRule(edited(rule)));

export class SegmentEditor {
  #history: History = $state.raw(begin('', 0));
  #name: string = $state('');
  #base: { readonly name: string; readonly rule: string } = $state.raw({ name: '', rule: '' });
  /** The text as it is being written; null while the lines say what the rule is. */
  text: string | null = $state(null);
  readonly counting: Counting;

  constructor(
    private readonly key: string,
    rest: Pick<SegmentsRest, 'count'>,
    kept: Kept,
  ) {
    const draft = draftOf(key);
    this.#base = { name: kept.name, rule: written(kept.rule) };
    this.#name = draft?.name ?? kept.name;
    this.#history = begin(draft?.source ?? JSON.stringify(edited(kept.rule)), Date.now());
    this.counting = new Counting(rest, (given, answer) => this.#take(given, answer));
    this.#follow();
    void this.counting.now();
  }

  readonly root: Group = $derived.by(() => JSON.parse(this.#history.now.source) as Group);
  readonly rule: SegmentRule = $derived.by(() => toRule(this.root));
  readonly lines: readonly Line[] = $derived.by(() => linesOf(this.root));
  readonly isSaid: boolean = $derived.by(() => this.lines.every(({ condition }) => isWhole(condition)));
  readonly changed: boolean = $derived.by(
    () =>
      this.name.trim() !== this.#base.name ||
      JSON.stringify(this.rule) !== this.#base.rule ||
      this.isTextAhead,
  );

  /** A text that is not read as a rule: not yet, or never. */
  get isTextAhead(): boolean {
    return this.text !== null && (this.counting.isOld || this.counting.answered?.text !== this.text);
  }

  /** What is asked about, and saved. */
  get given(): GivenRule {
    return this.text !== null && this.isTextAhead ? { text: this.text } : { rule: this.rule };
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
    this.#base = { name: segment.name, rule: written(segment.rule) };
    this.#name = segment.name;
    // A text is saved before it was counted, too.
    if (this.#base.rule !== JSON.stringify(this.rule))
      this.#history = write(this.#history, JSON.stringify(edited(segment.rule)), 'text', Date.now());
    this.#keep();
  }

  /** Back to what is kept on the server. */
  discard(): void {
    this.name = this.#base.name;
    if (this.changed) this.change(edited(JSON.parse(this.#base.rule) as SegmentRule));
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
    const isChanged = this.name.trim() !== this.#base.name || JSON.stringify(this.rule) !== this.#base.rule;
    keepDraft(this.key, isChanged ? { name: this.name, source: this.#history.now.source } : null);
  }
}
