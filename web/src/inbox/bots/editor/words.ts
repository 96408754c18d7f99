/** Steps and their ways in words. */
import * as m from '../../../paraglide/messages';
import { variableWords as readable } from '../../thread/handover-words';

import { type Json, isObject, list, object, shown, text } from './json';
import type { Kind } from './kinds';
import type { Step, Way } from './ways';

export { readable };

const kinds: Record<Kind, { name: () => string; what: () => string }> = {
  say: { name: m.flow_kind_say, what: m.flow_kind_say_what },
  ask: { name: m.flow_kind_ask, what: m.flow_kind_ask_what },
  form: { name: m.flow_kind_form, what: m.flow_kind_form_what },
  condition: { name: m.flow_kind_condition, what: m.flow_kind_condition_what },
  set: { name: m.flow_kind_set, what: m.flow_kind_set_what },
  look_up_order: { name: m.flow_kind_look_up_order, what: m.flow_kind_look_up_order_what },
  webhook: { name: m.flow_kind_webhook, what: m.flow_kind_webhook_what },
  answer: { name: m.flow_kind_answer, what: m.flow_kind_answer_what },
  consent: { name: m.flow_kind_consent, what: m.flow_kind_consent_what },
  hand_over: { name: m.flow_kind_hand_over, what: m.flow_kind_hand_over_what },
  wait: { name: m.flow_kind_wait, what: m.flow_kind_wait_what },
  goto: { name: m.flow_kind_goto, what: m.flow_kind_goto_what },
  end: { name: m.flow_kind_end, what: m.flow_kind_end_what },
};

export function kindName(kind: Kind | null): string {
  return kind ? kinds[kind].name() : m.flow_kind_unknown();
}

export function kindWhat(kind: Kind): string {
  return kinds[kind].what();
}

/** What a step says or does, in the flow's own words; nothing where its kind says all. */
export function saidBy({ kind, body }: Pick<Step, 'kind' | 'body'>): string {
  const of = object(body);
  switch (kind) {
    case 'say':
    case 'ask':
    case 'form':
    case 'consent':
      return text(of['text']);
    case 'condition':
      return condition(of['if']);
    case 'set': {
      const all = { ...object(of['variables']), ...object(of['attributes']) };
      return Object.entries(all)
        .map(([name, value]) => `${readable(name)}: ${shown(value)}`)
        .join(', ');
    }
    case 'look_up_order': {
      const [second] = Object.keys(object(of['second']));
      return [text(of['number']), second ?? ''].filter(Boolean).map(readable).join(' + ');
    }
    case 'webhook':
      return text(of['url']).replace(/^https:\/\//, '');
    case 'answer':
      return text(of['question']);
    case 'hand_over':
      return text(of['summary']) || readable(text(of['team']));
    case 'wait':
      return text(of['for']);
    case 'goto':
    case 'end':
    case null:
      return '';
  }
}

const comparisons: Record<string, string> = {
  equal: '=',
  not_equal: '≠',
  less_than: '<',
  at_most: '≤',
  more_than: '>',
  at_least: '≥',
  contains: '∋',
  one_of: '∈',
};

/** A condition in short. */
export function condition(value: Json | undefined): string {
  const of = object(value);
  const joined = (parts: Json | undefined, sign: string) => list(parts).map(condition).join(` ${sign} `);
  if ('all' in of) return joined(of['all'], '∧');
  if ('any' in of) return joined(of['any'], '∨');
  if ('not' in of) return `¬ (${condition(of['not'])})`;
  if ('open' in of) return of['open'] === false ? m.flow_condition_closed() : m.flow_condition_open();
  if (!isObject(of['compare'])) return '';
  const { value: path, is, to } = of['compare'];
  const name = readable(text(path));
  if (is === 'set') return `${name}: ✓`;
  if (is === 'not_set') return `${name}: –`;
  const others = Array.isArray(to) ? (to as Json[]).map(shown).join(', ') : shown(to);
  return `${name} ${comparisons[text(is)] ?? ''} ${others}`;
}

const fields: Record<string, () => string> = {
  then: m.flow_way_then,
  otherwise: m.flow_way_otherwise,
  found: m.flow_way_found,
  not_found: m.flow_way_not_found,
  throttled: m.flow_way_throttled,
  fallback: m.flow_way_fallback,
  answered: m.flow_way_answered,
  unknown: m.flow_way_unknown,
  agreed: m.flow_way_agreed,
  declined: m.flow_way_declined,
  reply: m.flow_way_reply,
  goto: m.flow_way_then,
  start: m.flow_way_start,
};

/** What stands on a way: what the customer taps or says, or what has to happen. */
export function wayWords({ field, words }: Way, kind?: Kind | null): string {
  if (words) return words;
  if (kind === 'wait' && field === 'then') return m.flow_way_time();
  if ((kind === 'ask' || kind === 'form') && field === 'then') return m.flow_way_fits();
  if (kind === 'condition' && field === 'then') return m.flow_way_holds();
  return (fields[field] ?? m.flow_way_choice)();
}
