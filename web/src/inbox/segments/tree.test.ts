import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import type { SegmentRule } from '../../engine';

import {
  add,
  edited,
  isGroup,
  linesOf,
  newGroup,
  newLine,
  put,
  remove,
  setJoin,
  sizeOf,
  toRule,
  turn,
} from './tree';

const offers: SegmentRule = { consent: 'offers' };
const news: SegmentRule = { consent: 'news' };
const campaign: SegmentRule = { campaign: { was: 'clicked', within: { last_days: 30 } } };

const { rule: anyRule } = fc.letrec<{ rule: SegmentRule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(offers, news, campaign),
    fc.array(tie('rule'), { maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('rule'), { maxLength: 3 }).map((any) => ({ any })),
    tie('rule').map((not) => ({ not })),
  ),
}));

/** What a rule says of someone of whom each condition holds or does not, by its text. */
function holds(rule: SegmentRule, of: (condition: string) => boolean): boolean {
  if ('all' in rule) return rule.all.every((one) => holds(one, of));
  if ('any' in rule) return rule.any.some((one) => holds(one, of));
  return 'not' in rule ? !holds(rule.not, of) : of(JSON.stringify(rule));
}

it('says the same as the rule that it was read from, whatever that is', () => {
  fc.assert(
    fc.property(anyRule, fc.func(fc.boolean()), (rule, of) => {
      const tree = edited(rule);
      expect(holds(toRule(tree), of)).toBe(holds(rule, of));
      // And once it was read, it stays as it is.
      expect(toRule(edited(toRule(tree)))).toEqual(toRule(tree));
    }),
  );
});

it('keeps what it does not know, and the order in which the server counts', () => {
  const rule: SegmentRule = { all: [{ not: { any: [news, { not: campaign }] } }, offers] };
  const tree = edited(rule);
  expect(toRule(tree)).toEqual(rule);
  expect(linesOf(tree).map(({ condition, not }) => [condition, not])).toEqual([
    [news, false],
    [campaign, true],
    [offers, false],
  ]);
  expect(sizeOf(tree), 'all, not, any, news, not, campaign, offers').toBe(7);
});

it('is changed without changing what it was', () => {
  const [one, other] = [newLine({ consent: 'offers' }), newLine({ consent: 'news' })];
  const inner = newGroup('any', [other]);
  const tree = newGroup('all', [one]);
  const grown = add(tree, tree.id, inner);
  expect(tree.parts).toEqual([one]);
  expect(toRule(setJoin(turn(grown, one.id), inner.id, 'none'))).toEqual({
    all: [{ not: offers }, { not: { any: [news] } }],
  });
  // A group that is left with nothing goes, too; the outermost stays.
  expect(remove(grown, other.id).parts).toEqual([one]);
  expect(remove(remove(grown, inner.id), one.id)).toEqual({ ...tree, parts: [] });
  expect(put(grown, 0, () => null)).toEqual(grown);
  expect(grown.parts.map(isGroup)).toEqual([false, true]);
});
