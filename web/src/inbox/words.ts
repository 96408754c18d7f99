/** The words of the inbox for what the server names by codes. */
import type { AccountId, Priority, TeamId, TicketStatus } from '../engine';
import type { Inbox, Queue, QueueName } from '../engine/inbox';
import * as m from '../paraglide/messages';
import { isolated } from '../text/characters';
import { locale } from '../text/locale';

const statuses: Record<TicketStatus, () => string> = {
  open: m.inbox_status_open,
  pending: m.inbox_status_pending,
  snoozed: m.inbox_status_snoozed,
  resolved: m.inbox_status_resolved,
};
const priorities: Record<Priority, () => string> = {
  low: m.inbox_priority_low,
  normal: m.inbox_priority_normal,
  high: m.inbox_priority_high,
  urgent: m.inbox_priority_urgent,
};
const queues: Record<QueueName, () => string> = {
  mine: m.inbox_mine,
  unassigned: m.inbox_unassigned,
  open: m.inbox_open,
  due: m.inbox_due,
  pending: m.inbox_status_pending,
  snoozed: m.inbox_status_snoozed,
  resolved: m.inbox_status_resolved,
};

export const statusName = (status: TicketStatus): string => statuses[status]();
export const priorityName = (priority: Priority): string => priorities[priority]();
/** The name of a list that is always there, of one with a label or of a team, or of what one follows. */
export function queueName(queue: Exclude<Queue, { view: string }>, inbox: Inbox): string {
  if ('following' in queue) return m.inbox_following();
  if ('team' in queue) return inbox.teamOf(queue.team)?.name ?? m.teams_former();
  return 'label' in queue ? queue.label : queues[queue.name]();
}
/** The name of any list; empty while a view is not known yet. */
export const listName = (queue: Queue, inbox: Inbox): string =>
  'view' in queue ? (inbox.viewOf(queue.view)?.name ?? '') : queueName(queue, inbox);

/** A member's name; who reads is named like the others, as the team sees it. */
export function nameOf(account: AccountId, inbox: Inbox): string {
  return isolated(inbox.profileOf(account)?.display_name ?? m.inbox_former_member(), locale);
}

export function teamName(team: TeamId, inbox: Inbox): string {
  return isolated(inbox.teamOf(team)?.name ?? m.teams_former(), locale);
}

export function labelsOf(labels: readonly string[] | undefined): string {
  return (labels ?? []).map((label) => isolated(label, locale)).join(', ');
}
