/** What the parts of a condition are called where one chooses them. */
import type { SegmentOrderFigure } from '../../engine';
import * as m from '../../paraglide/messages';

import type { ChosenKind, KIND_GROUPS } from './conditions';
import type { Shape } from './ranges';
import type { Join } from './tree';
import type { TestName } from './value-tests';

const kinds: Record<ChosenKind, () => string> = {
  attribute: m.segments_kind_attribute,
  consent: m.segments_kind_consent,
  segment: m.segments_kind_segment,
  event: m.segments_kind_event,
  first_event: m.segments_kind_first_event,
  last_event: m.segments_kind_last_event,
  orders: m.segments_kind_orders,
  first_order: m.segments_kind_first_order,
  last_order: m.segments_kind_last_order,
  standing: m.segments_kind_standing,
};
const abouts: Record<(typeof KIND_GROUPS)[number]['about'], () => string> = {
  known: m.segments_about_known,
  did: m.segments_about_did,
  bought: m.segments_about_bought,
};
const joins: Record<Join, () => string> = {
  all: m.segments_join_all,
  any: m.segments_join_any,
  not_all: m.segments_join_not_all,
  none: m.segments_join_none,
};
const shapes: Record<Shape, () => string> = {
  at_least: m.segments_shape_at_least,
  at_most: m.segments_shape_at_most,
  exactly: m.segments_shape_exactly,
  between: m.segments_shape_between,
};
const figures: Record<SegmentOrderFigure, () => string> = {
  count: m.segments_figure_count,
  spent: m.segments_figure_spent,
  average: m.segments_figure_average,
  largest: m.segments_figure_largest,
  refunded: m.segments_figure_refunded,
};
const tests: Record<TestName, () => string> = {
  known: m.segments_test_known,
  unknown: m.segments_test_unknown,
  equal: m.segments_test_equal,
  one_of: m.segments_test_one_of,
  contains: m.segments_test_contains,
  begins_with: m.segments_test_begins_with,
  less_than: m.segments_test_less_than,
  at_most: m.segments_test_at_most,
  more_than: m.segments_test_more_than,
  at_least: m.segments_test_at_least,
  in_last_days: m.segments_test_in_last_days,
  in_next_days: m.segments_test_in_next_days,
  returns_in_days: m.segments_test_returns_in_days,
};
/** Days are earlier and later, where numbers are less and more. */
const dayTests: Partial<Record<TestName, () => string>> = {
  less_than: m.segments_test_day_before,
  at_most: m.segments_test_day_until,
  more_than: m.segments_test_day_after,
  at_least: m.segments_test_day_since,
};

export const FIGURES = Object.keys(figures) as SegmentOrderFigure[];
export const STANDINGS = ['recency', 'frequency', 'money'] as const;
const standings: Record<(typeof STANDINGS)[number], () => string> = {
  recency: m.segments_standing_recency,
  frequency: m.segments_standing_frequency,
  money: m.segments_standing_money,
};

export const kindName = (kind: ChosenKind): string => kinds[kind]();
export const aboutName = (about: keyof typeof abouts): string => abouts[about]();
export const joinName = (join: Join): string => joins[join]();
export const shapeName = (shape: Shape): string => shapes[shape]();
export const figureName = (figure: SegmentOrderFigure): string => figures[figure]();
export const standingName = (of: (typeof STANDINGS)[number]): string => standings[of]();
export const testWords = (name: TestName, isDay: boolean): string =>
  ((isDay ? dayTests[name] : undefined) ?? tests[name])();
