import { expect, it } from 'vitest';

import { mentionAt, noteBody } from './mentions';

const handles = new Set(['grace', 'ada.l']);

it('marks the colleagues that a note names', () => {
  expect(noteBody('🌹 ask @Grace. Not @nobody, but @ada.l', handles)).toEqual({
    v: 1,
    text: '🌹 ask @Grace. Not @nobody, but @ada.l',
    entities: [
      { kind: 'mention', offset: 6, length: 6 },
      { kind: 'mention', offset: 31, length: 6 },
    ],
  });
});

it('leaves other words alone', () => {
  expect(noteBody('mail@grace is no mention', handles)).toEqual({ v: 1, text: 'mail@grace is no mention' });
});

it.each([
  ['@', 1, ''],
  ['ask @gr', 7, 'gr'],
  ['ask @gr now', 11, null],
  ['mail@gr', 7, null],
])('sees a mention being written in %s', (text, caret, begun) => {
  expect(mentionAt(text, caret)).toBe(begun);
});
