/** Rules to begin from, of what the brand has. */
import type { SegmentRule } from '../../engine';
import * as m from '../../paraglide/messages';

import type { Known } from './conditions';

export interface Example {
  readonly name: string;
  readonly rule: SegmentRule;
}

export function examples(known: Known): Example[] {
  const topic = known.topics.find(({ is_archived }) => !is_archived);
  const ordered: SegmentRule = { last_order: { last_days: 90 } };
  const viewed: SegmentRule = {
    event: { name: 'Product Viewed', times: { at_least: 2 }, within: { last_days: 30 } },
  };
  const bought: SegmentRule = {
    orders: { figure: 'count', is: { at_least: 1 }, within: { last_days: 30 } },
  };
  const spent: SegmentRule = {
    orders: { figure: 'spent', is: { at_least: 20_000 }, currency: 'EUR', within: { last_days: 365 } },
  };
  return [
    topic
      ? { name: m.segments_example_ordered_agree(), rule: { all: [ordered, { consent: topic.name }] } }
      : { name: m.segments_example_ordered(), rule: { all: [ordered] } },
    { name: m.segments_example_viewed(), rule: { all: [viewed, { not: bought }] } },
    { name: m.segments_example_spent(), rule: { all: [spent] } },
  ];
}

/** What a new segment begins with: everyone, as its rule is still to be said. */
export const EMPTY: { readonly name: string; readonly rule: SegmentRule } = { name: '', rule: { all: [] } };

/** What shops call what people do, after Segment's specification of commerce, and what the brand's segments ask for already. */
export function eventNames(rules: readonly SegmentRule[]): string[] {
  const found = new Set([
    'Product Viewed',
    'Product Added',
    'Cart Viewed',
    'Checkout Started',
    'Order Completed',
  ]);
  const look = (rule: SegmentRule): void => {
    if ('all' in rule) rule.all.forEach(look);
    else if ('any' in rule) rule.any.forEach(look);
    else if ('not' in rule) look(rule.not);
    else if ('event' in rule) found.add(rule.event.name);
    else if ('first_event' in rule) found.add(rule.first_event.name);
    else if ('last_event' in rule) found.add(rule.last_event.name);
  };
  rules.forEach(look);
  return [...found].filter(Boolean).sort((one, other) => one.localeCompare(other));
}

export const EVERYONE: SegmentRule = { all: [] };
