import { describe, expect, it } from 'vitest';

import type { Ticket, TicketBefore } from '../wire';

import { undoOf } from './undo';

function before(conversation: string, part: Partial<Ticket>): TicketBefore {
  const ticket: Ticket = {
    id: 'tkt_1',
    ordinal: 1,
    status: 'open',
    priority: 'normal',
    opened_at: 1,
    opened_seq: 1,
    ...part,
  };
  return { conversation, ticket };
}

describe('undoing', () => {
  it('gives each its own state back, and those that stood alike together', () => {
    const all = [before('a', {}), before('b', { status: 'pending' }), before('c', {})];
    expect(undoOf(all, { status: 'resolved' }, 0)).toEqual([
      { conversations: ['a', 'c'], change: { status: 'open' } },
      { conversations: ['b'], change: { status: 'pending' } },
    ]);
  });

  it('puts aside again what was put aside, unless its moment has passed', () => {
    const all = [before('a', { status: 'snoozed', snoozed_until: 50 }), before('b', { status: 'snoozed' })];
    expect(undoOf(all, { status: 'open' }, 10).map(({ change }) => change)).toEqual([
      { status: 'snoozed', snoozed_until: 50 },
      { status: 'snoozed' },
    ]);
    expect(undoOf(all.slice(0, 1), { status: 'open' }, 60)[0]?.change).toEqual({ status: 'open' });
  });

  it('takes an assignee away where there was none', () => {
    expect(undoOf([before('a', {})], { assignee: 'me' }, 0)[0]?.change).toEqual({ assignee: null });
  });

  it('gives a ticket back to its team, and to whoever the team took it from', () => {
    const all = [before('a', { assignee: 'me' }), before('b', { team: 'tem_2' })];
    expect(undoOf(all, { team: 'tem_1' }, 0).map(({ change }) => change)).toEqual([
      { team: null, assignee: 'me' },
      { team: 'tem_2', assignee: null },
    ]);
  });

  it('touches only the labels that were put on or taken off', () => {
    const all = [before('a', { labels: ['late', 'vip'] })];
    expect(undoOf(all, { add_labels: ['vip', 'new'], remove_labels: ['late', 'old'] }, 0)[0]?.change).toEqual(
      {
        add_labels: ['late'],
        remove_labels: ['new'],
      },
    );
  });
});
