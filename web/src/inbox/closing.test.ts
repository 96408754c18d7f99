import { expect, it } from 'vitest';

import type { Conversation, Ticket } from '../engine';

import { closesAt } from './closing';

const day = 24 * 60 * 60_000;

function thread(quiet_since: number | undefined, reply_due_at?: number): Conversation['thread'] {
  const ticket = { ...(quiet_since === undefined ? {} : { quiet_since }) } as Ticket;
  return { epoch: 1, journal: 1, ticket, ...(reply_due_at === undefined ? {} : { reply_due_at }) };
}

it('closes a ticket so many days after the last word, of the days since it was switched on', () => {
  const closes = { days: 7, since: 2 * day };
  expect(closesAt(thread(5 * day), closes)).toBe(12 * day);
  expect(closesAt(thread(day), closes)).toBe(9 * day);
  expect(closesAt(thread(5 * day), undefined)).toBeNull();
  expect(closesAt(thread(undefined), closes)).toBeNull();
  expect(closesAt(thread(5 * day, 6 * day), closes)).toBeNull();
  expect(closesAt(undefined, closes)).toBeNull();
});
