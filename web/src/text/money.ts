/**
 * Amounts of money in the reader's language. They come as whole numbers of the currency's smallest unit, and how many decimals
 * that makes is said by ISO 4217, not by what a language likes to show.
 */

/** Currencies whose smallest unit is not a hundredth (ISO 4217, list one); the same as in `crates/proto/src/money.rs`. */
const decimals: Record<string, number> = {
  BHD: 3,
  BIF: 0,
  CLF: 4,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  IQD: 3,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  PYG: 0,
  RWF: 0,
  TND: 3,
  UGX: 0,
  UYI: 0,
  UYW: 4,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
};

const formats = new Map<string, Intl.NumberFormat>();

/** "€49.90", "¥1,990" */
export function money(amount: number, currency: string, locale: string): string {
  const digits = decimals[currency] ?? 2;
  const key = `${locale} ${currency}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    formats.set(key, format);
  }
  return format.format(amount / 10 ** digits);
}

/** An amount as someone wrote it, "12.50" or "12,50", in the currency's smallest unit; null when it is none above zero. */
export function amountOf(text: string, currency: string): number | null {
  if (!/^[A-Z]{3}$/.test(currency)) return null;
  const digits = decimals[currency] ?? 2;
  const found = /^(\d{1,12})(?:[.,](\d+))?$/.exec(text.trim());
  const fraction = found?.[2] ?? '';
  if (!found || fraction.length > digits) return null;
  const amount = Number(`${found[1]}${fraction.padEnd(digits, '0')}`);
  return amount > 0 ? amount : null;
}

/** An amount as one writes it: "12.50", and whole ones without decimals. */
export function amountText(amount: number, currency: string): string {
  const digits = decimals[currency] ?? 2;
  const text = (amount / 10 ** digits).toFixed(digits);
  return text.replace(/\.0+$/, '');
}
