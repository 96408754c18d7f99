/** A rule as a sentence, in the reader's language. */
import type {
  AttributeKind,
  AttributeValue,
  SegmentItem,
  SegmentMoment,
  SegmentProperty,
  SegmentRange,
  SegmentTest,
  SegmentWindow,
} from '../../engine';
import * as m from '../../paraglide/messages';
import { isolated } from '../../text/characters';
import { locale } from '../../text/locale';
import { money } from '../../text/money';
import { formatNumber } from '../../text/numbers';
import { dateOnly } from '../../text/time';

import type { Known } from './conditions';
import { figureName, kindName, STANDINGS, standingName, testWords } from './names';
import { shapeOf } from './ranges';
import { type Condition, isGroup, type Part, type Said } from './tree';
import { kindOf, testName } from './value-tests';

/** Stands for what is still to be said. */
const UNSAID = '…';
const number = (of: number): string => (Number.isFinite(of) ? formatNumber(of) : UNSAID);
const quoted = (text: string): string => (text.trim() ? `“${isolated(text, locale)}”` : UNSAID);
const day = (text: string): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) ? dateOnly(new Date(`${text}T12:00`).getTime(), locale) : text || UNSAID;
const joined = (...parts: string[]): string => parts.filter(Boolean).join(' ');

/** `isWhole`: nothing stands beside it, so that it needs no brackets. */
export function sentence(part: Part, known: Known, isWhole = true): string {
  if (!isGroup(part)) {
    const what = conditionWords(part.condition, known);
    return part.not ? m.segments_not({ what }) : what;
  }
  const isNot = part.join === 'not_all' || part.join === 'none';
  const isAll = part.join === 'all' || part.join === 'not_all';
  if (part.parts.length === 0) return isAll !== isNot ? m.segments_everyone() : m.segments_nobody();
  const isAlone = isWhole && !isNot;
  const inner = part.parts.map((one) => sentence(one, known, isAlone && part.parts.length === 1));
  const list = new Intl.ListFormat(locale, { type: isAll ? 'conjunction' : 'disjunction' }).format(inner);
  const what = isAlone || inner.length < 2 ? list : `(${list})`;
  return isNot ? m.segments_not({ what }) : what;
}

export function conditionWords(condition: Condition, known: Known): string {
  if ('attribute' in condition) {
    const { name, is } = condition.attribute;
    const attribute = known.attributes.find((one) => one.name === name);
    return joined(isolated(attribute?.label ?? name, locale), words(is, attribute?.kind));
  }
  if ('consent' in condition) {
    const topic = known.topics.find(({ name }) => name === condition.consent);
    return joined(kindName('consent'), quoted(topic?.label ?? condition.consent));
  }
  if ('segment' in condition) {
    const segment = known.segments.find(({ id }) => id === condition.segment);
    return joined(kindName('segment'), quoted(segment?.name ?? condition.segment));
  }
  if ('event' in condition) {
    const { name, times, within, where = [] } = condition.event;
    const isNever = times?.at_most === 0;
    const how = isNever ? m.segments_never() : times ? m.segments_times({ count: range(times, number) }) : '';
    return joined(
      kindName('event'),
      quoted(name),
      how && `(${how})`,
      windowWords(within),
      propertyWords(where),
    );
  }
  if ('first_event' in condition)
    return joined(
      kindName('first_event'),
      quoted(condition.first_event.name),
      moment(condition.first_event.at),
    );
  if ('last_event' in condition)
    return joined(kindName('last_event'), quoted(condition.last_event.name), moment(condition.last_event.at));
  if ('first_order' in condition) return joined(kindName('first_order'), moment(condition.first_order));
  if ('last_order' in condition) return joined(kindName('last_order'), moment(condition.last_order));
  if ('orders' in condition) {
    const { figure, is, currency, within, item } = condition.orders;
    const isCount = figure === 'count';
    const of = range(is, isCount || !currency ? number : (amount) => amountWords(amount, currency));
    const inCurrency = isCount && currency ? `(${currency})` : '';
    return joined(`${figureName(figure)}:`, of, inCurrency, windowWords(within), itemWords(item));
  }
  if ('standing' in condition) {
    const said = STANDINGS.flatMap((of) => {
      const fifths = condition.standing[of];
      return fifths ? [joined(`${standingName(of)}:`, range(fifths, number))] : [];
    });
    return `${kindName('standing')} (${said.join(', ')})`;
  }
  return campaignText(condition.campaign);
}

