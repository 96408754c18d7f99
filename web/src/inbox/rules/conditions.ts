/** The tree of a rule's conditions as it is edited: groups, and conditions in them that hold or do not. Pure. */
import type { RuleCondition } from '../../engine';

export type Group = Extract<RuleCondition, { kind: 'all' | 'any' }>;
export type Leaf = Exclude<RuleCondition, { kind: 'all' | 'any' | 'not' }>;

/** Levels that may stand within the outermost. */
export const DEEPER = 6;

export function isGroup(condition: RuleCondition): condition is Group {
  return condition.kind === 'all' || condition.kind === 'any';
}

/** The condition without the word that turns it around. */
export function bare(condition: RuleCondition): RuleCondition {
  return condition.kind === 'not' ? condition.that : condition;
}

export function newCondition(kind: Leaf['kind']): Leaf {
  switch (kind) {
    case 'words':
      return { kind, any: [] };
    case 'status':
      return { kind, among: ['open'] };
    case 'priority':
      return { kind, among: ['high', 'urgent'] };
    case 'label':
      return { kind, label: '' };
    case 'attribute':
      return { kind, attribute: '', is: 'known' };
    case 'spent':
      return { kind, currency: 'EUR', at_least: 10_000 };
    case 'waiting':
      return { kind, minutes: 60 };
    default:
      return { kind };
  }
}

/**
 * A condition as it is edited: groups, of which the outermost is one. What is turned around and is a group itself becomes a group of its
 * members turned around, which says the same.
 */
export function edited(condition: RuleCondition | undefined): Group {
  if (!condition) return { kind: 'all', of: [] };
  const whole = spread(condition, false);
  return isGroup(whole) ? whole : { kind: 'all', of: [whole] };
}

function spread(condition: RuleCondition, isNot: boolean): RuleCondition {
  if (condition.kind === 'not') return spread(condition.that, !isNot);
  if (isGroup(condition)) {
    const kind = isNot ? (condition.kind === 'all' ? 'any' : 'all') : condition.kind;
    return { kind, of: condition.of.map((one) => spread(one, isNot)) };
  }
  return isNot ? { kind: 'not', that: condition } : condition;
}

/** The tree as it is kept: without empty groups, and without groups of one. */
export function kept(condition: RuleCondition): RuleCondition | undefined {
  if (!isGroup(condition)) return condition;
  const of = condition.of.map(kept).filter((one) => one !== undefined);
  return of.length > 1 ? { kind: condition.kind, of } : of[0];
}

/**
 * Makes one part what another is, in place: what is edited stays the same object, so that its fields on the page stay the same ones. False
 * where it is of another kind, and has to be replaced.
 */
export function become<T extends { kind: string }>(part: T, other: T): boolean {
  if (part.kind !== other.kind) return false;
  for (const key of Object.keys(part)) if (!(key in other)) Reflect.deleteProperty(part, key);
  Object.assign(part, other);
  return true;
}
