/** Values of attributes, as they are shown and as they are written. */
import type { AttributeKind, AttributeValue, ContactAttribute } from '../../engine';
import * as m from '../../paraglide/messages';
import { dateOnly } from '../../text/time';

/** Empty when nothing is known. */
export function shownValue({ kind, value }: ContactAttribute, locale: string): string {
  if (value === undefined) return '';
  if (typeof value === 'boolean') return value ? m.customer_yes() : m.customer_no();
  if (typeof value === 'number')
    return new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(value);
  return kind === 'date' ? dateOnly(new Date(`${value}T12:00`).getTime(), locale) : value;
}

/** What a text means for a kind: null forgets, undefined is nothing of this kind. */
export function writtenValue(kind: AttributeKind, text: string): AttributeValue | null | undefined {
  const written = text.trim();
  if (written === '') return null;
  if (kind !== 'number') return written;
  const number = /^-?\d+([.,]\d{1,6})?$/.test(written) ? Number(written.replace(',', '.')) : NaN;
  return Math.abs(number) <= 1_000_000_000 ? number : undefined;
}
