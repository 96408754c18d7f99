/**
 * What follows a campaign's message, as its form has it: one message after another, each some time later and to whom it fits. The server takes a flow, which is
 * made of that; one that was written otherwise is shown as it is. Pure.
 */
import type { CampaignJourney, JourneyMessage, TemplateVariant } from '../../engine';

import { beginText, said } from './said';
import { AFTER, type Unit, within } from './schedule';

/** To whom a message goes, by what came of the last one that they got. */
export type Who = 'all' | 'unseen' | 'unclicked' | 'unanswered' | 'clicked';

export interface Step {
  /** How long after the one before. Null: the field is empty. */
  readonly after: number | null;
  readonly unit: Unit;
  readonly who: Who;
}

export interface JourneyForm {
  /** One for each message, in their order; null where the flow is written by hand. */
  readonly steps: readonly Step[] | null;
  /** The flow, where it is written by hand. */
  readonly flow: string;
  readonly messages: readonly JourneyMessage[];
}

/** As a journey has at most. */
export const MESSAGES = 20;

const letters: Record<Unit, string> = { minutes: 'm', hours: 'h', days: 'd' };
/** What is asked about the last message, and the answer with which the next one goes out. */
const asked: Record<Exclude<Who, 'all'>, readonly [fact: string, sends: boolean]> = {
  unseen: ['campaign.seen', false],
  unclicked: ['campaign.clicked', false],
  unanswered: ['campaign.replied', false],
  clicked: ['campaign.clicked', true],
};

/** The flow that says these steps, as JSON. */
export function flowOf(steps: readonly Step[], messages: readonly Pick<JourneyMessage, 'name'>[]): string {
  const nodes: Record<string, unknown> = {};
  steps.forEach(({ after, unit, who }, index) => {
    const number = String(index + 1);
    const send = `send_${number}`;
    const next = index + 1 < steps.length ? `wait_${String(index + 2)}` : 'over';
    nodes[`wait_${number}`] = {
      wait: { for: `${String(after ?? 0)}${letters[unit]}`, then: who === 'all' ? send : `ask_${number}` },
    };
    if (who !== 'all') {
      const [value, sends] = asked[who];
      const ways = sends ? { then: send, otherwise: next } : { then: next, otherwise: send };
      nodes[`ask_${number}`] = { condition: { if: { compare: { value, is: 'equal', to: true } }, ...ways } };
    }
    nodes[send] = { promote: { message: messages[index]?.name ?? '', then: next } };
  });
  nodes['over'] = { end: {} };
  return JSON.stringify({ v: 1, name: 'Journey', language: 'en', start: 'wait_1', nodes }, null, 2);
}

type Json = Record<string, unknown>;
const part = (of: unknown, ...keys: string[]): unknown =>
  keys.reduce<unknown>((found, key) => (found as Json | undefined)?.[key], of);

function parsed(flow: string): unknown {
  try {
    return JSON.parse(flow);
  } catch {
    return null;
  }
}

/** The steps that a flow says; null where it says something else. */
export function stepsOf(flow: string, messages: readonly Pick<JourneyMessage, 'name'>[]): Step[] | null {
  const found = parsed(flow);
  if (found === null || typeof found !== 'object') return null;
  const steps = messages.map((_, index): Step => {
    const number = String(index + 1);
    const length = /^(\d+)([mhd])$/.exec(String(part(found, 'nodes', `wait_${number}`, 'wait', 'for')));
    const unit = (Object.keys(letters) as Unit[]).find((one) => letters[one] === length?.[2]) ?? 'days';
    const condition = part(found, 'nodes', `ask_${number}`, 'condition');
    const value = part(condition, 'if', 'compare', 'value');
    const sends = part(condition, 'then') === `send_${number}`;
    const who = (Object.keys(asked) as Exclude<Who, 'all'>[]).find(
      (one) => asked[one][0] === value && asked[one][1] === sends,
    );
    return { after: length ? Number(length[1]) : null, unit, who: who ?? 'all' };
  });
  // What these steps do not say would be lost.
  return JSON.stringify(found) === JSON.stringify(parsed(flowOf(steps, messages))) ? steps : null;
}

