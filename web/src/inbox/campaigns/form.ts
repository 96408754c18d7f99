/** A campaign as its form has it, and as the server takes it. Pure. */
import type { Campaign, CampaignAudience, CampaignVariant, SaveCampaign } from '../../engine';

import { EVERYONE } from '../segments/examples';

import { isJourneyWhole, type JourneyForm, journeyForm, journeyOf } from './journey';
import { beginText, said } from './said';
import { beginSchedule, isSaid, type ScheduleForm, scheduleForm, scheduleOf, within } from './schedule';
import { languagesOf } from './texts';

export type GoalKind = 'order' | 'event' | 'reply';

export interface Form extends ScheduleForm {
  readonly name: string;
  readonly audience: CampaignAudience;
  readonly topic: string;
  readonly variants: readonly CampaignVariant[];
  readonly fallback: string;
  /** Null: the field is empty. */
  readonly holdout: number | null;
  readonly goal: GoalKind;
  readonly event: string;
  readonly days: number | null;
  readonly trackLinks: boolean;
  /** The pool of its vouchers. */
  readonly vouchers: string | null;
  /** What follows its message; null: nothing. */
  readonly journey: JourneyForm | null;
}

/** As a campaign has at most. */
export const VARIANTS = 4;
export const HOLDOUT_PERCENT = 50;
export const GOAL_DAYS = 30;
export const SHARE = 100;

/** One that is new. */
export const beginForm = (language: string, topic: string): Form => ({
  name: '',
  audience: { rule: EVERYONE },
  topic,
  ...beginSchedule,
  variants: [{ share: 1, texts: [beginText(language)] }],
  fallback: language,
  holdout: 10,
  goal: 'order',
  event: '',
  days: 7,
  trackLinks: true,
  vouchers: null,
  journey: null,
});

export function formOf({ audience, schedule, goal, ...campaign }: Campaign): Form {
  const { reached_by: reachedBy, days } = goal;
  return {
    name: campaign.name,
    // Its text says the same once more.
    audience:
      audience.segment === undefined ? { rule: audience.rule ?? EVERYONE } : { segment: audience.segment },
    topic: campaign.topic,
    ...scheduleForm(schedule),
    variants: campaign.variants,
    fallback: campaign.fallback,
    holdout: campaign.holdout_percent,
    goal: typeof reachedBy === 'string' ? reachedBy : 'event',
    event: typeof reachedBy === 'string' ? '' : reachedBy.event,
    days,
    trackLinks: campaign.track_links,
    vouchers: campaign.vouchers ?? null,
    journey: journeyForm(campaign.journey),
  };
}

export function toSave(form: Form): SaveCampaign {
  return {
    name: form.name.trim(),
    audience: form.audience,
    topic: form.topic,
    schedule: scheduleOf(form),
    variants: form.variants.map(({ share, texts }) => ({ share, texts: texts.map(said) })),
    fallback: form.fallback,
    holdout_percent: form.holdout ?? 0,
    goal: {
      reached_by: form.goal === 'event' ? { event: form.event.trim() } : form.goal,
      days: form.days ?? 0,
    },
    track_links: form.trackLinks,
    ...(form.vouchers === null ? {} : { vouchers: form.vouchers }),
    ...(form.journey === null ? {} : { journey: journeyOf(form.journey, languagesOf(form.variants)) }),
  };
}

/** Whether everything is said that has to be; what it may be, the server says. */
export const isWhole = (form: Form): boolean =>
  form.name.trim() !== '' &&
  form.topic !== '' &&
  isSaid(form) &&
  form.variants.every(
    ({ share, texts }) => within(share, 1, SHARE) && texts.every(({ text }) => text.trim() !== ''),
  ) &&
  (form.journey === null || isJourneyWhole(form.journey, languagesOf(form.variants))) &&
  within(form.holdout, 0, HOLDOUT_PERCENT) &&
  within(form.days, 1, GOAL_DAYS) &&
  (form.goal !== 'event' || form.event.trim() !== '');

/** A further variant says the same at first, so that one thing can be changed in it. */
export const withVariant = (variants: readonly CampaignVariant[], from: number): CampaignVariant[] => {
  const copied = variants[from];
  return copied ? [...variants, structuredClone(copied)] : [...variants];
};

/** How many of a hundred get each variant, of those who are not held out. */
export function percentages(variants: readonly CampaignVariant[]): number[] {
  const all = variants.reduce((sum, { share }) => sum + share, 0) || 1;
  return variants.map(({ share }) => (100 * share) / all);
}
