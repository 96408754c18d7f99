/** A campaign as its form has it, and as the server takes it. Pure. */
import type {
  Campaign,
  CampaignAudience,
  CampaignVariant,
  SaveCampaign,
  TemplateVariant,
} from '../../engine';

import { fieldValue } from '../choose/snooze';
import { EVERYONE } from '../segments/examples';

export type When = 'now' | 'at' | 'local';
export type GoalKind = 'order' | 'event' | 'reply';

export interface Form {
  readonly name: string;
  readonly audience: CampaignAudience;
  readonly topic: string;
  readonly when: When;
  /** As a field for date and time has it, by the clocks of whoever writes or of whoever gets it; empty until it is chosen. */
  readonly moment: string;
  readonly variants: readonly CampaignVariant[];
  readonly fallback: string;
  /** Null: the field is empty. */
  readonly holdout: number | null;
  readonly goal: GoalKind;
  readonly event: string;
  readonly days: number | null;
}

/** As a campaign has at most. */
export const VARIANTS = 4;
export const HOLDOUT_PERCENT = 50;
export const GOAL_DAYS = 30;
export const SHARE = 100;

export const beginText = (language: string): TemplateVariant => ({
  language,
  text: '',
  choices: [],
  buttons: [],
});

/** One that is new. */
export const beginForm = (language: string, topic: string): Form => ({
  name: '',
  audience: { rule: EVERYONE },
  topic,
  when: 'now',
  moment: '',
  variants: [{ share: 1, texts: [beginText(language)] }],
  fallback: language,
  holdout: 10,
  goal: 'order',
  event: '',
  days: 7,
});

export function formOf({ audience, schedule, goal, ...campaign }: Campaign): Form {
  const { reached_by: reachedBy, days } = goal;
  const isNow = schedule === 'now';
  return {
    name: campaign.name,
    // Its text says the same once more.
    audience:
      audience.segment === undefined ? { rule: audience.rule ?? EVERYONE } : { segment: audience.segment },
    topic: campaign.topic,
    when: isNow ? 'now' : 'at' in schedule ? 'at' : 'local',
    moment: isNow
      ? ''
      : 'at' in schedule
        ? fieldValue(schedule.at)
        : `${schedule.local.date}T${schedule.local.time}`,
    variants: campaign.variants,
    fallback: campaign.fallback,
    holdout: campaign.holdout_percent,
    goal: typeof reachedBy === 'string' ? reachedBy : 'event',
    event: typeof reachedBy === 'string' ? '' : reachedBy.event,
    days,
  };
}

function scheduleOf({ when, moment }: Form): SaveCampaign['schedule'] {
  if (when === 'now') return 'now';
  if (when === 'at') return { at: new Date(moment).getTime() };
  const [date = '', time = ''] = moment.split('T');
  return { local: { date, time: time.slice(0, 5) } };
}

function said({ image, choices, buttons, ...text }: TemplateVariant): TemplateVariant {
  return {
    ...text,
    choices: (choices ?? []).map((choice) => choice.trim()).filter(Boolean),
    buttons: (buttons ?? []).map(({ text: words, open }) => ({ text: words.trim(), open: open.trim() })),
    ...(image?.trim() ? { image: image.trim() } : {}),
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
  };
}

const within = (value: number | null, least: number, most: number): boolean =>
  value !== null && Number.isInteger(value) && value >= least && value <= most;

/** Whether everything is said that has to be; what it may be, the server says. */
export const isWhole = (form: Form): boolean =>
  form.name.trim() !== '' &&
  form.topic !== '' &&
  (form.when === 'now' || form.moment !== '') &&
  form.variants.every(
    ({ share, texts }) => within(share, 1, SHARE) && texts.every(({ text }) => text.trim() !== ''),
  ) &&
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
