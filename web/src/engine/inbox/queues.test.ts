import { describe, expect, it } from 'vitest';

import type { ConversationView } from '../types';
import type { Ticket } from '../wire';

import { countTickets, isIn, queueKey, QUEUES, requestFor, ticketsIn } from './queues';

function ticket(part: Partial<Ticket> = {}): Ticket {
  return {
    id: 'tkt_1',
    ordinal: 1,
    status: 'open',
    priority: 'normal',
    opened_at: 1,
    opened_seq: 1,
    ...part,
  };
}

function conversation(activity: number, part?: Partial<Ticket>): ConversationView {
  const thread = part
    ? { epoch: 0, journal: 0, ticket: ticket({ id: `tkt_${activity}`, ...part }) }
    : undefined;
  return { id: `c${activity}`, activity, thread } as ConversationView;
}

const around = { member: 'me', moment: 0, isBot: () => false };
const inOf = (one: Ticket) => QUEUES.filter((name) => isIn({ name }, one, 'me'));

describe('the views of an inbox', () => {
  it.each<[Partial<Ticket>, string[]]>([
    [{}, ['unassigned', 'open']],
    [{ assignee: 'me' }, ['mine', 'open']],
    [{ assignee: 'ada' }, ['open']],
    [{ status: 'pending', assignee: 'me' }, ['pending']],
    [{ status: 'snoozed' }, ['snoozed']],
    [{ status: 'resolved', assignee: 'me' }, ['resolved']],
  ])('%j', (part, names) => {
    expect(inOf(ticket(part))).toEqual(names);
  });

  it('show open tickets with a label', () => {
    expect(isIn({ label: 'late' }, ticket({ labels: ['late'] }), 'me')).toBe(true);
    expect(isIn({ label: 'late' }, ticket({ labels: ['late'], status: 'resolved' }), 'me')).toBe(false);
    expect(isIn({ label: 'late' }, ticket(), 'me')).toBe(false);
  });

  it('show the open tickets of a team', () => {
    expect(isIn({ team: 'tem_1' }, ticket({ team: 'tem_1', assignee: 'ada' }), 'me')).toBe(true);
    expect(isIn({ team: 'tem_1' }, ticket({ team: 'tem_1', status: 'pending' }), 'me')).toBe(false);
    expect(isIn({ team: 'tem_1' }, ticket({ team: 'tem_2' }), 'me')).toBe(false);
    expect(requestFor({ team: 'tem_1' }, 'oldest')).toEqual({
      status: 'open',
      team: 'tem_1',
      order: 'oldest',
    });
    const theirs = [
      conversation(1, { team: 'tem_1' }),
      conversation(2, { team: 'tem_1', status: 'resolved' }),
    ];
    expect(countTickets(theirs, 'me').teams).toEqual([{ team: 'tem_1', open: 1 }]);
  });

  it('show what the member follows, however it stands', () => {
    const both = [conversation(1, { status: 'resolved' }), conversation(2, {})];
    const found = ticketsIn(
      both,
      { following: true },
      around,
      'newest',
      null,
      new Set(),
      new Map([['c1', 4]]),
    );
    expect(found.map(({ id }) => id)).toEqual(['c1']);
    expect(requestFor({ following: true }, 'newest')).toEqual({ of: 'following' });
  });

  const all = [
    conversation(1, {}),
    conversation(2),
    conversation(3, {}),
    conversation(4, { assignee: 'me' }),
  ];
  const ids = (list: readonly ConversationView[]) => list.map(({ id }) => id);

  it('are in their order, without conversations that have no ticket', () => {
    expect(ids(ticketsIn(all, { name: 'open' }, around, 'newest', null))).toEqual(['c4', 'c3', 'c1']);
    expect(ids(ticketsIn(all, { name: 'open' }, around, 'oldest', null))).toEqual(['c1', 'c3', 'c4']);
  });

  it('end at the edge of what was read', () => {
    expect(ids(ticketsIn(all, { name: 'open' }, around, 'newest', 3))).toEqual(['c4', 'c3']);
    expect(ids(ticketsIn(all, { name: 'open' }, around, 'oldest', 3))).toEqual(['c1', 'c3']);
  });

  it('are counted as the server counts', () => {
    expect(countTickets(all, 'me')).toEqual({
      mine: 1,
      unassigned: 2,
      open: 3,
      due: 0,
      pending: 0,
      snoozed: 0,
      resolved: 0,
    });
  });

  it('show what is promised, the nearest due first', () => {
    const promised = (activity: number, due_at?: number) => {
      const clock = { target: 'resolution', hours: 'always', minutes: 1, since: 0, left: 0 } as const;
      const clocks = [{ ...clock, ...(due_at === undefined ? {} : { due_at }) }];
      return conversation(activity, { promise: { policy: 'All', clocks } });
    };
    const some = [promised(1, 30), promised(2), promised(3, 10), promised(4, 20), conversation(5, {})];
    expect(ids(ticketsIn(some, { name: 'due' }, around, 'newest', null))).toEqual(['c3', 'c4', 'c1']);
    expect(ids(ticketsIn(some, { name: 'open' }, around, 'due', 20))).toEqual(['c3', 'c4']);
    expect(countTickets(some, 'me')).toMatchObject({ open: 5, due: 3 });
    expect(requestFor({ name: 'due' }, 'newest')).toEqual({ status: 'open', order: 'due' });
  });

  it('are asked for, each in the server’s words', () => {
    expect(requestFor({ name: 'mine' }, 'oldest')).toEqual({ status: 'open', of: 'me', order: 'oldest' });
    expect(requestFor({ name: 'snoozed' }, 'newest')).toEqual({ status: 'snoozed', order: 'newest' });
    expect(requestFor({ label: 'late' }, 'oldest')).toEqual({ status: 'open', label: 'late' });
    expect(queueKey({ label: 'mine' })).not.toBe(queueKey({ name: 'mine' }));
  });
});
