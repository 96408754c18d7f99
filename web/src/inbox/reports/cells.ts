/** The cells of the hours of the week, and how arrow keys go from one to the next. Pure. */

export type Week = readonly (readonly number[])[];

export interface Cell {
  readonly day: number;
  readonly hour: number;
}

/** The first in which there is something. */
export function firstCell(week: Week): Cell | null {
  const day = week.findIndex((hours) => hours.some((count) => count > 0));
  const hour = week[day]?.findIndex((count) => count > 0) ?? -1;
  return hour < 0 ? null : { day, hour };
}

export function countIn(week: Week, { day, hour }: Cell): number {
  return week[day]?.[hour] ?? 0;
}

/** The next one that has something, in the direction of a key; null where there is none, or the key has no direction. */
export function nextCell(week: Week, from: Cell, key: string, isRightToLeft: boolean): Cell | null {
  const [forward, back] = isRightToLeft ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft'];
  const hours = key === forward ? 1 : key === back ? -1 : 0;
  const days = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
  if (hours === 0 && days === 0) return null;
  let cell = from;
  do cell = { day: cell.day + days, hour: cell.hour + hours };
  while (isIn(week, cell) && countIn(week, cell) === 0);
  return isIn(week, cell) ? cell : null;
}

function isIn(week: Week, { day, hour }: Cell): boolean {
  return week[day]?.[hour] !== undefined;
}
