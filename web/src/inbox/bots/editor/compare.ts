/** What differs between two versions of a flow: steps by name, fields by their place. As `crates/flow/src/compare.rs` says it. Pure. */
import { type Json, at, isObject, object, same, shown } from './json';

export interface FieldChange {
  /** `say.text`, `triggers.keywords.0.words.1`. */
  readonly field: string;
  /** Nothing where it was not there, or is not there any more. */
  readonly before: string | null;
  readonly after: string | null;
}

export interface Changes {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly { readonly name: string; readonly fields: readonly FieldChange[] }[];
  /** Beside the steps. */
  readonly flow: readonly FieldChange[];
}

export function compare(before: Json, after: Json): Changes {
  const [old, now] = [object(at(before, ['nodes'])), object(at(after, ['nodes']))];
  const names = (of: typeof old) => Object.keys(of).sort();
  return {
    added: names(now).filter((name) => !Object.hasOwn(old, name)),
    removed: names(old).filter((name) => !Object.hasOwn(now, name)),
    changed: names(old)
      .filter((name) => Object.hasOwn(now, name) && !same(old[name], now[name]))
      .map((name) => ({ name, fields: fields(old[name], now[name]) })),
    flow: fields(withoutNodes(before), withoutNodes(after)),
  };
}

export function isSame({ added, removed, changed, flow }: Changes): boolean {
  return added.length + removed.length + changed.length + flow.length === 0;
}

function withoutNodes(flow: Json): Json {
  return Object.fromEntries(Object.entries(object(flow)).filter(([key]) => key !== 'nodes'));
}

function fields(before: Json | undefined, after: Json | undefined): FieldChange[] {
  const found: FieldChange[] = [];
  const walk = (place: string, old: Json | undefined, now: Json | undefined): void => {
    if (same(old, now)) return;
    const below = (key: string | number) => (place ? `${place}.${key}` : String(key));
    if (isObject(old) && isObject(now)) {
      const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort();
      for (const key of keys) walk(below(key), old[key], now[key]);
    } else if (Array.isArray(old) && Array.isArray(now)) {
      const length = Math.max(old.length, now.length);
      for (let index = 0; index < length; index += 1)
        walk(below(index), old[index] as Json | undefined, now[index] as Json | undefined);
    } else {
      const said = (value: Json | undefined) => (value === undefined ? null : shown(value));
      found.push({ field: place, before: said(old), after: said(now) });
    }
  };
  walk('', before, after);
  return found;
}
