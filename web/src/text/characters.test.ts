import { describe, expect, it } from 'vitest';

import { isolated, countCharacters, initialsOf, isBlank, isOnlyEmoji, onOneLine } from './characters';

describe('characters', () => {
  it('are counted as the server counts them', () => {
    expect(countCharacters('aé👩‍👧')).toBe(5);
  });

  it.each(['🌹', '👩‍👩‍👧 👍🏽', '❤️', '🇩🇪🏴‍☠️1️⃣', ' 🎉 '])('%j is only emoji', (text) => {
    expect(isOnlyEmoji(text)).toBe(true);
  });

  it.each(['', '1', '#', '🌹🌹🌹🌹', 'a🌹', '©', ' '])('%j is not', (text) => {
    expect(isOnlyEmoji(text)).toBe(false);
  });

  it.each([
    ['Ada Lovelace', 'AL'],
    ['ada.lovelace', 'AL'],
    ['Zoë', 'Z'],
    ['سارة أحمد', 'سأ'],
    ['José de la Cruz', 'JC'],
    ['🌹 Rosa', '🌹R'],
    ['— —', ''],
  ])('%s has the initials %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });

  it('make one line', () => {
    expect(onOneLine(' a\n\n b\tc ')).toBe('a b c');
  });

  it('are blank when they show as nothing', () => {
    expect(isBlank(' \u200b\n')).toBe(true);
    expect(isBlank('.')).toBe(false);
  });
});

it.each([
  ['Ada', 'en', 'Ada'],
  ['سلمى', 'ar', 'سلمى'],
  ['Ada', 'ar', '\u2068Ada\u2069'],
  ['سلمى', 'de', '\u2068سلمى\u2069'],
])('a name keeps its direction to itself: %s in %s', (name, locale, text) => {
  expect(isolated(name, locale)).toBe(text);
});
