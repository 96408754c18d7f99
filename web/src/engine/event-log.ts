/**
 * What is held of one conversation's log, or of a brand's journal beside it: runs of events without holes, in order. A
 * hole is arithmetic: whatever lies between two runs. Pages and entries may come in any order and overlap; the result is
 * the same. Never asks for anything: who finds a hole reads it.
 */
import type { Event } from './wire';

/** Something with a place of its own in a log without gaps. */
export interface Numbered {
  readonly seq: number;
}

/** Events whose `seq` rises by one; never empty. It may grow at its end: copy what must stay. */
export type Run<T extends Numbered = Event> = readonly [T, ...T[]];

/** Missing events, both ends included. */
export interface Hole {
  from: number;
  to: number;
}

export const firstSeq = (run: Run<Numbered>): number => run[0].seq;
export const lastSeq = (run: Run<Numbered>): number => run[0].seq + run.length - 1;

export class EventLog<T extends Numbered = Event> {
  readonly #runs: T[][] = [];

  /** Adds events that rise by `seq`, with holes or without. Says whether any was new. */
  merge(events: readonly T[]): boolean {
    let changed = false;
    let piece: T[] = [];
    for (const event of events) {
      const before = piece.at(-1);
      if (before && event.seq !== before.seq + 1) {
        changed = this.#insert(piece) || changed;
        piece = [];
      }
      piece.push(event);
    }
    return this.#insert(piece) || changed;
  }

  #insert(piece: T[]): boolean {
    if (!isRun(piece)) return false;
    // The runs that the piece overlaps or touches become one with it.
    const from = this.#firstReaching(firstSeq(piece) - 1);
    let to = from;
    while (to < this.#runs.length && firstSeq(this.#run(to)) <= lastSeq(piece) + 1) to++;
    if (to === from) {
      this.#runs.splice(from, 0, piece);
      return true;
    }
    const first = this.#run(from);
    if (firstSeq(first) <= firstSeq(piece) && lastSeq(first) >= lastSeq(piece)) return false;
    if (to === from + 1 && firstSeq(first) <= firstSeq(piece)) {
      // By far the most frequent: new events at the end of a long run.
      append(this.#runs[from], piece);
    } else {
      this.#runs.splice(from, to - from, joined(piece, this.#runs.slice(from, to)));
    }
    return true;
  }

  #run(index: number): Run<T> {
    return this.#runs[index] as unknown as Run<T>;
  }

  /** The index of the first run that reaches `seq` or lies behind it. */
  #firstReaching(seq: number): number {
    let low = 0;
    let high = this.#runs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (lastSeq(this.#run(middle)) < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The run that holds `seq`. */
  runAt(seq: number): Run<T> | undefined {
    const index = this.#firstReaching(seq);
    return index < this.#runs.length && firstSeq(this.#run(index)) <= seq ? this.#run(index) : undefined;
  }

  /** The run with the newest events. */
  newest(): Run<T> | undefined {
    return this.#runs.length > 0 ? this.#run(this.#runs.length - 1) : undefined;
  }

  /** What is missing of 1 to `head`. */
  holes(head: number): Hole[] {
    const holes: Hole[] = [];
    let next = 1;
    for (let index = 0; index < this.#runs.length; index++) {
      const run = this.#run(index);
      if (firstSeq(run) > next) holes.push({ from: next, to: firstSeq(run) - 1 });
      next = lastSeq(run) + 1;
    }
    if (next <= head) holes.push({ from: next, to: head });
    return holes;
  }

  /** All that is held, oldest first. */
  events(): T[] {
    return this.#runs.flat();
  }

  /** Puts another in the place of each event up to a `seq`; where it is the same, nothing changes. Says whether any is another. */
  replace(upTo: number, other: (event: T) => T): boolean {
    let changed = false;
    for (const run of this.#runs) {
      for (const [index, event] of run.entries()) {
        if (event.seq > upTo) return changed;
        const replaced = other(event);
        if (replaced === event) continue;
        run[index] = replaced;
        changed = true;
      }
    }
    return changed;
  }

  /** Puts another in the place of the event at a `seq`, if it is held. */
  replaceAt(seq: number, other: (event: T) => T): void {
    const run = this.#runs[this.#firstReaching(seq)];
    const index = run?.[0] ? seq - run[0].seq : -1;
    const event = run?.[index];
    if (run && event) run[index] = other(event);
  }

  /** Forgets all but the newest events, so that a long read conversation does not stay in memory. */
  keepNewest(count: number): void {
    const kept = this.newest()?.slice(-count);
    this.#runs.length = 0;
    if (kept?.length) this.#runs.push(kept);
  }
}

function isRun<T extends Numbered>(events: readonly T[]): events is Run<T> & T[] {
  return events.length > 0;
}

/** Adds to a run what the piece has beyond its end. */
function append<T extends Numbered>(run: T[] | undefined, piece: readonly T[]): void {
  const end = run?.at(-1)?.seq ?? 0;
  for (const event of piece) if (event.seq > end) run?.push(event);
}

/** One run of a piece and the runs it overlaps or touches. What is held stays: an event never changes. */
function joined<T extends Numbered>(piece: readonly T[], runs: readonly T[][]): T[] {
  const result: T[] = [];
  for (const run of runs) {
    const start = run[0]?.seq ?? 0;
    append(
      result,
      piece.filter((event) => event.seq < start),
    );
    append(result, run);
  }
  append(result, piece);
  return result;
}
