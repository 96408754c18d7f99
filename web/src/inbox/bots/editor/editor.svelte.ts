/**
 * What one person is doing with a bot's flow: its text, which is the one truth, what was done to it, what is selected, and what the
 * server says is wrong with it. Each change is a change of the text; map, list and forms are read from it.
 */
import { ApiError, type Attribute, type FlowFinding, type Topic } from '../../../engine';
import type { FlowRest } from '../../../engine/inbox/flow-rest';
import { Debounce } from '../../../engine/debounce';

import {
  addStep,
  changeKind,
  connect,
  duplicateStep,
  insert,
  move,
  put,
  removeSteps,
  renameStep,
  renameVariable,
  take,
} from './edits';
import { type History, begin, redo, undo, write } from './history';
import { type Json, type JsonObject, type Path, at, object, text } from './json';
import { keepDraft, keepPlaces, placesOf } from './kept';
import type { Kind } from './kinds';
import { ENTRY, type Position, heightOf, positionsOf } from './layout';
import { NO_PLACES, type Places, putBy, withPlace, withoutPlace } from './places';
import { type Read, read } from './source';
import type { StepFigures } from './step-figures';
import { byStep } from './step-findings';
import { type Step, type Way, entriesOf, namesOf, stepsOf } from './ways';
import { saidBy } from './words';

/** The version that the flow began with. */
export interface Published {
  readonly version: number;
  readonly source: string;
}

const checkMilliseconds = 400;

export class FlowEditor {
  #history: History = $state.raw(begin('', 0));
  #selected: string | null = $state(null);
  /** Counts the forms that were opened: one stays open while its step is renamed. */
  opened: number = $state(0);
  /** The step that was just made, whose words are to be written. */
  fresh: string | null = null;
  findings: readonly FlowFinding[] = $state.raw([]);
  /** The text that the findings are about. */
  #checked: string = $state('');
  /** The server could not be asked. */
  checkFailed: boolean = $state(false);
  /** The draft could not be kept on this device. */
  keepingFailed: boolean = $state(false);
  /** What the brand knows of its customers. */
  attributes: readonly Attribute[] = $state.raw([]);
  /** What the brand asks its customers to agree to. */
  topics: readonly Topic[] = $state.raw([]);
  base: Published = $state.raw({ version: 0, source: '' });
  #places: Places = $state.raw(NO_PLACES);
  /** Where the simulation stands, and what it has come through. */
  walked: readonly string[] = $state.raw([]);
  present: string | null = $state(null);
  /** What came of sessions, by step; null while it is not shown. */
  figures: ReadonlyMap<string, StepFigures> | null = $state.raw(null);

  #readable: Json = {};
  #layout: { readonly key: string; readonly positions: Places } = { key: '', positions: NO_PLACES };
  readonly #check = new Debounce(() => void this.check(), checkMilliseconds);

  constructor(
    readonly bot: string,
    private readonly rest: FlowRest,
    readonly mayChange: boolean,
    base: Published,
    source: string,
  ) {
    this.base = base;
    this.#history = begin(source, Date.now());
    this.#places = placesOf(bot);
    void this.check();
  }

  /** The step whose form is open; `ENTRY` for what stands beside the steps. */
  get selected(): string | null {
    return this.#selected;
  }

