/**
 * The views of an inbox: which tickets stand in which. Pure, and the same rules as the server's, so that an entry moves a
 * ticket between views before anyone asks.
 */
import type { ConversationView } from '../types';
import type { AccountId, Ticket, TicketCounts, TicketsRequest } from '../wire';

export const QUEUES = ['mine', 'unassigned', 'open', 'pending', 'snoozed', 'resolved'] as const;
export type QueueName = (typeof QUEUES)[number];

/** One view: by status and assignee, or all open tickets with a label. */
export type Queue = { readonly name: QueueName } | { readonly label: string };
export type Order = 'newest' | 'oldest';

/** A conversation with a ticket. */
export type TicketView = ConversationView & { thread: { ticket: Ticket } };

export function hasTicket(conversation: ConversationView): conversation is TicketView {
  return conversation.thread?.ticket !== undefined;
}

export function isQueueName(name: string): name is QueueName {
  return (QUEUES as readonly string[]).includes(name);
}

/** The same for equal views. */
export function queueKey(queue: Queue): string {
  return 'label' in queue ? `label:${queue.label}` : queue.name;
}

export function isIn(queue: Queue, ticket: Ticket, member: AccountId): boolean {
  if ('label' in queue) return ticket.status === 'open' && ticket.labels?.includes(queue.label) === true;
  switch (queue.name) {
    case 'mine':
      return ticket.status === 'open' && ticket.assignee === member;
    case 'unassigned':
      return ticket.status === 'open' && ticket.assignee === undefined;
    default:
      return ticket.status === queue.name;
  }
}

/** How the server is asked for a view. It lists labels the newest first only. */
export function requestFor(queue: Queue, order: Order): TicketsRequest {
  if ('label' in queue) return { status: 'open', label: queue.label };
  switch (queue.name) {
    case 'mine':
      return { status: 'open', of: 'me', order };
    case 'unassigned':
      return { status: 'open', of: 'nobody', order };
    default:
      return { status: queue.name, order };
  }
}

/** Earlier in the list comes first. */
export function byOrder(order: Order): (one: TicketView, other: TicketView) => number {
  const sign = order === 'newest' ? -1 : 1;
  return (one, other) =>
    sign * (one.activity - other.activity || (one.thread.ticket.id < other.thread.ticket.id ? -1 : 1));
}

/** The tickets of a view in their order; behind an edge, what is held has holes and does not show. */
export function ticketsIn(
  conversations: readonly ConversationView[],
  queue: Queue,
  member: AccountId,
  order: Order,
  edge: number | null,
): TicketView[] {
  const found = conversations
    .filter(hasTicket)
    .filter((one) => isIn(queue, one.thread.ticket, member))
    .sort(byOrder(order));
  if (edge === null) return found;
  return found.filter(({ activity }) => (order === 'newest' ? activity >= edge : activity <= edge));
}

export function countTickets(conversations: readonly ConversationView[], member: AccountId): TicketCounts {
  const counts: TicketCounts = { mine: 0, unassigned: 0, open: 0, pending: 0, snoozed: 0, resolved: 0 };
  for (const conversation of conversations) {
    if (!hasTicket(conversation)) continue;
    const { ticket } = conversation.thread;
    for (const name of QUEUES) if (isIn({ name }, ticket, member)) counts[name] += 1;
  }
  return counts;
}
