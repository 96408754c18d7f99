import { expect, it } from 'vitest';

import { countCharacters } from '../../text/characters';

import { listName } from './list-name';

const join = (name: string) => `${name}, 30 November 2026`;

it('puts the day behind the name', () => {
  expect(listName('Golden', join)).toBe('Golden, 30 November 2026');
});

it('cuts a long name so that the whole fits', () => {
  const made = listName('Ready for spring '.repeat(4).trim(), join);
  expect(made).toMatch(/^Ready for spring Ready for spring .*…, 30 November 2026$/u);
  expect(countCharacters(made)).toBeLessThanOrEqual(60);
  expect(countCharacters(listName('🌷'.repeat(60), join))).toBe(60);
  expect(countCharacters(listName('x'.repeat(42), join)), 'just as much as fits').toBe(60);
});
