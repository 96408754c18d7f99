/**
 * Moments as people say them. Pure: the present moment and the locale are always given, so that a tick of the
 * clock is a new argument and tests hold both.
 */
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export interface TimeWords {
  /** "now", for less than a minute. */
  readonly now: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(at: number, locale: string, options: Intl.DateTimeFormatOptions): string {
  const key = locale + JSON.stringify(options);
  let known = formats.get(key);
  if (!known) {
    known = new Intl.DateTimeFormat(locale, options);
    formats.set(key, known);
  }
  return known.format(at);
}

/** The first moment of the local day. */
export function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** How many midnights lie between two moments; daylight saving does not count. */
export function daysBetween(earlier: number, later: number): number {
  return Math.round((startOfDay(later) - startOfDay(earlier)) / day);
}

/** For the list, as short as can be: "now", "5m", "14:32", "Tue", "3 Nov", "3/11/25". */
export function shortMoment(at: number, now: number, locale: string, words: TimeWords): string {
  const age = now - at;
  if (age < minute) return words.now;
  if (age < hour) return unit(Math.floor(age / minute), 'minute', locale);
  const days = daysBetween(at, now);
  if (days === 0) return clockTime(at, locale);
  if (days < 7) return format(at, locale, { weekday: 'short' });
  if (new Date(at).getFullYear() === new Date(now).getFullYear()) {
    return format(at, locale, { day: 'numeric', month: 'short' });
  }
  return format(at, locale, { day: 'numeric', month: 'numeric', year: '2-digit' });
}

function unit(value: number, name: string, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'narrow' }).format(value);
}

/** "14:32" */
export function clockTime(at: number, locale: string): string {
  return format(at, locale, { timeStyle: 'short' });
}

/** "Tuesday, 3 November 2026 at 14:32" */
export function fullMoment(at: number, locale: string): string {
  return format(at, locale, { dateStyle: 'full', timeStyle: 'short' });
}

/** A moment to come: "19:32" today, "Mon 09:00" this week, "3 Nov, 09:00" later. */
export function momentName(at: number, now: number, locale: string): string {
  const days = daysBetween(now, at);
  if (days === 0) return clockTime(at, locale);
  const time: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' };
  if (days > 0 && days < 7) return format(at, locale, { weekday: 'short', ...time });
  return format(at, locale, { day: 'numeric', month: 'short', ...time });
}

/** "3 November 2026" */
export function dateOnly(at: number, locale: string): string {
  return format(at, locale, { dateStyle: 'long' });
}

/** Between the days of a thread: "Today", "Yesterday", "Tuesday", "3 November", "3 November 2025". */
export function dayName(at: number, now: number, locale: string): string {
  const days = daysBetween(at, now);
  if (days === 0 || days === 1) {
    return capitalised(new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-days, 'day'), locale);
  }
  if (days > 1 && days < 7) return capitalised(format(at, locale, { weekday: 'long' }), locale);
  if (new Date(at).getFullYear() === new Date(now).getFullYear()) {
    return format(at, locale, { weekday: 'short', day: 'numeric', month: 'long' });
  }
  return format(at, locale, { day: 'numeric', month: 'long', year: 'numeric' });
}

function capitalised(text: string, locale: string): string {
  return text.slice(0, 1).toLocaleUpperCase(locale) + text.slice(1);
}

/** "5 minutes ago", "yesterday", "3 weeks ago" */
export function ago(at: number, now: number, locale: string): string {
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const age = Math.max(0, now - at);
  if (age < hour) return relative.format(-Math.max(1, Math.floor(age / minute)), 'minute');
  const days = daysBetween(at, now);
  if (age < day && (days === 0 || age < 6 * hour)) return relative.format(-Math.floor(age / hour), 'hour');
  if (days < 7) return relative.format(-Math.max(1, days), 'day');
  if (days < 31) return relative.format(-Math.floor(days / 7), 'week');
  if (days < 365) return relative.format(-Math.floor(days / 30.5), 'month');
  return relative.format(-Math.floor(days / 365), 'year');
}
