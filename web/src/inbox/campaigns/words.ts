/** The words for what campaigns are, do, and why not. */
import type {
  Campaign,
  CampaignForesight,
  CampaignGoal,
  CampaignPause,
  CampaignSchedule,
  CampaignState,
  SkipReason,
  WaitReason,
} from '../../engine';
import * as m from '../../paraglide/messages';
import { isolated } from '../../text/characters';
import { locale } from '../../text/locale';
import { dateOnly, fullMoment, momentName } from '../../text/time';

import { lasted, weekdays } from '../reports/said';
import { propertyWords } from '../segments/sentence';

import type { Known } from './known';
import type { Step, Who } from './journey';
import type { Deed } from './moves';
import type { Part } from './standing';

const states: Record<CampaignState, () => string> = {
  draft: m.campaigns_state_draft,
  waiting: m.campaigns_state_waiting,
  scheduled: m.campaigns_state_scheduled,
  running: m.campaigns_state_running,
  paused: m.campaigns_state_paused,
  finished: m.campaigns_state_finished,
  cancelled: m.campaigns_state_cancelled,
};
const pauses: Record<CampaignPause, () => string> = {
  member: m.campaigns_paused_member,
  opt_outs: m.campaigns_paused_opt_outs,
  audience_gone: m.campaigns_paused_audience_gone,
  vouchers_gone: m.campaigns_paused_vouchers_gone,
  complaints: m.campaigns_paused_complaints,
};
const skips: Record<SkipReason, () => string> = {
  no_consent: m.campaigns_skip_no_consent,
  customer_gone: m.campaigns_skip_customer_gone,
  capped: m.campaigns_skip_capped,
  budget: m.campaigns_skip_budget,
  ticket_open: m.campaigns_skip_ticket_open,
  live_conversation: m.campaigns_skip_live_conversation,
  no_value: m.campaigns_skip_no_value,
  same_person: m.campaigns_skip_same_person,
  unsendable: m.campaigns_skip_unsendable,
  left_audience: m.campaigns_skip_left_audience,
  goal_reached: m.campaigns_skip_goal_reached,
  suppressed: m.campaigns_skip_suppressed,
};
const waits: Record<WaitReason, () => string> = {
  scheduled: m.campaigns_wait_scheduled,
  quiet_hours: m.campaigns_wait_quiet_hours,
  ticket_open: m.campaigns_skip_ticket_open,
  live_conversation: m.campaigns_skip_live_conversation,
};
const parts: Record<Part, () => string> = {
  sent: m.campaigns_part_sent,
  held_out: m.campaigns_part_held_out,
  recalled: m.campaigns_part_recalled,
  skipped: m.campaigns_part_skipped,
  failed: m.campaigns_part_failed,
  planned: m.campaigns_part_planned,
};
const deeds: Record<Deed, () => string> = {
  approve: m.campaigns_approve,
  withdraw: m.campaigns_withdraw,
  pause: m.campaigns_pause,
  resume: m.campaigns_resume,
  cancel: m.campaigns_cancel,
  recall: m.campaigns_recall,
};
const done: Record<Deed, (of: { name: string }) => string> = {
  approve: m.campaigns_approved,
  withdraw: m.campaigns_withdrawn,
  pause: m.campaigns_was_paused,
  resume: m.campaigns_resumed,
  cancel: m.campaigns_was_cancelled,
  recall: m.campaigns_was_recalled,
};

const whos: Record<Who, () => string> = {
  all: m.campaigns_journey_who_all,
  unseen: m.campaigns_journey_who_unseen,
  unclicked: m.campaigns_journey_who_unclicked,
  unanswered: m.campaigns_journey_who_unanswered,
  clicked: m.campaigns_journey_who_clicked,
};
const seconds = { minutes: 60, hours: 3_600, days: 86_400 };

export const whoName = (who: Who): string => whos[who]();
/** When a message that follows goes out, and to whom. */
export const stepWords = ({ after, unit, who }: Step): string =>
  m.campaigns_journey_said({ time: lasted((after ?? 0) * seconds[unit], locale), who: whoName(who) });

