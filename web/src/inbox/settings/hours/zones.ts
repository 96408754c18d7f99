/** The names of time zones to choose from: those that the browser knows, UTC, and the one that is chosen. */
export function zones(chosen: string): string[] {
  return [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), chosen])].sort();
}
