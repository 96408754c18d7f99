/** What happens in a simulation, in words, and what can come of what is looked up. */
import type { SimulatedAct, SimulatedInput, Simulation } from '../../../engine';
import * as m from '../../../paraglide/messages';
import { locale } from '../../../text/locale';

import { reasonWords } from '../../thread/handover-words';

import { type Json, object, shown } from './json';
import type { Step } from './ways';
import { readable } from './words';

/** What the tester did. */
export function madeWords(input: SimulatedInput): string {
  switch (input.kind) {
    case 'text':
    case 'choice':
      return input.text;
    case 'order_found':
      return m.flow_order_was_found();
    case 'order_not_found':
      return m.flow_order_was_not_found();
    case 'orders_throttled':
      return m.flow_orders_were_throttled();
    case 'service_answered':
      return m.flow_service_has_answered({ status: input.status });
    case 'service_failed':
      return m.flow_service_has_failed();
    case 'knowledge_answered':
      return m.flow_knowledge_has_answered();
    case 'knowledge_unknown':
      return m.flow_knowledge_has_none();
    case 'wait':
      return m.flow_time_passed();
  }
}

/** What the bot did, beside what it said. */
export function actWords(act: SimulatedAct): string {
  switch (act.kind) {
    case 'said':
      return act.body.text;
    case 'looks_up_order':
      return m.flow_looks_up({ number: act.number, fact: act.fact });
    case 'calls':
      return m.flow_calls({ method: act.method, url: act.url });
    case 'asks':
      return m.flow_asks_knowledge({ question: act.question });
    case 'sets':
      return m.flow_sets({ name: readable(act.name), value: act.value });
    case 'agrees':
      return m.flow_agrees({ topic: readable(act.topic) });
    case 'handed_over': {
      const parts = [reasonWords(act.reason), act.team && readable(act.team), act.summary, act.note];
      return m.flow_handed_over({ why: parts.filter(Boolean).join(' · ') });
    }
    case 'ended':
      return act.timed_out ? m.flow_timed_out() : m.flow_ended();
  }
}

export function stopWords(stopped: NonNullable<Simulation['stopped']>): string {
  switch (stopped) {
    case 'starts_nothing':
      return m.flow_starts_nothing();
    case 'busy':
      return m.flow_is_busy();
    case 'not_awaited':
      return m.flow_not_awaited();
    case 'nothing_comes':
      return m.flow_nothing_comes();
    case 'with_people':
      return m.flow_with_people();
  }
}

/** A time in the largest unit that leaves a whole number. */
export function timeWords(seconds: number): string {
  const units = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
    ['second', 1],
  ] as const;
  const [unit, length] = units.find(([, size]) => seconds >= size && seconds % size === 0) ?? units[3];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(seconds / length);
}

/** An order such as shops have: facts that a bot can say. */
export function exampleOrder(): Json {
  return { number: 'A-1001', status: 'open', total: '49.90 EUR', shipment: 'sent', carrier: 'DHL' };
}

/** An answer that holds what a step saves. */
export function exampleAnswer(step: Step | undefined): Json {
  let made: Json = {};
  for (const path of Object.values(object(object(step?.body)['save'])))
    made = withValue(made, shown(path).split('.'));
  return made;
}

function withValue(json: Json, [key, ...rest]: readonly string[]): Json {
  if (key === undefined) return '1';
  if (/^\d+$/.test(key)) {
    const items = Array.isArray(json) ? [...(json as Json[])] : [];
    items[Number(key)] = withValue(items[Number(key)] ?? {}, rest);
    return Array.from(items, (item) => item ?? {});
  }
  const entries = object(json);
  return { ...entries, [key]: withValue(entries[key] ?? {}, rest) };
}