/** How the properties of an event have to be; nothing where none is asked for. */
export function propertyWords(where: readonly SegmentProperty[]): string {
  const which = where.map((one) => joined(quoted(one.name), words(one.is))).join(', ');
  return which && m.segments_where({ what: which });
}

/** What cannot be edited here stands as its text. */
export function campaignText({ campaign, was, within }: Said<'campaign'>): string {
  const [from, to] = within && 'between' in within ? within.between : [];
  const time = !within
    ? ''
    : 'last_days' in within
      ? `in last ${within.last_days} days`
      : `from ${from} to ${to}`;
  return joined('campaign', campaign ?? 'any', was, time);
}

function itemWords(item: SegmentItem | undefined): string {
  if (!item) return '';
  if ('name' in item) return m.segments_item_name({ what: quoted(item.name) });
  const list = (all: string[]) =>
    new Intl.ListFormat(locale, { type: 'disjunction' }).format(all.map(quoted));
  return 'sku' in item
    ? m.segments_item_sku({ what: list(item.sku) })
    : m.segments_item_category({ what: list(item.category) });
}

/** An amount in a currency that is still being written has no name yet. */
function amountWords(amount: number, currency: string): string {
  if (!Number.isFinite(amount)) return UNSAID;
  return /^[A-Z]{3}$/.test(currency)
    ? money(amount, currency, locale)
    : `${formatNumber(amount)} ${currency}`;
}

function range(is: SegmentRange, write: (number: number) => string): string {
  const [least, most] = [write(is.at_least ?? NaN), write(is.at_most ?? NaN)];
  switch (shapeOf(is)) {
    case 'at_least':
      return m.segments_at_least({ count: least });
    case 'at_most':
      return m.segments_at_most({ count: most });
    case 'exactly':
      return least;
    case 'between':
      return m.segments_between({ from: least, to: most });
  }
}

function words(is: SegmentTest, kind: AttributeKind = kindOf(is)): string {
  if ('in_last_days' in is) return m.segments_in_last_days({ count: is.in_last_days });
  if ('in_next_days' in is) return m.segments_in_next_days({ count: is.in_next_days });
  if ('returns_in_days' in is) return m.segments_returns_in_days({ count: is.returns_in_days });
  const name = testWords(testName(is), kind === 'date');
  if ('known' in is) return name;
  const all = Object.values(is)[0] as AttributeValue | AttributeValue[];
  const list = (Array.isArray(all) ? all : [all]).map((one) => value(one, kind));
  return joined(name, new Intl.ListFormat(locale, { type: 'disjunction' }).format(list) || UNSAID);
}

function value(of: AttributeValue, kind: AttributeKind): string {
  if (typeof of === 'boolean') return of ? m.customer_yes() : m.customer_no();
  // What can't be read is kept as null for undoing.
  if (typeof of !== 'string') return number(of);
  return kind === 'date' ? day(of) : quoted(of);
}

function windowWords(within: SegmentWindow | undefined): string {
  if (!within) return '';
  if ('last_days' in within) return m.segments_last_days({ count: within.last_days });
  const [from = '', to = ''] = within.between;
  return m.segments_from_to({ from: day(from), to: day(to) });
}

function moment(at: SegmentMoment): string {
  if ('last_days' in at) return m.segments_last_days({ count: at.last_days });
  if ('before_days' in at) return m.segments_before_days({ count: at.before_days });
  return 'before' in at
    ? m.segments_before({ day: day(at.before) })
    : m.segments_since({ day: day(at.since) });
}
