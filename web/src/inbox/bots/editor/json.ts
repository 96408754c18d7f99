/** What a flow file holds, looked at without trusting it: every part may be missing, or of another shape. Pure. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** Where something stands, from the file's beginning. */
export type Path = readonly (string | number)[];

export function object(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

/** A text as it stands; nothing for what is none. */
export function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** As people read it: a text, a number, yes or no. */
export function shown(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What stands at a path. */
export function at(value: Json | undefined, path: Path): Json | undefined {
  let found: Json | undefined = value;
  for (const key of path) {
    if (typeof key === 'number') found = list(found)[key];
    else found = Object.hasOwn(object(found), key) ? object(found)[key] : undefined;
  }
  return found;
}

export function same(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other))
    return (
      one.length === other.length && one.every((part, index) => same(part as Json, other[index] as Json))
    );
  if (!isObject(one) || !isObject(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && same(one[key], other[key]))
  );
}
