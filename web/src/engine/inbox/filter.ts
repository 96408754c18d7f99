/**
 * Whether a filter finds a ticket, as far as that is known here: what is known of the customer only the server knows.
 * Pure, and the same rules as the server's.
 */
import type { ConversationView } from '../types';
import type { AccountId, Filter, Holder } from '../wire';

import type { TicketView } from './ticket-view';

/** What a filter is asked by. */
export interface Around {
  /** Whoever looks. */
  readonly member: AccountId;
  /** Milliseconds, by the server's clock. */
  readonly moment: number;
  isBot(account: AccountId): boolean;
}

const MINUTE = 60_000;
/** What is resolved stands in views for so long after the last word in it. */
const RESOLVED = 90 * 24 * 60 * MINUTE;

/** Whether there is a condition whose answer only the server knows. */
export function asksTheServer(filter: Filter): boolean {
  if ('all' in filter) return filter.all.some(asksTheServer);
  if ('any' in filter) return filter.any.some(asksTheServer);
  if ('not' in filter) return asksTheServer(filter.not);
  return 'attribute' in filter || 'has_order' in filter || 'has_dispute' in filter;
}

/** Whether a ticket stands in a view; null when only the server knows. */
export function stands(filter: Filter, row: TicketView, around: Around): boolean | null {
  const isOver = row.thread.ticket.status === 'resolved' && row.activity < around.moment - RESOLVED;
  return isOver ? false : holds(filter, row, around);
}

function holds(filter: Filter, row: TicketView, around: Around): boolean | null {
  const { ticket } = row.thread;
  const within = (at: number, minutes: number) => at >= around.moment - minutes * MINUTE;
  if ('all' in filter) return joined(filter.all, row, around, false);
  if ('any' in filter) return joined(filter.any, row, around, true);
  if ('not' in filter) {
    const inner = holds(filter.not, row, around);
    return inner === null ? null : !inner;
  }
  if ('status' in filter) return filter.status.includes(ticket.status);
  if ('priority' in filter) return filter.priority.includes(ticket.priority);
  if ('label' in filter) return ticket.labels?.includes(filter.label) === true;
  if ('assignee' in filter) return isHeld(filter.assignee, ticket.assignee, around);
  if ('waiting_minutes' in filter)
    return (
      ticket.waiting_since !== undefined &&
      ticket.waiting_since <= around.moment - filter.waiting_minutes * MINUTE
    );
  if ('opened_within_minutes' in filter) return within(ticket.opened_at, filter.opened_within_minutes);
  if ('active_within_minutes' in filter) return within(row.activity, filter.active_within_minutes);
  return null;
}

/** One part decides (`any`: one that holds, `all`: one that does not); without, what is unknown stays so. */
function joined(parts: readonly Filter[], row: TicketView, around: Around, decides: boolean): boolean | null {
  let isUnknown = false;
  for (const part of parts) {
    const one = holds(part, row, around);
    if (one === decides) return decides;
    isUnknown ||= one === null;
  }
  return isUnknown ? null : !decides;
}

function isHeld(holder: Holder, assignee: AccountId | undefined, around: Around): boolean {
  if (holder === 'nobody') return assignee === undefined;
  if (holder === 'me') return assignee === around.member;
  if (holder === 'bot') return assignee !== undefined && around.isBot(assignee);
  return assignee === holder.member;
}

/** How many of these stand in a view of which all is known here. */
export function countIn(filter: Filter, rows: readonly ConversationView[], around: Around): number {
  const withTicket = rows.filter((row): row is TicketView => row.thread?.ticket !== undefined);
  return withTicket.filter((row) => stands(filter, row, around) === true).length;
}
