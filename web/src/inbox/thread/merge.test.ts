import { describe, expect, it } from 'vitest';

import type { JournalEntry, Message } from '../../engine';

import { merge, type Item } from './merge';

function message(seq: number | null, at = seq ?? 0): Message {
  const key = `m${seq ?? 'x'}`;
  return {
    key,
    seq,
    id: key,
    author: 'a',
    mine: false,
    at,
    body: { v: 1, text: '' },
    pending: null,
    problem: null,
  };
}

function entry(seq: number, after: number, what: JournalEntry['what'], at = 1_000 + seq): JournalEntry {
  return { seq, id: `j${seq}`, after, author: 'agent', at, what };
}

const note = (text: string): JournalEntry['what'] => ({ kind: 'note', body: { v: 1, text } });
const keys = (items: readonly Item[] | undefined) => items?.map(({ key }) => key);

describe('messages and journal in one order', () => {
  it('puts what happened with a message above it, and what was done later below', () => {
    const journal = [
      entry(1, 1, { kind: 'opened', ordinal: 7 }, 1),
      entry(2, 1, note('first')),
      entry(3, 2, { kind: 'assigned', to: 'agent' }, 2),
      entry(4, 2, { kind: 'replied', seq: 2 }, 2),
      entry(5, 2, { kind: 'status', to: 'resolved' }),
    ];
    const { beside } = merge([message(1), message(2)], journal, [], 'me');
    expect(keys(beside.get(1)?.above)).toEqual(['j1']);
    expect(keys(beside.get(1)?.below)).toEqual(['j2']);
    expect(keys(beside.get(2)?.above)).toEqual(['j3']);
    expect(keys(beside.get(2)?.below)).toEqual(['j5']);
    expect(beside.get(2)?.below[0]?.kind).toBe('boundary');
  });

  it('keeps a note below the message at which it was written, even in the same instant', () => {
    const { beside } = merge([message(1)], [entry(1, 1, note('now'), 1)], [], 'me');
    expect(keys(beside.get(1)?.below)).toEqual(['j1']);
  });

  it('names the rule that did something, and only that', () => {
    const ran = (did: number, seq?: number): JournalEntry['what'] => ({
      kind: 'rule_ran',
      rule: 'rul_1',
      name: 'Refunds',
      did,
      chain: 1,
      ...(seq !== undefined && { seq }),
    });
    const journal = [
      entry(1, 1, ran(2)),
      entry(2, 1, { kind: 'prioritised', to: 'urgent' }),
      entry(3, 1, note('Look')),
      entry(4, 1, { kind: 'prioritised', to: 'low' }),
      entry(5, 2, ran(0, 2), 2),
    ];
    const { beside } = merge([message(1), message(2)], journal, [], 'me');
    expect(keys(beside.get(1)?.below)).toEqual(['j2', 'j3', 'j4']);
    const rules = beside.get(1)?.below.map((item) => ('rule' in item ? item.rule : undefined));
    expect(rules).toEqual(['Refunds', 'Refunds', undefined]);
    expect(keys(beside.get(2)?.above)).toEqual(['j5']);
  });

  it('puts what a bot hands over below its last words, without that the thread is nobody’s then', () => {
    const journal = [
      entry(1, 2, { kind: 'assigned', to: 'bot' }, 2),
      entry(2, 2, { kind: 'replied', seq: 2 }, 2),
      entry(3, 2, { kind: 'handed_over', reason: 'asked', summary: 'A parcel' }, 2),
      entry(4, 2, { kind: 'assigned' }, 2),
      entry(5, 2, { kind: 'assigned' }, 9),
    ];
    const { beside } = merge([message(1), message(2)], journal, [], 'me');
    expect(keys(beside.get(2)?.above)).toEqual(['j1']);
    expect(keys(beside.get(2)?.below)).toEqual(['j3', 'j5']);
    expect(beside.get(2)?.below[0]).toMatchObject({ kind: 'handover', author: 'agent', at: 2 });
  });

  it('leaves out what belongs to messages before the window, and what it does not know', () => {
    const journal = [entry(1, 3, note('early')), entry(2, 5, { kind: 'later' } as never)];
    const { beside } = merge([message(5)], journal, [], 'me');
    expect(beside.get(5)).toEqual({ above: [], below: [] });
  });

  it('takes the message before where one is missing', () => {
    expect(
      keys(merge([message(1), message(4)], [entry(1, 3, note('x'))], [], 'me').beside.get(1)?.below),
    ).toEqual(['j1']);
  });

  it('shows a waiting note at the end, and once only', () => {
    const waiting = [message(null)];
    const written = { ...entry(1, 1, note('x')), client_id: 'mx' };
    expect(keys(merge([message(1)], [], waiting, 'me').beside.get(1)?.below)).toEqual(['mx']);
    expect(keys(merge([message(1)], [written], waiting, 'me').beside.get(1)?.below)).toEqual(['mx']);
  });

  it('tells which messages something stands between', () => {
    const { parts } = merge([message(1), message(2), message(3)], [entry(1, 2, note('x'))], [], 'me');
    expect([parts.get(1), parts.get(2), parts.get(3)]).toEqual([0, 0, 1]);
  });
});
