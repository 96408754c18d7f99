/** Numbers in the reader's digits. */
import { locale } from './locale';

const numbers = new Intl.NumberFormat(locale);

export function formatNumber(value: number): string {
  return numbers.format(value);
}
