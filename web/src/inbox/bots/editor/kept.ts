/** Drafts of flows on this device, by bot: what is written and not published, and where its steps were put on the map. */
import type { Position } from './layout';

export interface Draft {
  readonly source: string;
  /** The version that it began with; 0 for none. */
  readonly basedOn: number;
}

const draftKey = (bot: string) => `subrosa.flow.${bot}`;
const placesKey = (bot: string) => `subrosa.flow.${bot}.places`;

export function draftOf(bot: string): Draft | null {
  const found = readKept(draftKey(bot)) as Partial<Draft> | null;
  return typeof found?.source === 'string' && typeof found.basedOn === 'number'
    ? { source: found.source, basedOn: found.basedOn }
    : null;
}

/** False when there is no room for it. */
export function keepDraft(bot: string, draft: Draft | null): boolean {
  return keep(draftKey(bot), draft);
}

/** Where steps were put by hand. */
export function placesOf(bot: string): Map<string, Position> {
  const found = readKept(placesKey(bot));
  if (typeof found !== 'object' || found === null) return new Map();
  const entries = Object.entries(found as Record<string, Partial<Position> | null>);
  return new Map(
    entries.flatMap(([name, position]) =>
      Number.isFinite(position?.x) && Number.isFinite(position?.y)
        ? [[name, { x: Number(position?.x), y: Number(position?.y) }] as const]
        : [],
    ),
  );
}

export function keepPlaces(bot: string, places: ReadonlyMap<string, Position>): void {
  keep(placesKey(bot), places.size > 0 ? Object.fromEntries(places) : null);
}

function readKept(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as unknown;
  } catch {
    return null;
  }
}

function keep(key: string, value: unknown): boolean {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** Nothing of one sign-in is left for the next. */
export function forgetDrafts(): void {
  for (const key of Object.keys(localStorage))
    if (key.startsWith('subrosa.flow.')) localStorage.removeItem(key);
}
