/**
 * What can be written in each kind of step, and beside the steps: one table, from which the forms are made. A test compares it with
 * the schema of flow files, so that nothing that a flow can hold is missing here.
 */
import * as m from '../../../paraglide/messages';

import type { Json } from './json';
import type { Kind } from './kinds';

interface Base {
  /** Its entry in the file; empty where the whole is one value. */
  readonly key: string;
  readonly label: () => string;
  readonly hint?: () => string;
  /** It may be left out. */
  readonly optional?: boolean;
}

/** One field, and how it is filled in. */
export type Field = Base &
  (
    | { readonly is: 'text'; readonly most: number; readonly values?: boolean }
    | { readonly is: 'line'; readonly most: number; readonly values?: boolean }
    | { readonly is: 'address' }
    | { readonly is: 'target' }
    | { readonly is: 'variable' }
    | { readonly is: 'topic' }
    | { readonly is: 'name'; readonly suggested?: 'teams' }
    | { readonly is: 'number'; readonly least: number; readonly most: number; readonly without: number }
    | { readonly is: 'duration'; readonly without?: string }
    | {
        readonly is: 'one';
        readonly of: () => readonly { value: string; name: string }[];
        readonly without?: string;
      }
    | { readonly is: 'yes' }
    | {
        readonly is: 'list';
        readonly of: readonly Field[];
        readonly most: number;
        readonly add: () => string;
        readonly made: (next: string, variable: string) => Json;
      }
    | { readonly is: 'lines'; readonly most: number }
    | { readonly is: 'values'; readonly of: 'variables' | 'attributes'; readonly texts?: boolean }
    | { readonly is: 'condition' }
    | { readonly is: 'second' }
    | { readonly is: 'json' }
    | { readonly is: 'scalar' }
    | { readonly is: 'variables' }
  );

const longText = 2000;
const then = (label = m.flow_then): Field => ({ key: 'then', is: 'target', label });
const otherwise = (label: () => string): Field => ({ key: 'otherwise', is: 'target', label });
const image: Field = { key: 'image', is: 'address', label: m.flow_image, optional: true };
const retries: Field = {
  key: 'retries',
  is: 'number',
  least: 0,
  most: 5,
  without: 2,
  label: m.flow_retries,
  optional: true,
};
const retry: Field = {
  key: 'retry',
  is: 'text',
  most: longText,
  values: true,
  label: m.flow_retry,
  hint: m.flow_own_words_hint,
  optional: true,
};

const buttons: Field = {
  key: 'buttons',
  is: 'list',
  most: 3,
  label: m.flow_buttons,
  hint: m.flow_buttons_hint,
  add: m.flow_add_button,
  made: (next) => ({ text: '', then: next }),
  optional: true,
  of: [
    { key: 'text', is: 'line', most: 20, values: true, label: m.flow_words_on_it },
    { key: 'then', is: 'target', label: m.flow_leads_to, optional: true },
    { key: 'open', is: 'address', label: m.flow_opens, optional: true },
  ],
};

