/**
 * A filter in the making: rows that read as a sentence, in groups. Pure; the wire's shape is made of it when all is said.
 */
import type { Filter, Priority, TicketStatus } from '../../engine';

export const KINDS = [
  'status',
  'assignee',
  'label',
  'priority',
  'waiting',
  'opened',
  'active',
  'attribute',
  'order',
  'dispute',
] as const;
export type Kind = (typeof KINDS)[number];
export const JOINS = ['all', 'any', 'none'] as const;
export type Join = (typeof JOINS)[number];
export const UNITS = ['minutes', 'hours', 'days'] as const;
export type Unit = (typeof UNITS)[number];

/** One condition. What its kind does not use keeps what was said last. */
export interface Row {
  readonly key: number;
  kind: Kind;
  /** The contrary of what it says. */
  not: boolean;
  statuses: TicketStatus[];
  priorities: Priority[];
  /** `me`, `nobody`, `bot`, or a member's account. */
  holder: string;
  label: string;
  /** An attribute's name, and what it is; empty: whatever. */
  attribute: string;
  value: string;
  amount: number;
  unit: Unit;
}

export interface Group {
  readonly key: number;
  join: Join;
  parts: (Group | Row)[];
}

export const MOST_CONDITIONS = 30;
/** Groups in one another: what the server takes, less the conditions themselves. */
export const MOST_DEPTH = 4;
const MOST_MINUTES = 525_600;
const MINUTES: Record<Unit, number> = { minutes: 1, hours: 60, days: 1_440 };

let keys = 0;

export const isGroup = (part: Group | Row): part is Group => 'parts' in part;

export function newRow(change: Partial<Omit<Row, 'key'>> = {}): Row {
  return {
    key: (keys += 1),
    kind: 'status',
    not: false,
    statuses: ['open'],
    priorities: ['urgent'],
    holder: 'me',
    label: '',
    attribute: '',
    value: '',
    amount: 1,
    unit: 'hours',
    ...change,
  };
}

export function newGroup(join: Join = 'any', parts: (Group | Row)[] = [newRow()]): Group {
  return { key: (keys += 1), join, parts };
}

export function countRows(group: Group): number {
  return group.parts.reduce((sum, part) => sum + (isGroup(part) ? Math.max(1, countRows(part)) : 1), 0);
}

// To the wire.

/** The filter; null while something is still to be said. */
export function toFilter(group: Group): Filter | null {
  const parts: Filter[] = [];
  for (const part of group.parts) {
    const one = isGroup(part) ? toFilter(part) : fromRow(part);
    if (!one) return null;
    parts.push(one);
  }
  if (group.join === 'all') return { all: parts };
  return group.join === 'any' ? { any: parts } : { not: { any: parts } };
}

function fromRow(row: Row): Filter | null {
  const one = condition(row);
  return one && row.not ? { not: one } : one;
}

function condition(row: Row): Filter | null {
  const minutes = Math.round(row.amount * MINUTES[row.unit]);
  const time = minutes >= 1 && minutes <= MOST_MINUTES ? minutes : null;
  switch (row.kind) {
    case 'status':
      return row.statuses.length > 0 ? { status: [...row.statuses] } : null;
    case 'priority':
      return row.priorities.length > 0 ? { priority: [...row.priorities] } : null;
    case 'assignee':
      return {
        assignee:
          row.holder === 'me' || row.holder === 'nobody' || row.holder === 'bot'
            ? row.holder
            : { member: row.holder },
      };
    case 'label':
      return row.label.trim() ? { label: row.label.trim() } : null;
    case 'waiting':
      return time === null ? null : { waiting_minutes: time };
    case 'opened':
      return time === null ? null : { opened_within_minutes: time };
    case 'active':
      return time === null ? null : { active_within_minutes: time };
    case 'attribute': {
      const value = row.value.trim();
      return row.attribute ? { attribute: { name: row.attribute, ...(value ? { value } : {}) } } : null;
    }
    case 'order':
      return { has_order: true };
    case 'dispute':
      return { has_dispute: true };
  }
}

// From the wire.

/** A filter as rows and groups: what is negated twice, or around a group of all, is said the other way round. */
export function toDraft(filter: Filter): Group {
  const part = partOf(filter, false);
  return isGroup(part) ? part : newGroup('all', [part]);
}

function partOf(filter: Filter, not: boolean): Group | Row {
  if ('not' in filter) return partOf(filter.not, !not);
  if ('all' in filter) {
    const parts = filter.all.map((one) => partOf(one, not));
    return newGroup(not ? 'any' : 'all', parts);
  }
  if ('any' in filter) {
    const parts = filter.any.map((one) => partOf(one, false));
    return newGroup(not ? 'none' : 'any', parts);
  }
  return rowOf(filter, not);
}

function rowOf(
  filter: Exclude<Filter, { all: unknown } | { any: unknown } | { not: unknown }>,
  not: boolean,
): Row {
  if ('status' in filter) return newRow({ kind: 'status', not, statuses: [...filter.status] });
  if ('priority' in filter) return newRow({ kind: 'priority', not, priorities: [...filter.priority] });
  if ('assignee' in filter) {
    const { assignee } = filter;
    return newRow({
      kind: 'assignee',
      not,
      holder: typeof assignee === 'string' ? assignee : assignee.member,
    });
  }
  if ('label' in filter) return newRow({ kind: 'label', not, label: filter.label });
  if ('waiting_minutes' in filter) return newRow({ kind: 'waiting', not, ...span(filter.waiting_minutes) });
  if ('opened_within_minutes' in filter)
    return newRow({ kind: 'opened', not, ...span(filter.opened_within_minutes) });
  if ('active_within_minutes' in filter)
    return newRow({ kind: 'active', not, ...span(filter.active_within_minutes) });
  if ('attribute' in filter) {
    const { name, value } = filter.attribute;
    return newRow({ kind: 'attribute', not, attribute: name, value: value ?? '' });
  }
  if ('has_dispute' in filter) return newRow({ kind: 'dispute', not: filter.has_dispute === not });
  return newRow({ kind: 'order', not: filter.has_order === not });
}

/** In the largest unit that says it whole. */
function span(minutes: number): { amount: number; unit: Unit } {
  const unit = minutes % MINUTES.days === 0 ? 'days' : minutes % MINUTES.hours === 0 ? 'hours' : 'minutes';
  return { amount: minutes / MINUTES[unit], unit };
}
