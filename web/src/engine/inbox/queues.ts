/**
 * The views of an inbox: which tickets stand in which. Pure, and the same rules as the server's, so that an entry moves a
 * ticket between views before anyone asks.
 */
import type { ConversationView } from '../types';
import type { AccountId, ConversationId, TeamId, Ticket, TicketCounts, TicketsRequest, View } from '../wire';

import { type Around, stands } from './filter';
import { type TicketView, hasTicket } from './ticket-view';

export const QUEUES = ['mine', 'unassigned', 'open', 'due', 'pending', 'snoozed', 'resolved'] as const;
export type QueueName = (typeof QUEUES)[number];

/**
 * One view: by status and assignee, all open tickets with a label, or of a team, what the member follows, or what a member put
 * together, by its id.
 */
export type Queue =
  | { readonly name: QueueName }
  | { readonly label: string }
  | { readonly team: TeamId }
  | { readonly following: true }
  | { readonly view: View['id'] };
/** A view as it can be asked for. */
export type Known = Exclude<Queue, { view: string }> | { readonly view: View };

/** What a member follows, each conversation with how far they have seen it. */
export type FollowedMap = ReadonlyMap<ConversationId, number>;
export const NOTHING_FOLLOWED: FollowedMap = new Map();
/** `due`: only what has a running clock of a service level, the nearest due first. */
export type Order = 'newest' | 'oldest' | 'due';

export function isQueueName(name: string): name is QueueName {
  return (QUEUES as readonly string[]).includes(name);
}

/** The same for equal views. */
export function queueKey(queue: Queue): string {
  if ('view' in queue) return `view:${queue.view}`;
  if ('following' in queue) return 'following';
  if ('team' in queue) return `team:${queue.team}`;
  return 'label' in queue ? `label:${queue.label}` : queue.name;
}

/** The views whose tickets are known by themselves. */
type Plain = Exclude<Queue, { view: string } | { following: true }>;

export function isIn(queue: Plain, ticket: Ticket, member: AccountId): boolean {
  if ('team' in queue) return ticket.status === 'open' && ticket.team === queue.team;
  if ('label' in queue) return ticket.status === 'open' && ticket.labels?.includes(queue.label) === true;
  switch (queue.name) {
    case 'mine':
      return ticket.status === 'open' && ticket.assignee === member;
    case 'unassigned':
      return ticket.status === 'open' && ticket.assignee === undefined;
    case 'due':
      return ticket.status === 'open' && dueAt(ticket) !== undefined;
    default:
      return ticket.status === queue.name;
  }
}

/** The nearest moment at which something that is promised is due; none while all clocks rest. */
export function dueAt({ promise }: Ticket): number | undefined {
  const moments = (promise?.clocks ?? []).flatMap(({ due_at }) => due_at ?? []);
  return moments.length === 0 ? undefined : Math.min(...moments);
}

/** Whether a view can be ordered by what is due: that of open tickets only, which the server lists so. */
export function hasDue(queue: Queue | Known): boolean {
  return 'name' in queue && ['mine', 'unassigned', 'open', 'due'].includes(queue.name);
}

/** The order in which a view really is. */
export function orderOf(queue: Queue | Known, order: Order): Order {
  if ('name' in queue && queue.name === 'due') return 'due';
  return order === 'due' && !hasDue(queue) ? 'newest' : order;
}

/** By what a ticket stands where it does. */
export function standsAt({ activity, thread }: TicketView, order: Order): number {
  return order === 'due' ? (dueAt(thread.ticket) ?? Infinity) : activity;
}

/** How the server is asked for a view. It lists labels the newest first only. */
export function requestFor(queue: Queue, wanted: Order): TicketsRequest {
  const order = orderOf(queue, wanted);
  if ('view' in queue) return { view: queue.view, order };
  if ('following' in queue) return { of: 'following' };
  if ('team' in queue) return { status: 'open', team: queue.team, order };
  if ('label' in queue) return { status: 'open', label: queue.label };
  switch (queue.name) {
    case 'mine':
      return { status: 'open', of: 'me', order };
    case 'unassigned':
      return { status: 'open', of: 'nobody', order };
    case 'due':
      return { status: 'open', order };
    default:
      return { status: queue.name, order };
  }
}

/** Earlier in the list comes first. */
export function byOrder(order: Order): (one: TicketView, other: TicketView) => number {
  const sign = order === 'newest' ? -1 : 1;
  return (one, other) =>
    sign *
    (standsAt(one, order) - standsAt(other, order) ||
      (one.thread.ticket.id < other.thread.ticket.id ? -1 : 1));
}

/** The tickets of a view in their order; behind an edge, what is held has holes and does not show. */
export function ticketsIn(
  conversations: readonly ConversationView[],
  queue: Known,
  around: Around,
  wanted: Order,
  edge: number | null,
  /** Conversations that the server listed: where only it knows, they are in. */
  said: ReadonlySet<ConversationId> = new Set(),
  followed: FollowedMap = NOTHING_FOLLOWED,
): TicketView[] {
  const order = orderOf(queue, wanted);
  const isInView = (one: TicketView): boolean => {
    if ('view' in queue) return stands(queue.view.filter, one, around) ?? said.has(one.id);
    if ('following' in queue) return followed.has(one.id);
    return isIn(queue, one.thread.ticket, around.member);
  };
  const found = conversations
    .filter(hasTicket)
    .filter(isInView)
    .filter((one) => order !== 'due' || dueAt(one.thread.ticket) !== undefined)
    .sort(byOrder(order));
  if (edge === null) return found;
  return found.filter((one) =>
    order === 'newest' ? standsAt(one, order) >= edge : standsAt(one, order) <= edge,
  );
}

export function countTickets(conversations: readonly ConversationView[], member: AccountId): TicketCounts {
  const counts: TicketCounts = {
    mine: 0,
    unassigned: 0,
    open: 0,
    due: 0,
    pending: 0,
    snoozed: 0,
    resolved: 0,
  };
  const teams = new Map<TeamId, number>();
  for (const conversation of conversations) {
    if (!hasTicket(conversation)) continue;
    const { ticket } = conversation.thread;
    if (ticket.team !== undefined && ticket.status === 'open')
      teams.set(ticket.team, (teams.get(ticket.team) ?? 0) + 1);
    for (const name of QUEUES) if (isIn({ name }, ticket, member)) counts[name] += 1;
  }
  if (teams.size > 0) counts.teams = [...teams].map(([team, open]) => ({ team, open }));
  return counts;
}
