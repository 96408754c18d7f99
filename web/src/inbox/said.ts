/** What was done with tickets, in words. */
import type { TicketChange } from '../engine';
import type { Inbox } from '../engine/inbox';
import * as m from '../paraglide/messages';

import { labelsOf, nameOf, priorityName, statusName, teamName } from './words';

export function said(change: TicketChange, count: number, inbox: Inbox): string {
  if (change.status) return m.inbox_done_status({ count, status: statusName(change.status) });
  if (change.team === null) return m.inbox_done_status({ count, status: m.teams_none() });
  if (change.team !== undefined) return m.inbox_done_assigned({ count, name: teamName(change.team, inbox) });
  if (change.assignee === null) return m.inbox_done_unassigned({ count });
  if (change.assignee !== undefined)
    return m.inbox_done_assigned({ count, name: nameOf(change.assignee, inbox) });
  if (change.priority)
    return m.inbox_done_status({ count, status: `${m.inbox_priority()} · ${priorityName(change.priority)}` });
  const added = labelsOf(change.add_labels);
  return added
    ? m.inbox_done_labelled({ count, label: added })
    : m.inbox_done_unlabelled({ count, label: labelsOf(change.remove_labels) });
}

export function saidFollowing(on: boolean): string {
  return on ? m.inbox_now_followed() : m.inbox_now_unfollowed();
}

export function saidUndone(): string {
  return m.inbox_undone();
}
