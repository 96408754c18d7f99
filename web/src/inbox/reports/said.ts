/** Figures as people read them. Pure. */

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** How long something took, in the largest unit that fits, with no more digits than matter: "45 sec", "12 min", "5.5 hr". */
export function lasted(seconds: number, locale: string): string {
  if (seconds < minute) return unit(Math.round(seconds), 'second', locale);
  if (seconds < hour) return unit(seconds / minute, 'minute', locale);
  if (seconds < 2 * day) return unit(seconds / hour, 'hour', locale);
  return unit(seconds / day, 'day', locale);
}

function unit(value: number, name: string, locale: string): string {
  const maximumFractionDigits = value < 10 ? 1 : 0;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: name,
    unitDisplay: 'short',
    maximumFractionDigits,
  }).format(value);
}

/** How many answered a survey. */
export function answered({ scores }: { readonly scores: readonly number[] }): number {
  return scores.reduce((sum, count) => sum + count, 0);
}

/** "92 %" */
export function wholePercent(percents: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(percents / 100);
}

/** By what share something changed; null where there was nothing before. */
export function change(now: number, before: number): number | null {
  return before === 0 ? null : (now - before) / before;
}

/** "+12 %", "−3 %". */
export function percent(share: number, locale: string): string {
  return new Intl.NumberFormat(locale, {
    style: 'percent',
    signDisplay: 'exceptZero',
    maximumFractionDigits: 0,
  }).format(share);
}

/** A day of a report, whose clock is the brand's: "Nov 1". */
export function shortDay(date: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone: 'UTC' }).format(
    Date.parse(date),
  );
}

/** The names of the days of the week, Monday first. */
export function weekdays(locale: string, width: 'short' | 'long'): string[] {
  const format = new Intl.DateTimeFormat(locale, { weekday: width, timeZone: 'UTC' });
  // 2024-01-01 was a Monday.
  return Array.from({ length: 7 }, (_, index) => format.format(Date.UTC(2024, 0, 1 + index)));
}

/** An hour of the day, as short as the reader's clocks have it. */
export function hourOfDay(of: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { hour: 'numeric', timeZone: 'UTC' }).format(
    Date.UTC(2024, 0, 1, of),
  );
}
