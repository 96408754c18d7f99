/** What rules say, in words: for their list, their log, and those who choose the parts of one. */
import type {
  Attribute,
  AttributeTest,
  AttributeValue,
  RuleAction,
  RuleCondition,
  RuleTrigger,
  SaveRule,
  WhyNot,
} from '../../engine';
import type { Inbox } from '../../engine/inbox';
import * as m from '../../paraglide/messages';
import { isolated } from '../../text/characters';
import { locale } from '../../text/locale';
import { money } from '../../text/money';

import { labelsOf, nameOf, priorityName, statusName } from '../words';

import { durationName } from './durations';

export type TriggerKind = RuleTrigger['kind'];
export type ConditionKind = RuleCondition['kind'];
export type ActionKind = RuleAction['kind'];

export const triggerNames: Record<TriggerKind, () => string> = {
  customer_wrote: m.rules_when_customer_wrote,
  opened: m.rules_when_opened,
  status_changed: m.rules_when_status_changed,
  assigned: m.rules_when_assigned,
  labelled: m.rules_when_labelled,
  waiting: m.rules_when_waiting,
  in_status: m.rules_when_in_status,
  attribute_changed: m.rules_when_attribute_changed,
};

export const conditionNames: Record<ConditionKind, () => string> = {
  words: m.rules_if_words,
  status: m.rules_if_status,
  priority: m.rules_if_priority,
  label: m.rules_if_label,
  assignee: m.rules_if_assignee,
  attribute: m.rules_if_attribute,
  open_hours: m.rules_if_open_hours,
  has_order: m.rules_if_has_order,
  spent: m.rules_if_spent,
  waiting: m.rules_if_waiting,
  all: m.rules_if_all,
  any: m.rules_if_any,
  not: m.rules_if_not,
};

export const actionNames: Record<ActionKind, () => string> = {
  set_priority: m.rules_then_priority,
  add_labels: m.rules_then_add_labels,
  remove_labels: m.rules_then_remove_labels,
  assign: m.rules_then_assign,
  set_status: m.rules_then_status,
  snooze: m.rules_then_snooze,
  send_reply: m.rules_then_reply,
  write_note: m.rules_then_note,
};

export const testNames: Record<AttributeTest, () => string> = {
  known: m.rules_test_known,
  equal: m.rules_test_equal,
  contains: m.rules_test_contains,
  less: m.rules_test_less,
  more: m.rules_test_more,
};

const whys: Record<WhyNot, () => string> = {
  nothing_to_change: m.rules_why_nothing,
  reply_gone: m.rules_why_reply,
  member_gone: m.rules_why_member,
  too_many_labels: m.rules_why_labels,
  customer_gone: m.rules_why_customer,
  chain_too_long: m.rules_why_chain,
  no_longer_so: m.rules_why_no_longer,
};

/** What a newer server writes is not known here, and shown by its name. */
export function whyWords(why: WhyNot): string {
  return (whys as Partial<typeof whys>)[why]?.() ?? why;
}

const part = (name: string, what: string): string => m.rules_part({ name, what });
/** What rules name by ids. */
export interface Known {
  readonly inbox: Inbox;
  readonly attributes: readonly Attribute[];
}

const attributeName = (name: string, { attributes }: Known): string =>
  isolated(attributes.find((one) => one.name === name)?.label ?? name, locale);

export function triggerWords(trigger: RuleTrigger, known: Known): string {
  const name = (triggerNames as Partial<typeof triggerNames>)[trigger.kind]?.() ?? trigger.kind;
  switch (trigger.kind) {
    case 'status_changed':
      return trigger.to === undefined ? name : part(name, statusName(trigger.to));
    case 'labelled':
      return trigger.label === undefined ? name : part(name, isolated(trigger.label, locale));
    case 'waiting':
      return part(name, durationName(trigger.minutes));
    case 'in_status':
      return part(name, `${statusName(trigger.status)}, ${durationName(trigger.minutes)}`);
    case 'attribute_changed':
      return part(name, attributeName(trigger.attribute, known));
    default:
      return name;
  }
}

export function valueWords(value: AttributeValue | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'boolean') return value ? m.customer_yes() : m.customer_no();
  return isolated(String(value), locale);
}

/** `isWhole`: nothing stands beside it, so that it needs no brackets. */
export function conditionWords(condition: RuleCondition, known: Known, isWhole = false): string {
  const name = (conditionNames as Partial<typeof conditionNames>)[condition.kind]?.() ?? condition.kind;
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const inner = condition.of.map((one) => conditionWords(one, known));
      const list = new Intl.ListFormat(locale, {
        type: condition.kind === 'all' ? 'conjunction' : 'disjunction',
      });
      return isWhole || inner.length < 2 ? list.format(inner) : `(${list.format(inner)})`;
    }
    case 'not':
      return m.rules_not({ what: conditionWords(condition.that, known) });
    case 'status':
      return part(name, condition.among.map(statusName).join(' / '));
    case 'priority':
      return part(name, condition.among.map(priorityName).join(' / '));
    case 'label':
      return part(name, isolated(condition.label, locale));
    case 'assignee':
      return part(
        name,
        condition.account === undefined ? m.actions_nobody() : nameOf(condition.account, known.inbox),
      );
    case 'words':
      return part(name, condition.any.map((word) => `“${isolated(word, locale)}”`).join(' / '));
    case 'attribute': {
      const what = attributeName(condition.attribute, known);
      return `${what} ${testNames[condition.is]()} ${valueWords(condition.value)}`.trim();
    }
    case 'spent':
      return part(name, money(condition.at_least, condition.currency, locale));
    case 'waiting':
      return part(name, durationName(condition.minutes));
    default:
      return name;
  }
}

export function actionWords(action: RuleAction, known: Known): string {
  const name = (actionNames as Partial<typeof actionNames>)[action.kind]?.() ?? action.kind;
  switch (action.kind) {
    case 'set_status':
      return part(name, statusName(action.status));
    case 'snooze':
      return part(name, durationName(action.minutes));
    case 'set_priority':
      return part(name, priorityName(action.priority));
    case 'add_labels':
    case 'remove_labels':
      return part(name, labelsOf(action.labels));
    case 'assign':
      return part(
        name,
        action.account === undefined ? m.actions_nobody() : nameOf(action.account, known.inbox),
      );
    case 'send_reply': {
      const reply = known.inbox.replies.find(({ id }) => id === action.reply);
      return part(name, reply ? isolated(reply.name, locale) : m.rules_reply_gone());
    }
    case 'write_note':
      return part(name, `“${isolated(action.text, locale)}”`);
    default:
      return name;
  }
}

/** A rule as a sentence: when, if, then. */
export function ruleWords({ when, if: condition, then }: SaveRule, known: Known): string {
  const deeds = new Intl.ListFormat(locale, { type: 'unit' }).format(
    then.map((one) => actionWords(one, known)),
  );
  const words = { when: triggerWords(when, known), then: deeds };
  if (!condition) return m.rules_sentence(words);
  return m.rules_sentence_if({ ...words, condition: conditionWords(condition, known, true) });
}

export const newRule = (): SaveRule => ({
  name: '',
  is_on: false,
  when: { kind: 'customer_wrote' },
  then: [{ kind: 'set_priority', priority: 'high' }],
  stops: false,
});
