import { describe, expect, it } from 'vitest';

import {
  changeMessage,
  changeStep,
  flowOf,
  isJourneyWhole,
  journeyForm,
  type JourneyForm,
  journeyOf,
  renameLanguage,
  stepsOf,
  withMessage,
  withoutMessage,
} from './journey';

const text = (words: string, language = 'en') => ({ language, text: words, choices: [], buttons: [] });
const two = [{ name: 'message_1' }, { name: 'last' }];
const steps = [
  { after: 2, unit: 'days', who: 'unseen' },
  { after: 90, unit: 'minutes', who: 'all' },
] as const;

/** One whose every message says something. */
function written(): JourneyForm {
  const begun = withMessage(withMessage(null));
  return changeMessage(changeMessage(begun, 0, text('A')), 1, text('B'));
}

describe('steps', () => {
  it('become a flow, and are found in it again', () => {
    const flow = flowOf(steps, two);
    expect(stepsOf(flow, two)).toEqual(steps);
    const { nodes, start } = JSON.parse(flow) as { nodes: Record<string, unknown>; start: string };
    expect(start).toBe('wait_1');
    expect(nodes).toEqual({
      wait_1: { wait: { for: '2d', then: 'ask_1' } },
      ask_1: {
        condition: {
          if: { compare: { value: 'campaign.seen', is: 'equal', to: true } },
          then: 'wait_2',
          otherwise: 'send_1',
        },
      },
      send_1: { promote: { message: 'message_1', then: 'wait_2' } },
      wait_2: { wait: { for: '90m', then: 'send_2' } },
      send_2: { promote: { message: 'last', then: 'over' } },
      over: { end: {} },
    });
  });

  it('of every kind go round', () => {
    for (const who of ['all', 'unseen', 'unclicked', 'unanswered', 'clicked'] as const)
      for (const unit of ['minutes', 'hours', 'days'] as const) {
        const one = [{ after: 3, unit, who }];
        expect(stepsOf(flowOf(one, [{ name: 'a' }]), [{ name: 'a' }]), who).toEqual(one);
      }
  });

  it('are not found where the flow says more, or is none', () => {
    const flow = flowOf(steps, two);
    for (const other of [
      flow.replace('"90m"', '"90s"'),
      flow.replace('campaign.seen', 'contact.tier'),
      flow.replace('"over": {', '"more": { "end": {} },\n    "over": {'),
      'v: 1',
      '[]',
      '',
    ])
      expect(stepsOf(other, two), other).toBeNull();
  });
});

describe('a journey', () => {
  it('is said again as it was read', () => {
    const journey = journeyOf(written(), ['en']);
    expect(journeyForm(journey)).toEqual({ ...written(), flow: journey.flow });
    const own = { ...journey, flow: 'v: 1' };
    expect(journeyForm(own)).toMatchObject({ steps: null, flow: 'v: 1' });
    const form = journeyForm(own);
    expect(form && journeyOf(form, ['en'])).toEqual(own);
    expect(journeyForm(undefined)).toBeNull();
  });

  it('has each language of the campaign', () => {
    const journey = written();
    expect(isJourneyWhole(journey, ['en'])).toBe(true);
    expect(isJourneyWhole(journey, ['en', 'de'])).toBe(false);
    const both = changeMessage(changeMessage(journey, 0, text('C', 'de')), 1, text('D', 'de'));
    expect(isJourneyWhole(both, ['en', 'de'])).toBe(true);
    expect(journeyOf(both, ['de', 'en']).messages[1]?.texts.map((one) => one.text)).toEqual(['D', 'B']);
    expect(journeyOf(both, ['en']).messages[0]?.texts).toHaveLength(1);
    expect(isJourneyWhole(renameLanguage(journey, 'en', 'fr') ?? journey, ['fr'])).toBe(true);
  });

  it('is whole once everything is said', () => {
    const journey = written();
    expect(isJourneyWhole(changeStep(journey, 0, { after: null }), ['en'])).toBe(false);
    expect(isJourneyWhole(changeStep(journey, 0, { after: 31 }), ['en'])).toBe(false);
    expect(isJourneyWhole({ ...journey, steps: null }, ['en']), 'no flow').toBe(false);
    expect(isJourneyWhole({ ...journey, steps: null, flow: 'v: 1' }, ['en'])).toBe(true);
    expect(isJourneyWhole(withMessage(journey), ['en']), 'says nothing').toBe(false);
  });

  it('loses a message with its step, and goes with the last', () => {
    const [first, second] = written().messages;
    const left = withoutMessage(written(), 0);
    expect(left?.messages).toEqual([second]);
    expect(left?.steps).toHaveLength(1);
    expect(left && withoutMessage(left, 0)).toBeNull();
    // Names are never given twice.
    const more = left && withMessage(left);
    expect(more?.messages.map(({ name }) => name)).toEqual([second?.name, first?.name]);
  });
});