/** The fields of each kind of step. */
export const FIELDS: Record<Kind, readonly Field[]> = {
  say: [
    { key: 'text', is: 'text', most: longText, values: true, label: m.flow_says },
    {
      key: 'quick_replies',
      is: 'list',
      most: 13,
      label: m.flow_choices,
      hint: m.flow_choices_hint,
      add: m.flow_add_choice,
      made: (next) => ({ text: '', then: next }),
      optional: true,
      of: [
        { key: 'text', is: 'line', most: 20, values: true, label: m.flow_words_on_it },
        { key: 'then', is: 'target', label: m.flow_leads_to },
        { key: 'set', is: 'values', of: 'variables', label: m.flow_keeps, optional: true },
      ],
    },
    buttons,
    {
      key: 'cards',
      is: 'list',
      most: 10,
      label: m.flow_cards,
      add: m.flow_add_card,
      made: () => ({ title: '' }),
      optional: true,
      of: [
        { key: 'title', is: 'line', most: 80, values: true, label: m.flow_card_title },
        { key: 'subtitle', is: 'line', most: 80, values: true, label: m.flow_card_subtitle, optional: true },
        image,
        buttons,
      ],
    },
    image,
    { ...then(), hint: m.flow_say_then_hint, optional: true },
  ],
  ask: [
    { key: 'text', is: 'text', most: longText, values: true, label: m.flow_question },
    { key: 'into', is: 'variable', label: m.flow_into },
    retry,
    retries,
    then(m.flow_then_fits),
    otherwise(m.flow_otherwise_unfit),
  ],
  form: [
    { key: 'text', is: 'text', most: longText, values: true, label: m.flow_form_text },
    {
      key: 'fields',
      is: 'list',
      most: 10,
      label: m.flow_fields,
      add: m.flow_add_field,
      made: (_, variable) => ({ text: '', into: variable }),
      of: [
        { key: 'text', is: 'line', most: longText, values: true, label: m.flow_question },
        { key: 'into', is: 'variable', label: m.flow_into },
        retry,
      ],
    },
    retries,
    then(m.flow_then_fits),
    otherwise(m.flow_otherwise_unfit),
  ],
  condition: [
    { key: 'if', is: 'condition', label: m.flow_if },
    then(m.flow_then_holds),
    otherwise(m.flow_otherwise_holds_not),
  ],
  set: [
    { key: 'variables', is: 'values', of: 'variables', label: m.flow_set_variables, optional: true },
    { key: 'attributes', is: 'values', of: 'attributes', label: m.flow_set_attributes, optional: true },
    then(),
  ],
  look_up_order: [
    { key: 'number', is: 'variable', label: m.flow_order_number },
    { key: 'second', is: 'second', label: m.flow_order_second, hint: m.flow_order_second_hint },
    { key: 'found', is: 'target', label: m.flow_order_found },
    { key: 'not_found', is: 'target', label: m.flow_order_not_found },
    { key: 'throttled', is: 'target', label: m.flow_order_throttled },
  ],
  webhook: [
    {
      key: 'url',
      is: 'line',
      most: longText,
      values: true,
      label: m.flow_address,
      hint: m.flow_address_hint,
    },
    {
      key: 'method',
      is: 'one',
      without: 'GET',
      of: () => ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((name) => ({ value: name, name })),
      label: m.flow_method,
      optional: true,
    },
    { key: 'body', is: 'json', label: m.flow_body, hint: m.flow_body_hint, optional: true },
    {
      key: 'save',
      is: 'values',
      of: 'variables',
      texts: true,
      label: m.flow_save,
      hint: m.flow_save_hint,
      optional: true,
    },
    { key: 'timeout', is: 'duration', without: '5s', label: m.flow_timeout, optional: true },
    then(m.flow_webhook_then),
    { key: 'fallback', is: 'target', label: m.flow_webhook_fallback, optional: true },
  ],
  answer: [
    {
      key: 'question',
      is: 'text',
      most: longText,
      values: true,
      label: m.flow_answer_question,
      hint: m.flow_answer_question_hint,
      optional: true,
    },
    { key: 'answered', is: 'target', label: m.flow_answered },
    { key: 'unknown', is: 'target', label: m.flow_unknown },
  ],
  consent: [
    { key: 'topic', is: 'topic', label: m.flow_topic },
    {
      key: 'text',
      is: 'text',
      most: longText,
      values: true,
      label: m.flow_question,
      hint: m.flow_consent_text_hint,
    },
    { key: 'agreed', is: 'target', label: m.flow_agreed },
    { key: 'declined', is: 'target', label: m.flow_declined, hint: m.flow_declined_hint },
  ],
  hand_over: [
    { key: 'team', is: 'name', label: m.flow_team, hint: m.flow_team_hint, optional: true },
    { key: 'summary', is: 'text', most: longText, values: true, label: m.flow_summary, optional: true },
    { key: 'note', is: 'text', most: longText, values: true, label: m.flow_note, optional: true },
  ],
  wait: [
    { key: 'for', is: 'duration', label: m.flow_wait_for },
    then(m.flow_wait_then),
    { key: 'reply', is: 'target', label: m.flow_wait_reply, hint: m.flow_wait_reply_hint, optional: true },
  ],
  goto: [{ key: '', is: 'target', label: m.flow_goto }],
  end: [],
};

const entrance = (key: string, most: number, label: () => string, hint: () => string): Field => ({
  key,
  is: 'list',
  most,
  label,
  hint,
  add: m.flow_add_entrance,
  made: (next) => ({ text: '', then: next }),
  optional: true,
  of: [
    { key: 'text', is: 'line', most: 80, label: m.flow_words_on_it },
    { key: 'then', is: 'target', label: m.flow_leads_to },
  ],
});

