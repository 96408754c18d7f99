import { expect, it } from 'vitest';

import { shownValue, writtenValue } from './attribute-values';

it('reads numbers with a point or a comma, and nothing else', () => {
  expect(writtenValue('number', ' 12.5 ')).toBe(12.5);
  expect(writtenValue('number', '-12,5')).toBe(-12.5);
  for (const wrong of ['many', '1e3', '1,000,000', '2000000000', '.5', '1.1234567'])
    expect(writtenValue('number', wrong), wrong).toBeUndefined();
});

it('forgets what is made empty, and keeps text as it is', () => {
  expect(writtenValue('number', ' ')).toBeNull();
  expect(writtenValue('text', ' gold ')).toBe('gold');
});

it('shows values in the reader’s language', () => {
  const attribute = { name: 'a', label: 'A' };
  expect(shownValue({ ...attribute, kind: 'number', value: 1234.5 }, 'de')).toBe('1.234,5');
  expect(shownValue({ ...attribute, kind: 'date', value: '2026-12-24' }, 'en')).toBe('December 24, 2026');
  expect(shownValue({ ...attribute, kind: 'text' }, 'en')).toBe('');
});
