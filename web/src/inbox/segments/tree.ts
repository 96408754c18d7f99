/**
 * A segment's rule as it is edited: groups of lines, each with an id that stays while it is changed. Pure; every change makes a new tree.
 * Never: whether a rule may be kept (that is the server's).
 */
import type { SegmentRule } from '../../engine';

/** A condition by itself, without what joins it to others. */
export type Condition = Exclude<SegmentRule, { all: unknown } | { any: unknown } | { not: unknown }>;

export type Kind = Condition extends infer One ? (One extends unknown ? keyof One : never) : never;
/** What a condition of a kind says. */
export type Said<K extends Kind> = Extract<Condition, Record<K, unknown>>[K];

export const JOINS = ['all', 'any', 'not_all', 'none'] as const;
export type Join = (typeof JOINS)[number];

export interface Line {
  readonly id: number;
  readonly not: boolean;
  readonly condition: Condition;
}

export interface Group {
  readonly id: number;
  readonly join: Join;
  readonly parts: readonly Part[];
}

export type Part = Group | Line;

/** Groups in one another: what the server takes, less the conditions themselves and what turns groups around. */
export const DEEPER = 4;
/** What the server takes, groups among them. */
export const MOST_CONDITIONS = 200;

let ids = 0;

export const isGroup = (part: Part): part is Group => 'parts' in part;
export const newLine = (condition: Condition, not = false): Line => ({ id: (ids += 1), not, condition });
export const newGroup = (join: Join, parts: readonly Part[]): Group => ({ id: (ids += 1), join, parts });

// From the wire, and to it.

/** A rule as it is edited; the outermost is a group. */
export function edited(rule: SegmentRule): Group {
  const part = read(rule, false);
  return isGroup(part) ? part : newGroup('all', [part]);
}

function read(rule: SegmentRule, not: boolean): Part {
  if ('not' in rule) return read(rule.not, !not);
  if ('all' in rule) return newGroup(not ? 'not_all' : 'all', readAll(rule.all));
  if ('any' in rule) return newGroup(not ? 'none' : 'any', readAll(rule.any));
  return newLine(rule, not);
}

const readAll = (rules: readonly SegmentRule[]): Part[] => rules.map((rule) => read(rule, false));

export function toRule(part: Part): SegmentRule {
  if (!isGroup(part)) return part.not ? { not: part.condition } : part.condition;
  const rules = part.parts.map(toRule);
  switch (part.join) {
    case 'all':
      return { all: rules };
    case 'any':
      return { any: rules };
    case 'not_all':
      return { not: { all: rules } };
    case 'none':
      return { not: { any: rules } };
  }
}

/** The lines in their order: that in which the server counts the conditions. */
export const linesOf = (part: Part): Line[] => (isGroup(part) ? part.parts.flatMap(linesOf) : [part]);

/** How many conditions a rule has for the server, those that join others among them. */
export function sizeOf(part: Part): number {
  if (!isGroup(part)) return part.not ? 2 : 1;
  const joins = part.join === 'all' || part.join === 'any' ? 1 : 2;
  return part.parts.reduce((sum, one) => sum + sizeOf(one), joins);
}

// Changes.

/** The tree with one part become another; where that is null, without it. A group that is left with nothing goes, too. */
export function put(group: Group, id: number, become: (part: Part) => Part | null): Group {
  if (group.id === id) {
    const became = become(group);
    return became && isGroup(became) ? became : { ...group, parts: [] };
  }
  const parts = group.parts.flatMap((part): readonly Part[] => {
    if (part.id === id) {
      const became = become(part);
      return became ? [became] : [];
    }
    if (!isGroup(part)) return [part];
    const inner = put(part, id, become);
    return inner.parts.length === 0 && part.parts.length > 0 ? [] : [inner];
  });
  return { ...group, parts };
}

export const remove = (root: Group, id: number): Group => put(root, id, () => null);

/** Puts a part at the end of a group. */
export const add = (root: Group, group: number, part: Part): Group =>
  put(root, group, (into) => (isGroup(into) ? { ...into, parts: [...into.parts, part] } : into));

export const setCondition = (root: Group, line: number, condition: Condition): Group =>
  put(root, line, (part) => (isGroup(part) ? part : { ...part, condition }));

export const turn = (root: Group, line: number): Group =>
  put(root, line, (part) => (isGroup(part) ? part : { ...part, not: !part.not }));

export const setJoin = (root: Group, group: number, join: Join): Group =>
  put(root, group, (part) => (isGroup(part) ? { ...part, join } : part));
