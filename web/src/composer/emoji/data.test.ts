import { describe, expect, it } from 'vitest';

import { overwriteGetLocale } from '../../paraglide/runtime';
import { isOnlyEmoji } from '../../text/characters';

import { loadEmoji, searchEmoji } from './data';

async function groupsIn(language: 'en' | 'de' | 'es' | 'ar') {
  overwriteGetLocale(() => language);
  return loadEmoji();
}

describe.each(['en', 'de', 'es', 'ar'] as const)('emoji in %s', (language) => {
  it('have a name each, and each is an emoji', async () => {
    const all = (await groupsIn(language)).flatMap((group) => group.emoji);
    expect(all.length).toBeGreaterThan(1_000);
    expect(all.filter(({ name, character }) => !name || name === character)).toEqual([]);
    expect(all.filter(({ character }) => !isOnlyEmoji(character))).toEqual([]);
    expect(new Set(all.map(({ character }) => character)).size).toBe(all.length);
  });
});

it.each([
  ['en', 'rose', '🌹'],
  ['en', 'red heart', '❤️'],
  ['de', 'herz rot', '❤️'],
  ['es', 'corazon rojo', '❤️'],
  ['ar', 'وردة', '🌹'],
  ['de', 'Österreich', '🇦🇹'],
  ['en', 'jp', '🇯🇵'],
] as const)('in %s, %s finds %s', async (language, query, character) => {
  const found = searchEmoji(await groupsIn(language), query).map((one) => one.character);
  expect(found.slice(0, 3)).toContain(character);
});

it('nothing is found for nothing', async () => {
  expect(searchEmoji(await groupsIn('en'), '  ')).toEqual([]);
});
