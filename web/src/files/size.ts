/** Sizes of files, as people say them. */
import { locale } from '../text/locale';

const UNITS = ['kilobyte', 'megabyte'] as const;

export function sizeOf(bytes: number): string {
  let size = Math.max(bytes / 1000, 0.1);
  let unit = 0;
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1000;
    unit += 1;
  }
  const format = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: UNITS[unit] ?? 'kilobyte',
    unitDisplay: 'short',
    maximumFractionDigits: size >= 10 ? 0 : 1,
  });
  return format.format(size);
}
