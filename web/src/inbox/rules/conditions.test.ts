import { expect, it } from 'vitest';

import type { RuleCondition } from '../../engine';

import { become, edited, kept } from './conditions';

const order: RuleCondition = { kind: 'has_order' };
const open: RuleCondition = { kind: 'open_hours' };

it('keeps what is said when nothing is changed', () => {
  for (const condition of [
    order,
    { kind: 'not', that: open } as const,
    { kind: 'any', of: [order, { kind: 'all', of: [open, order] }] } as RuleCondition,
  ])
    expect(kept(edited(condition))).toEqual(condition);
  expect(kept(edited(undefined))).toBeUndefined();
});

it('turns groups around, so that only single conditions are', () => {
  const neither: RuleCondition = {
    kind: 'not',
    that: { kind: 'any', of: [order, { kind: 'not', that: open }] },
  };
  expect(edited(neither)).toEqual({ kind: 'all', of: [{ kind: 'not', that: order }, open] });
});

it('drops groups in which nothing stands', () => {
  expect(kept({ kind: 'all', of: [{ kind: 'any', of: [] }, order] })).toEqual(order);
});

it('changes a part in place unless it becomes another', () => {
  const part: RuleCondition = { kind: 'assignee', account: 'acc_1' };
  expect(become<RuleCondition>(part, { kind: 'assignee' })).toBe(true);
  expect(part).toEqual({ kind: 'assignee' });
  expect(become<RuleCondition>(part, order)).toBe(false);
});
