/** What an empty bot begins with, in the language of whoever makes it: it greets, asks, and hands over. */
import * as m from '../../../paraglide/messages';
import { locale } from '../../../text/locale';

import { LANGUAGES } from './fields';

/** A text as YAML writes it: JSON's form of a text is one of YAML's. */
const quoted = (words: string) => JSON.stringify(words);

export function templateFor(name: string): string {
  const language = LANGUAGES.find((one) => locale.startsWith(one)) ?? 'en';
  return `v: 1
name: ${quoted(name)}
language: ${language}
start: greeting

triggers:
  always: true

variables:
  question: { kind: text }

nodes:
  greeting:
    say:
      text: ${quoted(m.flow_template_greeting())}
      quick_replies:
        - { text: ${quoted(m.flow_template_ask())}, then: ask_question }
        - { text: ${quoted(m.flow_template_person())}, then: person }

  ask_question:
    ask:
      text: ${quoted(m.flow_template_question())}
      into: question
      then: look
      otherwise: person

  look:
    answer:
      question: "{{ question }}"
      answered: more
      unknown: person

  more:
    say:
      text: ${quoted(m.flow_template_more())}
      quick_replies:
        - { text: ${quoted(m.flow_template_ask())}, then: ask_question }
        - { text: ${quoted(m.flow_template_thanks())}, then: done }

  done:
    end: {}

  person:
    hand_over:
      summary: "{% if question %}{{ question }}{% endif %}"
`;
}
