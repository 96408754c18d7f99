import { expect, it } from 'vitest';

import type { SegmentRule } from '../../engine';

import type { Known } from './conditions';
import { eventNames, examples } from './examples';
import { sentence } from './sentence';
import { edited } from './tree';
import {
  readAmount,
  readCount,
  readNumber,
  readNumbers,
  readTexts,
  writeAmount,
  writeNumber,
} from './writing';

const known: Known = {
  attributes: [
    { name: 'tier', label: 'Tier', kind: 'text' },
    { name: 'born', label: 'Birthday', kind: 'date' },
  ],
  topics: [{ name: 'offers', label: 'Offers', description: '' }],
  segments: [
    {
      id: 'seg_1',
      name: 'Golden',
      rule: { all: [] },
      text: '',
      kind: 'asked',
      is_ready: true,
      created_at: 0,
      changed_at: 0,
    },
  ],
};
const said = (rule: SegmentRule) => sentence(edited(rule), known);

it.each<[SegmentRule, string]>([
  [{ all: [] }, 'everyone'],
  [{ not: { all: [] } }, 'nobody'],
  [{ not: { consent: 'offers' } }, 'not: agrees to “Offers”'],
  [{ segment: 'seg_1' }, 'is in segment “Golden”'],
  [{ attribute: { name: 'tier', is: { one_of: ['gold', 'silver'] } } }, 'Tier is one of “gold” or “silver”'],
  [{ attribute: { name: 'born', is: { returns_in_days: 7 } } }, 'Birthday comes round in the next 7 days'],
  [{ attribute: { name: 'gone', is: { known: false } } }, 'gone is not known'],
  [
    {
      any: [
        { consent: 'offers' },
        { not: { all: [{ last_order: { last_days: 1 } }, { first_order: { before: '2026-12-24' } }] } },
      ],
    },
    'agrees to “Offers” or not: (last ordered in the last day and first ordered before December 24, 2026)',
  ],
  [
    { event: { name: 'Viewed', times: { at_most: 0 }, where: [{ name: 'a.b', is: { at_least: 3 } }] } },
    'did “Viewed” (never) with “a.b” is at least 3',
  ],
  [
    {
      event: { name: 'Viewed', times: { at_least: 2, at_most: 3 }, within: { between: ['2026-11-01', ''] } },
    },
    'did “Viewed” (times: 2 to 3) from November 1, 2026 to …',
  ],
  [
    { orders: { figure: 'largest', is: { at_least: 5000 }, currency: 'EUR', item: { category: ['Bowls'] } } },
    'largest order: at least €50.00 with category “Bowls”',
  ],
  [{ orders: { figure: 'spent', is: { at_most: NaN }, currency: 'E' } }, 'spent, less refunds: at most …'],
  [{ standing: { money: { at_least: 5, at_most: 5 } } }, 'stands among customers (for how much: 5)'],
  [
    { campaign: { was: 'seen', within: { between: ['2026-11-01', '2026-11-30'] } } },
    'campaign any seen from 2026-11-01 to 2026-11-30',
  ],
])('%j reads as a sentence', (rule, words) => {
  expect(said(rule)).toBe(words);
});

it('begins from what the brand has, and suggests what is asked for already', () => {
  expect(examples(known).map(({ rule }) => said(rule))[0]).toBe(
    'last ordered in the last 90 days and agrees to “Offers”',
  );
  expect(said(examples({ ...known, topics: [] })[0]?.rule ?? { any: [] })).toBe(
    'last ordered in the last 90 days',
  );
  expect(eventNames([{ not: { all: [{ event: { name: 'Booked' } }] } }])).toContain('Booked');
});

it('reads what is written, in the ways in which people write it', () => {
  expect([readCount('12'), readCount('١٢'), readCount('1.5'), readCount('')]).toEqual([12, 12, NaN, NaN]);
  expect([readNumber('-1,5'), readNumber('x')]).toEqual([-1.5, NaN]);
  expect([readTexts('a, b،c ,'), readNumbers('1, 2.5')]).toEqual([
    ['a', 'b', 'c'],
    [1, 2.5],
  ]);
  expect(['12', '12,50', '0', '0.00', '1.234'].map((text) => readAmount(text, 'EUR'))).toEqual([
    1200,
    1250,
    0,
    0,
    NaN,
  ]);
  expect([writeAmount(1200, 'EUR'), writeAmount(1250, 'EUR'), writeAmount(5, 'KWD')]).toEqual([
    '12',
    '12.50',
    '0.005',
  ]);
  expect([writeAmount(NaN, 'EUR'), writeNumber(NaN), writeNumber(7)]).toEqual(['', '', '7']);
});
