/** Which days a report is about, by the clocks of the brand's time zone. Pure. */

/** From a day to a day, both included, as `2026-11-01`. */
export interface Range {
  readonly from: string;
  readonly to: string;
}

/** Ranges that end today, in days. */
export const PRESETS = [7, 28, 90] as const;

/** A range has no more days than these. */
export const MOST_DAYS = 366;

const dayMilliseconds = 86_400_000;

/** The day that it is in a time zone. */
export function dayOf(now: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(now);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
}

/** A day so many days later. Days are counted in UTC, where each has 24 hours. */
export function plusDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMilliseconds).toISOString().slice(0, 10);
}

/** The last so many days, today included. */
export function lastDays(count: number, now: number, zone: string): Range {
  const to = dayOf(now, zone);
  return { from: plusDays(to, 1 - count), to };
}

/** How many days a range has; not a number when one of them is none. */
export function daysIn({ from, to }: Range): number {
  return (Date.parse(to) - Date.parse(from)) / dayMilliseconds + 1;
}

export function isRange(range: Range): boolean {
  const days = daysIn(range);
  return days >= 1 && days <= MOST_DAYS;
}
