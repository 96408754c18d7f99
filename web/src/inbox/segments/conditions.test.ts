import { expect, it } from 'vitest';

import type { SegmentTest } from '../../engine';

import { firstKind, isThere, isWhole, KIND_GROUPS, type Known, newCondition, turnedTo } from './conditions';
import { firstOf, isRange, rangeOf, shapeOf, SHAPES } from './ranges';
import type { Condition } from './tree';
import { isTest, kindOf, testName, testOf, TESTS } from './value-tests';

const known: Known = {
  attributes: [{ name: 'born', label: 'Birthday', kind: 'date' }],
  topics: [
    { name: 'old', label: 'Old', description: '', is_archived: true },
    { name: 'offers', label: 'Offers', description: '' },
  ],
  segments: [],
};

it('begins each kind so that it can be counted, but for a name that only people know', () => {
  const unsaid = KIND_GROUPS.flatMap(({ kinds }) => kinds).filter(
    (kind) => isThere(kind, known) && !isWhole(newCondition(kind, known)),
  );
  expect(unsaid).toEqual(['event', 'first_event', 'last_event']);
  expect(newCondition('consent', known)).toEqual({ consent: 'offers' });
  expect(firstKind({ attributes: [], topics: [], segments: [] })).toBe('orders');
});

it('takes the name of what someone did along to another kind', () => {
  const did: Condition = { event: { name: 'Signed Up', times: { at_least: 2 } } };
  expect(turnedTo('last_event', known, did)).toEqual({
    last_event: { name: 'Signed Up', at: { last_days: 30 } },
  });
  expect(turnedTo('consent', known, did)).toEqual({ consent: 'offers' });
});

it.each<[Condition, boolean]>([
  [{ event: { name: ' ' } }, false],
  [{ event: { name: 'A', times: { at_least: 3, at_most: 2 } } }, false],
  [{ event: { name: 'A', where: [{ name: 'a..b', is: { known: true } }] } }, false],
  [{ event: { name: 'A', where: [{ name: 'a.b', is: { equal: 'x' } }] } }, true],
  [{ orders: { figure: 'spent', is: { at_least: 1 } } }, false],
  [{ orders: { figure: 'spent', is: { at_least: 1 }, currency: 'EU' } }, false],
  [{ orders: { figure: 'count', is: { at_most: 0 }, item: { sku: [] } } }, false],
  [{ orders: { figure: 'count', is: { at_most: 0 }, within: { last_days: 3651 } } }, false],
  [
    { orders: { figure: 'count', is: { at_most: 0 }, within: { between: ['2026-02-01', '2026-01-01'] } } },
    false,
  ],
  [{ orders: { figure: 'average', is: { at_least: 1 }, currency: 'EUR', item: { name: 'bowl' } } }, true],
  [{ standing: {} }, false],
  [{ standing: { money: { at_least: 6 } } }, false],
  [{ standing: { money: { at_least: 5 } } }, true],
  [{ last_order: { before: '' } }, false],
  [{ campaign: { was: 'seen' } }, true],
])('knows whether all is said: %j', (condition, isSaid) => {
  expect(isWhole(condition)).toBe(isSaid);
});

it('says ranges as people do', () => {
  for (const shape of SHAPES) expect(shapeOf(rangeOf(shape, 2, 5))).toBe(shape);
  expect(firstOf({ at_most: 4 })).toBe(4);
  expect(isRange({ at_least: NaN })).toBe(false);
  // As it is kept for undoing.
  expect(isRange(JSON.parse('{"at_least":null}') as { at_least: number })).toBe(false);
});

it('offers tests that fit a kind, and takes a value along where it fits', () => {
  const before: SegmentTest = { equal: 'gold' };
  expect(testOf('one_of', 'text', before)).toEqual({ one_of: ['gold'] });
  expect(testOf('equal', 'text', { one_of: ['gold', 'silver'] })).toEqual({ equal: 'gold' });
  expect(testOf('at_least', 'number', before)).toEqual({ at_least: NaN });
  expect(testOf('returns_in_days', 'date', { in_last_days: 900 })).toEqual({ returns_in_days: 365 });
  for (const [kind, names] of Object.entries(TESTS) as [keyof typeof TESTS, readonly string[]][])
    for (const name of names)
      expect(testName(testOf(name as (typeof TESTS)['text'][number], kind)), kind).toBe(name);
});

it('tells the kind of a property by what it is held against', () => {
  expect(kindOf({ at_least: 3 })).toBe('number');
  expect(kindOf({ less_than: '' })).toBe('date');
  expect(kindOf({ equal: '2026-01-31' })).toBe('date');
  expect(kindOf({ equal: true })).toBe('yes_no');
  expect(kindOf({ contains: '2026-01-31' })).toBe('text');
  expect(isTest({ one_of: [] })).toBe(false);
  expect(isTest({ equal: false })).toBe(true);
});
