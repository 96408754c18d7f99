/** The moments until which a ticket can be put aside, in the member's own time zone. Pure. */
const hour = 3_600_000;
const morning = 9;
const monday = 1;

export type SnoozeChoice = 'hour' | 'tomorrow' | 'monday' | 'reply';

/** Undefined for "until the customer writes". */
export function snoozeUntil(choice: SnoozeChoice, now: number): number | undefined {
  switch (choice) {
    case 'hour':
      return now + hour;
    case 'tomorrow':
      return morningOf(now, 1);
    case 'monday':
      return morningOf(now, daysToMonday(now));
    case 'reply':
      return undefined;
  }
}

/** The next Monday; a week ahead on a Monday. */
function daysToMonday(now: number): number {
  return (monday - new Date(now).getDay() + 7) % 7 || 7;
}

/** By the calendar, so that a night with 23 or 25 hours ends at nine all the same. */
function morningOf(now: number, days: number): number {
  const date = new Date(now);
  date.setDate(date.getDate() + days);
  return date.setHours(morning, 0, 0, 0);
}

/** A moment as a field for date and time takes it: local, to the minute. */
export function fieldValue(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return (
    `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}` +
    `T${two(date.getHours())}:${two(date.getMinutes())}`
  );
}
