/** What the parts of a view's filter are called in its editor. */
import * as m from '../../paraglide/messages';

import type { Join, Kind, Unit } from './view-draft';

const kinds: Record<Kind, () => string> = {
  status: m.inbox_status,
  assignee: m.view_assignee,
  label: m.view_label,
  priority: m.inbox_priority,
  waiting: m.view_waiting,
  opened: m.view_opened,
  active: m.view_active,
  attribute: m.view_attribute,
  order: m.view_order,
  dispute: m.view_dispute,
};
const joins: Record<Join, () => string> = { all: m.view_all, any: m.view_any, none: m.view_none };
const units: Record<Unit, () => string> = {
  minutes: m.view_minutes,
  hours: m.view_hours,
  days: m.view_days,
};

export const kindName = (kind: Kind): string => kinds[kind]();
export const joinName = (join: Join): string => joins[join]();
export const unitName = (unit: Unit): string => units[unit]();

/** How a condition goes on after what it is about: that it holds, or that it does not. */
export function verbName(kind: Kind, not: boolean): string {
  switch (kind) {
    case 'waiting':
      return not ? m.view_shorter() : m.view_longer();
    case 'opened':
    case 'active':
      return not ? m.view_before() : m.view_within();
    case 'dispute':
      return not ? m.view_dispute_none() : m.view_dispute_open();
    case 'order':
      return not ? m.view_unknown() : m.view_known();
    default:
      return not ? m.view_is_not() : m.view_is();
  }
}
