/** Values as they are written into fields. What can't be read is NaN, and nothing that can be counted. Pure. */
import type { AttributeValue } from '../../engine';
import { amountOf, amountText } from '../../text/money';

/** The digits of Arabic as those of programs. */
const latin = (text: string): string =>
  text.trim().replace(/[٠-٩]/gu, (digit) => String((digit.codePointAt(0) ?? 0) - 0x660));

export const writeNumber = (number: number): string =>
  typeof number === 'number' && Number.isFinite(number) ? String(number) : '';

/** A whole number, none below zero. */
export const readCount = (text: string): number =>
  /^\d{1,12}$/.test(latin(text)) ? Number(latin(text)) : NaN;

export function readNumber(text: string): number {
  const written = latin(text);
  return /^-?\d{1,12}([.,]\d{1,6})?$/.test(written) ? Number(written.replace(',', '.')) : NaN;
}

export const writeAmount = (amount: number, currency: string): string =>
  typeof amount === 'number' && Number.isFinite(amount) ? amountText(amount, currency) : '';

/** An amount in the currency's smallest unit; also none. */
export function readAmount(text: string, currency: string): number {
  const written = latin(text);
  return /^0+([.,]0+)?$/.test(written) ? 0 : (amountOf(written, currency) ?? NaN);
}

export const writeList = (values: readonly AttributeValue[]): string => values.map(String).join(', ');

/** Several, with commas between them. */
export const readTexts = (text: string): string[] =>
  text
    .split(/[,،]/u)
    .map((one) => one.trim())
    .filter(Boolean);

/** Numbers have points only, where commas stand between them. */
export const readNumbers = (text: string): number[] => readTexts(text).map(readNumber);
