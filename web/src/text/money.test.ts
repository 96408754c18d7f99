import { expect, it } from 'vitest';

import { amountOf, money } from './money';

it('shows amounts with the decimals of their currency', () => {
  expect(money(4990, 'EUR', 'en')).toBe('€49.90');
  expect(money(-5, 'EUR', 'en')).toBe('-€0.05');
  expect(money(1990, 'JPY', 'en')).toBe('¥1,990');
  expect(money(1234, 'KWD', 'en').replace(/\s/g, ' ')).toBe('KWD 1.234');
  // A language may like fewer decimals than the currency has.
  expect(money(1500, 'IQD', 'en').replace(/\s/g, ' ')).toBe('IQD 1.500');
});

it('shows them as the language does', () => {
  expect(money(123456, 'EUR', 'de').replace(/\s/g, ' ')).toBe('1.234,56 €');
});

it('reads amounts as people write them', () => {
  expect(amountOf('12.50', 'EUR')).toBe(1250);
  expect(amountOf(' 12,5 ', 'EUR')).toBe(1250);
  expect(amountOf('1990', 'JPY')).toBe(1990);
  for (const wrong of ['', '0', '-1', '1.234', '1e3', '1.000,50'])
    expect(amountOf(wrong, 'EUR'), wrong).toBeNull();
  expect(amountOf('1.5', 'JPY')).toBeNull();
  expect(amountOf('1', 'eur')).toBeNull();
});
