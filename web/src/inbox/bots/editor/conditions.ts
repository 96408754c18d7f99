/** Conditions as a form has them. Pure. */
import { type Json, list, object } from './json';

export type ConditionKind = 'all' | 'any' | 'not' | 'open' | 'closed' | 'compare';

export function conditionKind(value: Json | undefined): ConditionKind {
  const of = object(value);
  if ('open' in of) return of['open'] === false ? 'closed' : 'open';
  return (['all', 'any', 'not'] as const).find((kind) => kind in of) ?? 'compare';
}

/** The same condition as another kind: what it was stays as a part, where there can be parts. */
export function conditionOf(kind: ConditionKind, before: Json | undefined): Json {
  const was = conditionKind(before);
  const parts =
    was === 'all' || was === 'any' ? list(object(before)[was]) : before === undefined ? [] : [before];
  switch (kind) {
    case 'all':
    case 'any':
      return { [kind]: [...parts] };
    case 'not':
      return { not: before ?? { open: true } };
    case 'open':
    case 'closed':
      return { open: kind === 'open' };
    case 'compare': {
      const inner = [...parts, object(before)['not']].find((part) => 'compare' in object(part));
      return inner ?? { compare: { value: 'message', is: 'set' } };
    }
  }
}

/** What someone wrote, as a value: yes and no, numbers, and texts. */
export function scalarOf(written: string): Json {
  const word = written.trim();
  if (word === 'true' || word === 'false') return word === 'true';
  return /^-?(?:0|[1-9]\d{0,8})(?:\.\d{1,6})?$/.test(word) ? Number(word) : written;
}
