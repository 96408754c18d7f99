import { describe, expect, it } from 'vitest';

import type { Filter, Ticket } from '../wire';

import { type Around, asksTheServer, countIn, stands } from './filter';
import type { TicketView } from './ticket-view';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NOW = 1_000 * DAY;
const around: Around = { member: 'acc_me', moment: NOW, isBot: (account) => account === 'acc_bot' };

function row(ticket: Partial<Ticket>, activity = NOW - MINUTE): TicketView {
  const whole = { status: 'open', priority: 'normal', opened_at: NOW - 10 * MINUTE, ...ticket };
  return { id: 'cnv_1', activity, thread: { ticket: whole } } as unknown as TicketView;
}

describe('a filter', () => {
  it.each<[Filter, Partial<Ticket>, boolean | null]>([
    [{ all: [] }, {}, true],
    [{ any: [] }, {}, false],
    [{ status: ['pending', 'open'] }, {}, true],
    [{ not: { status: ['open'] } }, {}, false],
    [{ assignee: 'me' }, { assignee: 'acc_me' }, true],
    [{ assignee: 'nobody' }, {}, true],
    [{ assignee: 'bot' }, { assignee: 'acc_bot' }, true],
    [{ assignee: 'bot' }, {}, false],
    [{ assignee: { member: 'acc_you' } }, { assignee: 'acc_you' }, true],
    [{ label: 'late' }, { labels: ['late'] }, true],
    [{ label: 'late' }, {}, false],
    [{ priority: ['high'] }, { priority: 'high' }, true],
    [{ waiting_minutes: 5 }, { waiting_since: NOW - 5 * MINUTE }, true],
    [{ waiting_minutes: 6 }, { waiting_since: NOW - 5 * MINUTE }, false],
    [{ waiting_minutes: 5 }, {}, false],
    [{ opened_within_minutes: 10 }, {}, true],
    [{ opened_within_minutes: 9 }, {}, false],
    [{ active_within_minutes: 1 }, {}, true],
    // What only the server knows decides nothing that is decided without it.
    [{ has_order: true }, {}, null],
    [{ has_dispute: true }, {}, null],
    [{ not: { attribute: { name: 'tier' } } }, {}, null],
    [{ all: [{ has_order: true }, { status: ['pending'] }] }, {}, false],
    [{ any: [{ has_order: true }, { status: ['open'] }] }, {}, true],
    [{ all: [{ has_order: true }, { status: ['open'] }] }, {}, null],
  ])('%j', (filter, ticket, expected) => {
    expect(stands(filter, row(ticket), around)).toBe(expected);
  });

  it('finds what is resolved for 90 days', () => {
    const filter: Filter = { status: ['resolved'] };
    const rows = [89, 91].map((days) => row({ status: 'resolved' }, NOW - days * DAY));
    expect(rows.map((one) => stands(filter, one, around))).toEqual([true, false]);
    expect(countIn(filter, rows, around)).toBe(1);
  });

  it('asks the server only for what is known of customers', () => {
    expect(asksTheServer({ all: [{ not: { any: [{ has_order: true }] } }] })).toBe(true);
    expect(asksTheServer({ all: [{ label: 'a' }, { not: { assignee: 'me' } }] })).toBe(false);
  });
});
