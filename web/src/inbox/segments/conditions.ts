/** The kinds of conditions: what each begins with, and whether all of one is said. Pure. */
import type {
  Attribute,
  Segment,
  SegmentMoment,
  SegmentProperty,
  SegmentRange,
  SegmentWindow,
  Topic,
} from '../../engine';

import { isRange } from './ranges';
import type { Condition, Kind } from './tree';
import { isDays, isTest, testOf, TESTS } from './value-tests';

/** What can be chosen, by what it is about. What stands nowhere here is shown and kept as it is. */
export const KIND_GROUPS = [
  { about: 'known', kinds: ['attribute', 'consent', 'segment'] },
  { about: 'did', kinds: ['event', 'first_event', 'last_event'] },
  { about: 'bought', kinds: ['orders', 'first_order', 'last_order', 'standing'] },
] as const;
export type ChosenKind = (typeof KIND_GROUPS)[number]['kinds'][number];

/** What rules name. */
export interface Known {
  readonly attributes: readonly Attribute[];
  /** Those that can be agreed to, and archived ones. */
  readonly topics: readonly Topic[];
  readonly segments: readonly Segment[];
}

export const kindOf = (condition: Condition): Kind => Object.keys(condition)[0] as Kind;

/** Whether there is something to choose for it. */
export function isThere(kind: ChosenKind, known: Known): boolean {
  if (kind === 'attribute') return known.attributes.length > 0;
  if (kind === 'consent') return known.topics.length > 0;
  return kind !== 'segment' || known.segments.length > 0;
}

/** The kind that a new line begins with. */
export const firstKind = (known: Known): ChosenKind =>
  isThere('attribute', known) ? 'attribute' : isThere('consent', known) ? 'consent' : 'orders';

export function newCondition(kind: ChosenKind, known: Known): Condition {
  const at: SegmentMoment = { last_days: 30 };
  switch (kind) {
    case 'attribute': {
      const first = known.attributes[0];
      const of = first?.kind ?? 'text';
      return { attribute: { name: first?.name ?? '', is: testOf(TESTS[of][0] ?? 'known', of) } };
    }
    case 'consent':
      return { consent: (known.topics.find((topic) => !topic.is_archived) ?? known.topics[0])?.name ?? '' };
    case 'segment':
      return { segment: known.segments[0]?.id ?? '' };
    case 'event':
      return { event: { name: '', within: { last_days: 30 } } };
    case 'first_event':
      return { first_event: { name: '', at } };
    case 'last_event':
      return { last_event: { name: '', at } };
    case 'orders':
      return { orders: { figure: 'count', is: { at_least: 1 }, within: { last_days: 365 } } };
    case 'first_order':
      return { first_order: at };
    case 'last_order':
      return { last_order: at };
    case 'standing':
      return { standing: { recency: { at_least: 4 } } };
  }
}

/** Another kind in place of one, with what both have: a name, a time. */
export function turnedTo(kind: ChosenKind, known: Known, before: Condition): Condition {
  const fresh = newCondition(kind, known);
  const name = eventName(before);
  if (name === null) return fresh;
  if ('event' in fresh) return { event: { ...fresh.event, name } };
  if ('first_event' in fresh) return { first_event: { ...fresh.first_event, name } };
  return 'last_event' in fresh ? { last_event: { ...fresh.last_event, name } } : fresh;
}

export function eventName(condition: Condition): string | null {
  if ('event' in condition) return condition.event.name;
  if ('first_event' in condition) return condition.first_event.name;
  return 'last_event' in condition ? condition.last_event.name : null;
}

/** Whether all of it is said, so that it can be counted. */
export function isWhole(condition: Condition): boolean {
  if ('attribute' in condition) return condition.attribute.name !== '' && isTest(condition.attribute.is);
  if ('consent' in condition) return condition.consent !== '';
  if ('segment' in condition) return condition.segment !== '';
  if ('event' in condition) {
    const { name, times, within, where = [] } = condition.event;
    const isSaid = name.trim() !== '' && (!times || isRange(times)) && isWindow(within);
    return isSaid && where.every(isProperty);
  }
  if ('first_event' in condition) return isMomentOf(condition.first_event);
  if ('last_event' in condition) return isMomentOf(condition.last_event);
  if ('first_order' in condition) return isMoment(condition.first_order);
  if ('last_order' in condition) return isMoment(condition.last_order);
  if ('orders' in condition) {
    const { figure, is, currency, within, item } = condition.orders;
    const isMoney = figure === 'count' || currency !== undefined;
    const isCode = currency === undefined || /^[A-Z]{3}$/.test(currency);
    const isNamed = !item || Object.values(item).every((some: string | string[]) => some.length > 0);
    return isRange(is) && isMoney && isCode && isWindow(within) && isNamed;
  }
  if ('standing' in condition) {
    const all = Object.values(condition.standing) as (SegmentRange | undefined)[];
    const said = all.filter((fifths) => fifths !== undefined);
    return said.length > 0 && said.every((fifths) => isRange(fifths, 1, 5));
  }
  return true;
}

/** Whether all is said of a property of an event. */
export const isProperty = ({ name, is }: SegmentProperty): boolean => isPath(name) && isTest(is);

const isPath = (name: string): boolean => name.trim() !== '' && !name.split('.').includes('');
const isMomentOf = ({ name, at }: { name: string; at: SegmentMoment }): boolean =>
  name.trim() !== '' && isMoment(at);

function isMoment(at: SegmentMoment): boolean {
  if ('last_days' in at) return isDays(at.last_days);
  if ('before_days' in at) return isDays(at.before_days);
  return ('before' in at ? at.before : at.since) !== '';
}

function isWindow(within: SegmentWindow | undefined): boolean {
  if (!within) return true;
  if ('last_days' in within) return isDays(within.last_days);
  const [from = '', to = ''] = within.between;
  return from !== '' && to !== '' && from <= to;
}
