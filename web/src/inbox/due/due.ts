/** What a ticket's customer is promised, as it stands at a moment. Pure. */
import type { LevelClock, Promised } from '../../engine';

/** `resting`: no time passes while the ticket is put aside. */
export type Urgency = 'calm' | 'soon' | 'late' | 'resting';

export function urgencyOf(clock: LevelClock, now: number): Urgency {
  if (clock.due_at === undefined) return 'resting';
  if (clock.is_breached || clock.due_at <= now) return 'late';
  const warned = clock.is_warned === true || (clock.warns_at ?? Infinity) <= now;
  return warned ? 'soon' : 'calm';
}

/** The clocks, the nearest due first, those that rest last. */
export function inOrder(promise: Promised | undefined): readonly LevelClock[] {
  const due = ({ due_at }: LevelClock) => due_at ?? Infinity;
  return [...(promise?.clocks ?? [])].sort((one, other) => due(one) - due(other));
}

/** How far away a moment is, as short as can be, as `8 min`, `3 hr`, `2 days`; what is less than a minute is one. */
export function awayFrom(moment: number, now: number, locale: string): string {
  const minutes = Math.max(1, Math.ceil(Math.abs(moment - now) / 60_000));
  if (minutes < 60) return unit(minutes, 'minute', locale);
  if (minutes < 48 * 60) return unit(Math.floor(minutes / 60), 'hour', locale);
  return unit(Math.floor(minutes / (24 * 60)), 'day', locale);
}

/** A length of time, as exact as it was set: `30 min`, `8 hr`, `1 hr 30 min`. */
export function lengthOf(minutes: number, locale: string): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = [hours > 0 ? unit(hours, 'hour', locale) : '', rest > 0 ? unit(rest, 'minute', locale) : ''];
  return parts.filter(Boolean).join(' ');
}

function unit(value: number, name: string, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
}
