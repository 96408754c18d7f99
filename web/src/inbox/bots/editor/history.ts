/** What was done to a text, to be taken back and done again. What is written into one field without a pause is one deed. Pure. */
export interface Moment {
  readonly source: string;
  /** What the change that led here was about: the same without a pause joins. Nothing joins null. */
  readonly about: string | null;
  readonly at: number;
}

export interface History {
  readonly past: readonly Moment[];
  readonly now: Moment;
  readonly future: readonly Moment[];
}

/** More is forgotten, the oldest first. */
const mostKept = 200;
const pauseMilliseconds = 1_500;

export function begin(source: string, at: number): History {
  return { past: [], now: { source, about: null, at }, future: [] };
}

export function write(history: History, source: string, about: string | null, at: number): History {
  const { past, now } = history;
  if (source === now.source) return history;
  const moment = { source, about, at };
  const joins = about !== null && about === now.about && at - now.at < pauseMilliseconds;
  return { past: joins ? past : [...past, now].slice(-mostKept), now: moment, future: [] };
}

export function undo({ past, now, future }: History): History {
  const before = past.at(-1);
  if (!before) return { past, now, future };
  // What is written next begins a deed of its own.
  return { past: past.slice(0, -1), now: { ...before, about: null }, future: [now, ...future] };
}

export function redo({ past, now, future }: History): History {
  const [next, ...rest] = future;
  if (!next) return { past, now, future };
  return { past: [...past, now], now: { ...next, about: null }, future: rest };
}