/** A name that no message has yet. */
function freeName(messages: readonly JourneyMessage[]): string {
  const taken = new Set(messages.map(({ name }) => name));
  let number = 1;
  while (taken.has(`message_${String(number)}`)) number += 1;
  return `message_${String(number)}`;
}

const nothing: JourneyForm = { steps: [], flow: '', messages: [] };

/** With one more message at the end. */
export function withMessage(journey: JourneyForm | null): JourneyForm {
  const { steps, messages, flow } = journey ?? nothing;
  return {
    flow,
    messages: [...messages, { name: freeName(messages), texts: [] }],
    steps: steps && [...steps, { after: 2, unit: 'days', who: 'unseen' }],
  };
}

/** Without one of them; null without the last. */
export function withoutMessage({ steps, messages, flow }: JourneyForm, at: number): JourneyForm | null {
  const others = <T>(list: readonly T[]) => list.filter((_, index) => index !== at);
  return messages.length <= 1 ? null : { flow, messages: others(messages), steps: steps && others(steps) };
}

const put = <T>(list: readonly T[], at: number, one: (before: T) => T): T[] =>
  list.map((before, index) => (index === at ? one(before) : before));

export const changeStep = (journey: JourneyForm, at: number, some: Partial<Step>): JourneyForm => ({
  ...journey,
  steps: journey.steps && put(journey.steps, at, (step) => ({ ...step, ...some })),
});

export const renameMessage = (journey: JourneyForm, at: number, name: string): JourneyForm => ({
  ...journey,
  messages: put(journey.messages, at, (message) => ({ ...message, name })),
});

/** What a message says in a language: nothing yet, where it was added elsewhere. */
export const messageText = (message: JourneyMessage | undefined, language: string): TemplateVariant =>
  message?.texts.find((text) => text.language === language) ?? beginText(language);

export const changeMessage = (journey: JourneyForm, at: number, text: TemplateVariant): JourneyForm => ({
  ...journey,
  messages: put(journey.messages, at, ({ name, texts }) => ({
    name,
    texts: [...texts.filter(({ language }) => language !== text.language), text],
  })),
});

/** Where a language of the campaign became another, that of its journey does. */
export const renameLanguage = (
  journey: JourneyForm | null,
  before: string,
  after: string,
): JourneyForm | null =>
  journey && {
    ...journey,
    messages: journey.messages.map(({ name, texts }) => ({
      name,
      texts: texts.map((text) => (text.language === before ? { ...text, language: after } : text)),
    })),
  };

export function journeyForm(journey: CampaignJourney | undefined): JourneyForm | null {
  if (!journey) return null;
  const { flow, messages } = journey;
  return { steps: stepsOf(flow, messages), flow, messages };
}

/** The flow as it is, however it is written. */
export const writtenFlow = ({ steps, flow, messages }: JourneyForm): string =>
  steps ? flowOf(steps, messages) : flow;

/** As the server takes it, in the languages of the campaign. */
export function journeyOf(journey: JourneyForm, languages: readonly string[]): CampaignJourney {
  const messages = journey.messages.map((message) => ({
    name: message.name.trim(),
    texts: languages.map((language) => said(messageText(message, language))),
  }));
  return { flow: writtenFlow(journey), messages };
}

/** Whether everything is said that has to be. */
export const isJourneyWhole = (journey: JourneyForm, languages: readonly string[]): boolean =>
  (journey.steps
    ? journey.steps.every(({ after, unit }) => within(after, 1, AFTER[unit]))
    : journey.flow.trim() !== '') &&
  journey.messages.length > 0 &&
  journey.messages.every(
    (message) =>
      message.name.trim() !== '' &&
      languages.every((language) => messageText(message, language).text.trim() !== ''),
  );