export const stateName = (state: CampaignState): string => states[state]();
export const pauseWords = (by: CampaignPause): string => pauses[by]();
export const skipName = (why: SkipReason): string => skips[why]();
export const waitName = (why: WaitReason): string => waits[why]();
export const partName = (part: Part): string => parts[part]();
export const deedName = (deed: Deed): string => deeds[deed]();
export const deedDone = (deed: Deed, name: string): string => done[deed]({ name: isolated(name, locale) });

/** Variants are counted from 1, and called by letters. */
export const letterOf = (variant: number): string => String.fromCharCode(64 + variant);
export const variantName = (variant: number): string => m.campaigns_variant({ letter: letterOf(variant) });

const dayWords = (date: string): string => dateOnly(Date.parse(`${date}T12:00`), locale);

export function scheduleWords(schedule: CampaignSchedule, { segments }: Pick<Known, 'segments'>): string {
  if (schedule === 'now') return m.campaigns_when_now();
  if ('at' in schedule) return fullMoment(schedule.at, locale);
  if ('local' in schedule) {
    const { date, time } = schedule.local;
    return m.campaigns_when_local_at({ date: dayWords(date), time });
  }
  if ('when' in schedule) {
    const { enters, event = '', where = [], after_minutes: after = 0 } = schedule.when;
    const segment = segments.find(({ id }) => id === enters)?.name ?? m.campaigns_audience_gone();
    const did = m.campaigns_said_event({ name: isolated(event, locale) });
    const when =
      enters === undefined
        ? [did, propertyWords(where)].filter(Boolean).join(' ')
        : m.campaigns_said_enters({ name: isolated(segment, locale) });
    return after === 0 ? when : m.campaigns_said_later({ when, time: lasted(after * 60, locale) });
  }
  const { each, on = 1, time, until, local: isLocal = false } = schedule.every;
  const often =
    each === 'day'
      ? m.campaigns_said_daily({ time })
      : each === 'week'
        ? m.campaigns_said_weekly({ day: weekdays(locale, 'long')[on - 1] ?? '', time })
        : m.campaigns_said_monthly({ day: String(on), time });
  const when = isLocal ? m.campaigns_said_theirs({ when: often }) : often;
  return until === undefined ? when : m.campaigns_said_until({ when, date: dayWords(until) });
}

/** Whether it is sent on, for as long as nobody ends it, whenever a contact does something. */
export const isTriggered = ({ schedule }: Pick<Campaign, 'schedule'>): boolean =>
  schedule !== 'now' && 'when' in schedule;

export function goalWords({ reached_by: by, days }: CampaignGoal): string {
  const within = m.campaigns_goal_within({ count: days });
  const what =
    by === 'order'
      ? m.campaigns_goal_order()
      : by === 'reply'
        ? m.campaigns_goal_reply()
        : m.campaigns_goal_event_named({ name: isolated(by.event, locale) });
  return m.campaigns_goal_said({ what, within });
}

/** What would become of one contact. */
export function foresightWords(would: CampaignForesight, now: number): string {
  switch (would.kind) {
    case 'send':
      return m.campaigns_would_send({ letter: letterOf(would.variant) });
    case 'hold_out':
      return m.campaigns_would_hold_out();
    case 'wait':
      return m.campaigns_would_wait({ when: momentName(would.until, now, locale), why: waitName(would.why) });
    case 'skip':
      return m.campaigns_would_skip({ why: skipName(would.why) });
  }
}

/** Whether it returns, and each is told by their own clocks: a time begins for some before it does for others. */
export const isByTheirClocks = ({ schedule }: Pick<Campaign, 'schedule'>): boolean =>
  schedule !== 'now' && 'every' in schedule && schedule.every.local === true;

/** Whether nobody knows before how many get it: it goes on while it runs. */
export const isEndless = ({ schedule }: Pick<Campaign, 'schedule'>): boolean =>
  schedule !== 'now' && ('when' in schedule || 'every' in schedule);

/** Whether there is anything to report. */
export const hasBegun = ({ started_at: at }: Pick<Campaign, 'started_at'>): boolean => at !== undefined;
