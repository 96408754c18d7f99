/** A policy of the service levels while it is edited, and in words. */
import type { LevelHours, LevelPolicy, LevelTarget, LevelTime, Priority } from '../../../engine';
import * as m from '../../../paraglide/messages';
import { isolated } from '../../../text/characters';
import { locale } from '../../../text/locale';

import { lengthOf } from '../../due/due';
import { targetName } from '../../due/words';
import { labelsOf, priorityName } from '../../words';

export const TARGETS: readonly LevelTarget[] = ['first_response', 'next_response', 'resolution'];
export const PRIORITIES: readonly Priority[] = ['urgent', 'high', 'normal', 'low'];

export type Unit = 'minutes' | 'hours';

/** A target as it is entered: empty where nothing is promised. */
export interface Entered {
  number: string;
  unit: Unit;
  hours: LevelHours;
}

export function entered(time: LevelTime | null | undefined): Entered {
  if (!time) return { number: '', unit: 'minutes', hours: 'business' };
  const isWhole = time.minutes % 60 === 0;
  return {
    number: String(isWhole ? time.minutes / 60 : time.minutes),
    unit: isWhole ? 'hours' : 'minutes',
    hours: time.hours,
  };
}

export function timeOf({ number, unit, hours }: Entered): LevelTime | undefined {
  const value = Number(number);
  if (number.trim() === '' || !Number.isInteger(value) || value < 1) return undefined;
  return { minutes: value * (unit === 'hours' ? 60 : 1), hours };
}

export function labelsIn(text: string): string[] {
  return [...new Set(text.split(/[,،\n]/).map((label) => label.trim()))].filter(Boolean);
}

const hoursName = (hours: LevelHours): string =>
  hours === 'business' ? m.level_hours_business() : m.level_hours_always();

/** Which tickets it is for. */
export function forWhich({ priorities = [], labels = [] }: LevelPolicy): string {
  const parts = [
    priorities.length > 0
      ? m.levels_for_priority({ priorities: [...priorities].reverse().map(priorityName).join(', ') })
      : '',
    labels.length > 0 ? m.levels_for_labels({ labels: labelsOf(labels) }) : '',
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(' · ') : m.levels_for_all();
}

/** What it promises, a line for each target. */
export function promises(policy: LevelPolicy): string[] {
  return TARGETS.flatMap((target) => {
    const time = policy[target];
    if (!time) return [];
    const length = isolated(lengthOf(time.minutes, locale), locale);
    return m.levels_within({ target: targetName(target), time: length, hours: hoursName(time.hours) });
  });
}
