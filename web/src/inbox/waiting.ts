/** How long someone has been waiting, as short as can be: "<1 min", "4 min", "3 hr", "2 days". Pure. */
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export function waitedFor(since: number, now: number, locale: string): string {
  const time = Math.max(0, now - since);
  if (time < minute) return `<${unit(1, 'minute', locale)}`;
  if (time < hour) return unit(Math.floor(time / minute), 'minute', locale);
  if (time < day) return unit(Math.floor(time / hour), 'hour', locale);
  return unit(Math.floor(time / day), 'day', locale);
}

function unit(value: number, name: string, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
}
