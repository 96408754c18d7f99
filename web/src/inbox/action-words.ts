/** What is done to a ticket, each in a word or two. */
import type { TicketChange } from '../engine';
import type { Inbox } from '../engine/inbox';
import * as m from '../paraglide/messages';

import { labelsOf, nameOf, priorityName, statusName, teamName } from './words';

export function actionWords(change: TicketChange, inbox: Inbox): string[] {
  const words: string[] = [];
  if (change.status) words.push(statusName(change.status));
  if (change.team === null) words.push(m.teams_none());
  else if (change.team !== undefined) words.push(m.actions_to({ name: teamName(change.team, inbox) }));
  if (change.assignee === null) words.push(m.actions_to_nobody());
  else if (change.assignee !== undefined) words.push(m.actions_to({ name: nameOf(change.assignee, inbox) }));
  if (change.priority) words.push(m.actions_priority({ priority: priorityName(change.priority) }));
  const added = labelsOf(change.add_labels);
  if (added) words.push(m.actions_label({ label: added }));
  const removed = labelsOf(change.remove_labels);
  if (removed) words.push(m.actions_unlabel({ label: removed }));
  return words;
}
