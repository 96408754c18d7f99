import { describe, expect, it } from 'vitest';

import type { Message } from '../engine';

import { rowsOf } from './rows';

const noon = new Date(2026, 10, 3, 12).getTime();
const minute = 60_000;

function message(seq: number, at: number, author = 'acc_peer', pending: Message['pending'] = null): Message {
  const mine = author === 'acc_me';
  return {
    key: String(seq),
    seq: pending ? null : seq,
    id: null,
    author,
    mine,
    at,
    body: { v: 1, text: `message ${seq}` },
    pending,
    problem: null,
  };
}

const unseen = { peer_read: 0, peer_delivered: 0 };

describe('rows of a thread', () => {
  it('group what one person writes within five minutes', () => {
    const rows = rowsOf(
      [
        message(1, noon),
        message(2, noon + minute),
        message(3, noon + 7 * minute),
        message(4, noon + 7 * minute, 'acc_me'),
      ],
      unseen,
      null,
    );
    expect(rows.map((row) => row.beginsGroup)).toEqual([true, false, true, true]);
    expect(rows.map((row) => row.endsGroup)).toEqual([false, true, true, true]);
  });

  it('part what a program wrote from what a person did, in one name', () => {
    const automatic = (one: Message): Message => ({ ...one, body: { ...one.body, automatic: true } });
    const rows = rowsOf(
      [automatic(message(1, noon)), automatic(message(2, noon)), message(3, noon)],
      unseen,
      null,
    );
    expect(rows.map((row) => row.endsGroup)).toEqual([false, true, true]);
  });

  it('begin a day at local midnight, and a group with it', () => {
    const midnight = new Date(2026, 10, 4).getTime();
    const rows = rowsOf(
      [message(1, midnight - minute), message(2, midnight), message(3, midnight + 1)],
      unseen,
      null,
    );
    expect(rows.map((row) => row.beginsDay)).toEqual([true, true, false]);
    expect(rows[1]?.beginsGroup).toBe(true);
  });

  it('know days across daylight saving and clocks that run backwards', () => {
    const days = [0, 1, 2, 3, 4].map((offset) => new Date(2026, 9, 23 + offset, 23, 30).getTime());
    expect(
      rowsOf(
        days.map((at, index) => message(index + 1, at)),
        unseen,
        null,
      ).every((row) => row.beginsDay),
    ).toBe(true);
    const backwards = rowsOf(
      [message(1, noon), message(2, noon - 24 * 60 * minute), message(3, noon)],
      unseen,
      null,
    );
    expect(backwards.map((row) => row.beginsDay)).toEqual([true, true, true]);
  });

  it('put the line above the first new message of the other person', () => {
    const rows = rowsOf(
      [message(1, noon), message(2, noon, 'acc_me'), message(3, noon), message(4, noon)],
      unseen,
      1,
    );
    expect(rows.map((row) => row.beginsNew)).toEqual([false, false, true, false]);
    expect(rowsOf([message(1, noon)], unseen, 1).some((row) => row.beginsNew)).toBe(false);
  });

  it('show the state where a group ends and where it changes', () => {
    const rows = rowsOf(
      [1, 2, 3, 4].map((seq) => message(seq, noon, 'acc_me')).concat(message(5, noon, 'acc_me', 'failed')),
      { peer_read: 2, peer_delivered: 3 },
      null,
    );
    expect(rows.map((row) => row.delivery)).toEqual(['read', 'read', 'delivered', 'sent', 'failed']);
    expect(rows.map((row) => row.showsState)).toEqual([false, true, true, true, true]);
  });
});