/** What stands beside the steps, in groups. `v`, `nodes` and `comments` have their own places. */
export const FLOW_FIELDS: readonly { readonly title: () => string; readonly fields: readonly Field[] }[] = [
  {
    title: m.flow_begins,
    fields: [
      { key: 'start', is: 'target', label: m.flow_start },
      { key: 'triggers.always', is: 'yes', label: m.flow_always, hint: m.flow_always_hint, optional: true },
      {
        key: 'triggers.keywords',
        is: 'list',
        most: 200,
        label: m.flow_keywords,
        hint: m.flow_keywords_hint,
        add: m.flow_add_keywords,
        made: (next) => ({ words: [], then: next }),
        optional: true,
        of: [
          { key: 'words', is: 'lines', most: 100, label: m.flow_keyword_words, hint: m.flow_one_a_line },
          { key: 'then', is: 'target', label: m.flow_leads_to },
        ],
      },
      {
        key: 'triggers.intents',
        is: 'list',
        most: 50,
        label: m.flow_intents,
        hint: m.flow_intents_hint,
        add: m.flow_add_intent,
        made: (next) => ({ name: '', examples: [], then: next }),
        optional: true,
        of: [
          { key: 'name', is: 'name', label: m.flow_intent_name },
          { key: 'examples', is: 'lines', most: 100, label: m.flow_examples, hint: m.flow_one_a_line },
          {
            key: 'threshold',
            is: 'number',
            least: 1,
            most: 100,
            without: 60,
            label: m.flow_threshold,
            optional: true,
          },
          { key: 'then', is: 'target', label: m.flow_leads_to },
        ],
      },
      entrance('ice_breakers', 4, m.flow_ice_breakers, m.flow_ice_breakers_hint),
      entrance('menu', 10, m.flow_menu, m.flow_menu_hint),
    ],
  },
  {
    title: m.flow_variables,
    fields: [
      {
        key: 'variables',
        is: 'variables',
        label: m.flow_variables,
        hint: m.flow_variables_hint,
        optional: true,
      },
    ],
  },
  {
    title: m.flow_not_understood,
    fields: [
      {
        key: 'fallback.again',
        is: 'text',
        most: longText,
        values: true,
        label: m.flow_again,
        hint: m.flow_own_words_hint,
        optional: true,
      },
      {
        key: 'fallback.offer',
        is: 'text',
        most: longText,
        values: true,
        label: m.flow_offer,
        hint: m.flow_own_words_hint,
        optional: true,
      },
      { key: 'fallback.team', is: 'name', label: m.flow_team, optional: true },
      {
        key: 'fallback.person_words',
        is: 'lines',
        most: 100,
        label: m.flow_person_words,
        hint: m.flow_person_words_hint,
        optional: true,
      },
      { key: 'idle', is: 'duration', without: '24h', label: m.flow_idle, optional: true },
    ],
  },
  {
    title: m.flow_about,
    fields: [
      { key: 'name', is: 'line', most: 80, label: m.flow_name },
      { key: 'description', is: 'text', most: longText, label: m.flow_description, optional: true },
      {
        key: 'language',
        is: 'one',
        of: () => LANGUAGES.map((value) => ({ value, name: languageName(value) })),
        label: m.flow_language,
        hint: m.flow_language_hint,
      },
    ],
  },
];

/** The languages in which a bot has sentences of its own; as in `crates/flow/src/words/languages.rs`. */
export const LANGUAGES = ['en', 'de', 'es', 'fr', 'ar'] as const;

function languageName(language: string): string {
  return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
}

/** The fields of a variable. */
export const VARIABLE_FIELDS: readonly Field[] = [
  {
    key: 'kind',
    is: 'one',
    of: () => [
      { value: 'text', name: m.flow_kind_text() },
      { value: 'number', name: m.flow_kind_number() },
      { value: 'email', name: m.flow_kind_email() },
      { value: 'date', name: m.flow_kind_date() },
      { value: 'choice', name: m.flow_kind_choice() },
      { value: 'yes_no', name: m.flow_kind_yes_no() },
    ],
    label: m.flow_variable_kind,
  },
  {
    key: 'choices',
    is: 'list',
    most: 13,
    label: m.flow_variable_choices,
    add: m.flow_add_choice,
    made: () => ({ value: '' }),
    optional: true,
    of: [
      { key: 'value', is: 'line', most: 80, label: m.flow_choice_value },
      {
        key: 'text',
        is: 'line',
        most: 20,
        label: m.flow_words_on_it,
        hint: m.flow_choice_text_hint,
        optional: true,
      },
    ],
  },
  { key: 'default', is: 'scalar', label: m.flow_default, optional: true },
];
