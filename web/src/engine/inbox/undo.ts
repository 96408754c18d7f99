/**
 * What takes a change of tickets back: from how each stood before. Tickets that stood alike are changed together. Pure.
 */
import type { ConversationId, Ticket, TicketBefore, TicketChange } from '../wire';

export interface ChangeOfSeveral {
  readonly conversations: readonly ConversationId[];
  readonly change: TicketChange;
}

/** `now` is for tickets that were put aside until a moment that has passed: they are open then. */
export function undoOf(before: readonly TicketBefore[], done: TicketChange, now: number): ChangeOfSeveral[] {
  const groups = new Map<string, { conversations: ConversationId[]; change: TicketChange }>();
  for (const { conversation, ticket } of before) {
    const change = backTo(ticket, done, now);
    const key = JSON.stringify(change);
    const group = groups.get(key);
    if (group) group.conversations.push(conversation);
    else groups.set(key, { conversations: [conversation], change });
  }
  return [...groups.values()];
}

/** Only what the change was about: what colleagues changed meanwhile stays theirs. */
function backTo(ticket: Ticket, done: TicketChange, now: number): TicketChange {
  const change: TicketChange = {};
  if (done.status !== undefined) Object.assign(change, statusOf(ticket, now));
  if (done.assignee !== undefined) change.assignee = ticket.assignee ?? null;
  if (done.team !== undefined) {
    // It may have taken the ticket from whoever held it.
    change.team = ticket.team ?? null;
    change.assignee = ticket.assignee ?? null;
  }
  if (done.priority !== undefined) change.priority = ticket.priority;
  const labels = ticket.labels ?? [];
  const taken = done.remove_labels?.filter((label) => labels.includes(label)) ?? [];
  const put = done.add_labels?.filter((label) => !labels.includes(label)) ?? [];
  if (taken.length > 0) change.add_labels = taken;
  if (put.length > 0) change.remove_labels = put;
  return change;
}

function statusOf({ status, snoozed_until }: Ticket, now: number): TicketChange {
  if (status !== 'snoozed' || snoozed_until === undefined) return { status };
  return snoozed_until > now ? { status, snoozed_until } : { status: 'open' };
}