  set selected(name: string | null) {
    if (name === this.#selected) return;
    this.#selected = name;
    this.opened += 1;
  }

  // What is read from the text.

  get source(): string {
    return this.#history.now.source;
  }

  readonly #read: Read = $derived.by(() => read(this.source));

  /** What the text holds; while it can't be read, what it held before. */
  readonly flow: Json = $derived.by(() => {
    if (!this.#read.error) this.#readable = this.#read.flow;
    return this.#readable;
  });

  /** Why the text can't be read. */
  get unreadable(): Read['error'] {
    return this.#read.error;
  }

  /** Whether map, list and forms can change it: what can't be read is mended as text first. */
  get mayEdit(): boolean {
    return this.mayChange && this.unreadable === null;
  }

  readonly steps: readonly Step[] = $derived.by(() => stepsOf(this.flow));
  readonly entries: readonly Way[] = $derived.by(() => entriesOf(this.flow));
  readonly names: ReadonlySet<string> = $derived.by(() => namesOf(this.steps));
  readonly variables: JsonObject = $derived.by(() => object(at(this.flow, ['variables'])));
  readonly step: Step | null = $derived.by(
    () => this.steps.find(({ name }) => name === this.selected) ?? null,
  );

  get language(): string {
    return text(at(this.flow, ['language']));
  }

  get changed(): boolean {
    return this.source !== this.base.source;
  }

  /** The findings are about what stands here now. */
  get isChecked(): boolean {
    return this.#checked === this.source && !this.checkFailed;
  }

  readonly #byStep: ReadonlyMap<string, readonly FlowFinding[]> = $derived.by(() =>
    byStep(this.findings, ENTRY),
  );

  findingsOf(step: string): readonly FlowFinding[] {
    return this.#byStep.get(step) ?? [];
  }

  /** Where each step stands: where it was put, or where the layout puts it. */
  readonly positions: Places = $derived.by(() => {
    const shown = this.steps.map((step) => ({ name: step.name, ways: step.ways, words: saidBy(step) }));
    const parts = shown.map(({ name, ways, words }) => [
      name,
      heightOf(words, ways.length),
      ways.map(({ to }) => to),
    ]);
    const key = JSON.stringify([parts, this.entries.map(({ to }) => to)]);
    // What is written into a step moves none as long as it takes no more room.
    if (key !== this.#layout.key) this.#layout = { key, positions: positionsOf(shown, this.entries) };
    return putBy(this.#layout.positions, this.#places);
  });

  get isArranged(): boolean {
    return this.#places.size > 0;
  }

  // What is done.

  /** `about` joins what is written into one field without a pause. */
  change(source: string, about: string | null = null): void {
    this.#keep(write(this.#history, source, about, Date.now()));
  }

  put(path: Path, value: Json | undefined): void {
    this.change(put(this.source, path, value), path.join('.'));
  }

  insert(path: Path, index: number, value: Json): void {
    this.change(insert(this.source, path, index, value));
  }

  /** Takes one out of a list that may become empty. */
  take(path: Path, index: number): void {
    this.change(take(this.source, path, index));
  }

  move(path: Path, from: number, to: number): void {
    this.change(move(this.source, path, from, to));
  }

  connect(way: Way, to: string): void {
    this.change(connect(this.source, way, to));
  }

  add(kind: Kind, from: Way | null = null, place: Position | null = null): string {
    const { source, name } = addStep(this.source, kind, from);
    this.change(source);
    if (place) this.place(name, place);
    this.fresh = name;
    this.selected = name;
    return name;
  }

  duplicate(name: string): void {
    const made = duplicateStep(this.source, name);
    this.change(made.source);
    this.selected = made.name;
  }

  remove(name: string): void {
    this.change(removeSteps(this.source, [name]));
    this.#forgetPlace(name);
    if (this.selected === name) this.selected = null;
  }

  rename(from: string, to: string): void {
    const place = this.#places.get(from);
    if (this.#selected === from) this.#selected = to;
    this.change(renameStep(this.source, from, to));
    if (place) this.place(to, place);
    this.#forgetPlace(from);
  }

  changeKind(step: Step, kind: Kind): void {
    this.change(changeKind(this.source, step, kind));
  }

  renameVariable(from: string, to: string): void {
    this.change(renameVariable(this.source, from, to));
  }

  /** What was published comes back; this can be taken back like any change. */
  discard(): void {
    this.change(this.base.source);
  }

  /** A version of what stands here is kept. */
  published(version: number): void {
    this.base = { version, source: this.source };
    keepDraft(this.bot, null);
  }

  get mayUndo(): boolean {
    return this.#history.past.length > 0;
  }

  get mayRedo(): boolean {
    return this.#history.future.length > 0;
  }

  undo(): void {
    this.#keep(undo(this.#history));
  }

  redo(): void {
    this.#keep(redo(this.#history));
  }

  place(name: string, position: Position): void {
    this.#setPlaces(withPlace(this.#places, name, position));
  }

  /** Every step goes where the layout puts it. */
  arrange(): void {
    this.#setPlaces(NO_PLACES);
  }

  #forgetPlace(name: string): void {
    if (this.#places.has(name)) this.#setPlaces(withoutPlace(this.#places, name));
  }

  #setPlaces(places: Places): void {
    this.#places = places;
    keepPlaces(this.bot, places);
  }

  #keep(history: History): void {
    if (history === this.#history || !this.mayChange) return;
    this.#history = history;
    const draft = this.changed ? { source: this.source, basedOn: this.base.version } : null;
    this.keepingFailed = !keepDraft(this.bot, draft);
    if (this.selected !== null && this.selected !== ENTRY && !this.names.has(this.selected))
      this.selected = null;
    this.#check.schedule();
  }

  // What the server says.

  async check(): Promise<void> {
    this.#check.cancel();
    const { source } = this;
    try {
      const { findings } = await this.rest.check(source);
      // What was written in the meantime is checked by itself.
      if (source !== this.source) return;
      this.findings = findings;
      this.#checked = source;
      this.checkFailed = false;
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      this.checkFailed = true;
    }
  }

  close(): void {
    this.#check.cancel();
  }
}
