import { describe, expect, it } from 'vitest';

import type { Campaign } from '../../engine';
import { EVERYONE } from '../segments/examples';

import { beginForm, formOf, isWhole, percentages, toSave, withVariant } from './form';

const text = {
  language: 'en',
  text: 'Roses',
  choices: [' Yes ', ' '],
  buttons: [{ text: ' See ', open: ' https://a.example ' }],
};
const campaign: Campaign = {
  id: 'cmp_1',
  name: 'Spring',
  audience: { segment: 'seg_1' },
  topic: 'offers',
  schedule: { local: { date: '2026-12-24', time: '09:30' } },
  variants: [{ share: 2, texts: [text] }],
  fallback: 'en',
  holdout_percent: 5,
  goal: { reached_by: { event: 'Tea tasted' }, days: 3 },
  track_links: false,
  state: 'draft',
  created_at: 1,
  changed_at: 1,
  changed_by: 'acc_1',
  sent: 0,
  opted_out: 0,
  complained: 0,
};

describe('a form', () => {
  it('says again what was read', () => {
    const saved = toSave(formOf(campaign));
    const { audience, topic, schedule, goal, holdout_percent: held } = campaign;
    expect(saved).toMatchObject({ audience, topic, schedule, goal, holdout_percent: held, fallback: 'en' });
    expect(saved.track_links).toBe(false);
    expect(toSave(beginForm('en', 'offers')).track_links).toBe(true);
    expect(saved.variants[0]?.texts[0]).toEqual({
      language: 'en',
      text: 'Roses',
      choices: ['Yes'],
      buttons: [{ text: 'See', open: 'https://a.example' }],
    });
  });

  it('has a moment by the clocks of whoever writes', () => {
    const at = new Date(2026, 11, 24, 9, 30).getTime();
    const form = formOf({ ...campaign, schedule: { at } });
    expect(form).toMatchObject({ when: 'at', moment: '2026-12-24T09:30' });
    expect(toSave(form).schedule).toEqual({ at });
    expect(toSave(formOf({ ...campaign, schedule: 'now' })).schedule).toBe('now');
  });

  it('keeps how the properties of an event have to be, and has none of a segment', () => {
    const where = [{ name: 'cart.value', is: { at_least: 50 } }];
    const schedule = { when: { event: 'Checkout Started', where, after_minutes: 60 } };
    const form = formOf({ ...campaign, schedule });
    expect(form.where).toEqual(where);
    expect(toSave(form).schedule).toEqual(schedule);
    expect(isWhole({ ...form, where: [{ name: 'a..b', is: { known: true } }] })).toBe(false);
    const enters = { ...form, when: 'enters' as const, enters: 'seg_1' };
    expect(toSave(enters).schedule).toEqual({ when: { enters: 'seg_1', after_minutes: 60 } });
  });

  it('names the pool of its vouchers, or none', () => {
    expect(toSave(formOf(campaign))).not.toHaveProperty('vouchers');
    const form = formOf({ ...campaign, vouchers: 'vch_1' });
    expect(form.vouchers).toBe('vch_1');
    expect(toSave(form).vouchers).toBe('vch_1');
    expect(toSave({ ...form, vouchers: null })).not.toHaveProperty('vouchers');
  });

  it('has what follows, in its languages', () => {
    expect(toSave(formOf(campaign))).not.toHaveProperty('journey');
    const message = { name: 'a', texts: [{ language: 'en', text: 'Still', choices: [], buttons: [] }] };
    const journey = { flow: 'v: 1', messages: [message] };
    const form = formOf({ ...campaign, journey });
    expect(toSave(form).journey).toEqual(journey);
    expect(isWhole(form)).toBe(true);
    const more = [{ share: 2, texts: [text, { ...text, language: 'de' }] }];
    expect(isWhole({ ...form, variants: more }), 'it says nothing in the other').toBe(false);
    expect(toSave({ ...form, journey: null })).not.toHaveProperty('journey');
  });

  it('keeps a rule without its text', () => {
    const rule = { consent: 'offers' };
    expect(formOf({ ...campaign, audience: { rule, text: 'consent offers' } }).audience).toEqual({ rule });
    expect(beginForm('de', 'offers').audience).toEqual({ rule: EVERYONE });
  });

  it('is whole once everything is said', () => {
    const begun = beginForm('en', 'offers');
    expect(isWhole(begun)).toBe(false);
    const whole = { ...begun, name: 'Spring', variants: [{ share: 1, texts: [{ ...text }] }] };
    expect(isWhole(whole)).toBe(true);
    for (const change of [
      { name: ' ' },
      { topic: '' },
      { when: 'at' as const },
      { goal: 'event' as const },
      { holdout: null },
      { holdout: 51 },
      { days: 0 },
      { variants: [{ share: 0, texts: [text] }] },
    ])
      expect(isWhole({ ...whole, ...change }), JSON.stringify(change)).toBe(false);
  });
});

it('a further variant says the same, and is its own', () => {
  const [first, second] = withVariant(campaign.variants, 0);
  expect(second).toEqual(first);
  expect(second?.texts[0]).not.toBe(first?.texts[0]);
  expect(withVariant(campaign.variants, 7)).toHaveLength(1);
});

it('shares are parts of a whole', () => {
  expect(
    percentages([
      { share: 1, texts: [] },
      { share: 3, texts: [] },
    ]),
  ).toEqual([25, 75]);
  expect(percentages([{ share: 0, texts: [] }])).toEqual([0]);
});
