/** Spans of minutes, hours and days, as they are said and as they are written. Pure but for the reader's language. */
import { locale } from '../../text/locale';

export const units = ['minute', 'hour', 'day'] as const;
export type Unit = (typeof units)[number];

const minutesIn: Record<Unit, number> = { minute: 1, hour: 60, day: 24 * 60 };
/** The longest that a rule waits: 30 days. */
const MOST = 43_200;

/** The largest unit in which it is a whole number. */
export function unitOf(minutes: number): Unit {
  return [...units].reverse().find((unit) => minutes % minutesIn[unit] === 0) ?? 'minute';
}

export function countOf(minutes: number, unit: Unit): number {
  return minutes / minutesIn[unit];
}

/** So many of a unit as minutes, within what a rule may wait. */
export function minutesOf(count: number, unit: Unit): number {
  const whole = Number.isFinite(count) ? Math.round(count) : 1;
  return Math.min(MOST, Math.max(1, whole) * minutesIn[unit]);
}

export function durationName(minutes: number): string {
  const unit = unitOf(minutes);
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(
    countOf(minutes, unit),
  );
}

export function unitName(unit: Unit): string {
  const parts = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).formatToParts(5);
  return parts.find(({ type }) => type === 'unit')?.value ?? unit;
}
