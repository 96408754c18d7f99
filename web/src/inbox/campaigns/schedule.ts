/** When a campaign is sent, as its form has it, and as the server takes it. Pure. */
import type { CampaignSchedule, SegmentProperty } from '../../engine';

import { fieldValue } from '../choose/snooze';
import { isProperty } from '../segments/conditions';

export type When = 'now' | 'at' | 'local' | 'enters' | 'event' | 'every';
export type Unit = 'minutes' | 'hours' | 'days';
export type Period = 'day' | 'week' | 'month';

export interface ScheduleForm {
  readonly when: When;
  /** As a field for date and time has it, by the clocks of whoever writes or of whoever gets it; empty until it is chosen. */
  readonly moment: string;
  /** The live segment into which a contact comes; empty until it is chosen. */
  readonly enters: string;
  /** The event that is told of a contact, and how its properties have to be. */
  readonly did: string;
  readonly where: readonly SegmentProperty[];
  /** How long after that. Null: the field is empty. */
  readonly after: number | null;
  readonly unit: Unit;
  readonly isOnce: boolean;
  /** After how many days again. */
  readonly again: number | null;
  readonly each: Period;
  /** 1: Monday. */
  readonly weekday: number;
  readonly monthday: number | null;
  readonly time: string;
  /** The last day; empty: there is none. */
  readonly until: string;
  /** By the clocks where each contact is, not the brand's. */
  readonly isLocal: boolean;
}

/** The most of each unit, which is 30 days. */
export const AFTER: Record<Unit, number> = { minutes: 43_200, hours: 720, days: 30 };
export const AGAIN_DAYS = 365;
const minutes: Record<Unit, number> = { minutes: 1, hours: 60, days: 1_440 };

export const beginSchedule: ScheduleForm = {
  when: 'now',
  moment: '',
  enters: '',
  did: '',
  where: [],
  after: 60,
  unit: 'minutes',
  isOnce: true,
  again: 30,
  each: 'week',
  weekday: 1,
  monthday: 1,
  time: '10:00',
  until: '',
  isLocal: false,
};

/** In the largest unit in which it is whole. */
function inUnits(after: number): { after: number; unit: Unit } {
  const unit =
    (['days', 'hours'] as const).find((one) => after > 0 && after % minutes[one] === 0) ?? 'minutes';
  return { after: after / minutes[unit], unit };
}

export function scheduleForm(schedule: CampaignSchedule): ScheduleForm {
  if (schedule === 'now') return beginSchedule;
  if ('at' in schedule) return { ...beginSchedule, when: 'at', moment: fieldValue(schedule.at) };
  if ('local' in schedule)
    return { ...beginSchedule, when: 'local', moment: `${schedule.local.date}T${schedule.local.time}` };
  if ('when' in schedule) {
    const {
      enters = '',
      event = '',
      where = [],
      after_minutes: after = 0,
      again_after_days: again,
    } = schedule.when;
    const when = enters === '' ? 'event' : 'enters';
    const often = { isOnce: again === undefined, again: again ?? beginSchedule.again };
    return { ...beginSchedule, when, enters, did: event, where, ...inUnits(after), ...often };
  }
  const { each, on, time, until = '', local: isLocal = false } = schedule.every;
  const day = each === 'week' ? { weekday: on ?? 1 } : each === 'month' ? { monthday: on ?? 1 } : {};
  return { ...beginSchedule, when: 'every', each, ...day, time, until, isLocal };
}

export function scheduleOf(form: ScheduleForm): CampaignSchedule {
  switch (form.when) {
    case 'now':
      return 'now';
    case 'at':
      return { at: new Date(form.moment).getTime() };
    case 'local': {
      const [date = '', time = ''] = form.moment.split('T');
      return { local: { date, time: time.slice(0, 5) } };
    }
    case 'enters':
    case 'event': {
      const what =
        form.when === 'enters'
          ? { enters: form.enters }
          : { event: form.did.trim(), ...(form.where.length > 0 ? { where: [...form.where] } : {}) };
      const often = form.isOnce ? {} : { again_after_days: form.again ?? 0 };
      return { when: { ...what, after_minutes: (form.after ?? 0) * minutes[form.unit], ...often } };
    }
    case 'every': {
      const on =
        form.each === 'day' ? {} : { on: form.each === 'week' ? form.weekday : (form.monthday ?? 0) };
      const until = form.until === '' ? {} : { until: form.until };
      const local = form.isLocal ? { local: true } : {};
      return { every: { each: form.each, ...on, time: form.time.slice(0, 5), ...until, ...local } };
    }
  }
}

export const within = (value: number | null, least: number, most: number): boolean =>
  value !== null && Number.isInteger(value) && value >= least && value <= most;

/** Whether everything is said that has to be; what it may be, the server says. */
export function isSaid(form: ScheduleForm): boolean {
  switch (form.when) {
    case 'now':
      return true;
    case 'at':
    case 'local':
      return form.moment !== '';
    case 'enters':
    case 'event':
      return (
        (form.when === 'enters'
          ? form.enters !== ''
          : form.did.trim() !== '' && form.where.every(isProperty)) &&
        within(form.after, 0, AFTER[form.unit]) &&
        (form.isOnce || within(form.again, 1, AGAIN_DAYS))
      );
    case 'every':
      return form.time !== '' && (form.each !== 'month' || within(form.monthday, 1, 31));
  }
}
