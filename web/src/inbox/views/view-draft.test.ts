import { describe, expect, it } from 'vitest';

import type { Filter } from '../../engine';

import { countRows, newGroup, newRow, toDraft, toFilter } from './view-draft';

const filters: Filter[] = [
  { all: [{ status: ['open', 'pending'] }, { not: { assignee: 'nobody' } }] },
  { any: [{ assignee: 'me' }, { assignee: 'bot' }, { assignee: { member: 'acc_0000000000001' } }] },
  { not: { any: [{ label: 'spam' }, { priority: ['low'] }] } },
  {
    all: [
      { waiting_minutes: 90 },
      { opened_within_minutes: 120 },
      { any: [{ active_within_minutes: 2_880 }, { all: [{ has_order: true }, { has_dispute: true }] }] },
      { attribute: { name: 'tier', value: 'gold' } },
      { not: { attribute: { name: 'tier' } } },
    ],
  },
];

describe('a filter in the making', () => {
  it.each(filters)('is written as it was read: %j', (filter) => {
    expect(toFilter(toDraft(filter))).toEqual(filter);
  });

  it.each<[Filter, Filter]>([
    [{ status: ['open'] }, { all: [{ status: ['open'] }] }],
    [{ not: { not: { any: [] } } }, { any: [] }],
    [
      { not: { all: [{ label: 'a' }, { not: { any: [{ label: 'b' }] } }] } },
      { any: [{ not: { label: 'a' } }, { any: [{ label: 'b' }] }] },
    ],
    [{ has_order: false }, { all: [{ not: { has_order: true } }] }],
    [{ not: { has_order: false } }, { all: [{ has_order: true }] }],
  ])('says %j the other way round', (filter, other) => {
    expect(toFilter(toDraft(filter))).toEqual(other);
  });

  it('is none until all is said', () => {
    for (const row of [
      newRow({ statuses: [] }),
      newRow({ kind: 'label', label: ' ' }),
      newRow({ kind: 'attribute' }),
      newRow({ kind: 'waiting', amount: 0 }),
      newRow({ kind: 'opened', amount: 366, unit: 'days' }),
      newRow({ kind: 'active', amount: Number.NaN }),
    ])
      expect(toFilter(newGroup('all', [newRow(), newGroup('any', [row])]))).toBeNull();
    expect(countRows(newGroup('all', [newRow(), newGroup('any', [newRow(), newRow()])]))).toBe(3);
  });
});
