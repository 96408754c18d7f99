import { describe, expect, it } from 'vitest';

import { snippetOf } from './snippet';

describe('a snippet', () => {
  it('marks what was searched for, whatever its case and accents', () => {
    expect(snippetOf('Ein Café in Köln', 'cafe')).toEqual({
      before: 'Ein ',
      match: 'Café',
      after: ' in Köln',
    });
  });

  it('begins near the match, at a word', () => {
    const { before, match } = snippetOf(`${'word '.repeat(40)}needle end`, 'NEEDLE');
    expect(before).toMatch(/^…(word )+$/);
    expect(before.length).toBeLessThan(30);
    expect(match).toBe('needle');
  });

  it('keeps places right beside letters that change their length', () => {
    expect(snippetOf('İstanbul straße 👩‍👧 rosa', 'rosa').match).toBe('rosa');
  });

  it('shows the beginning when nothing matches', () => {
    expect(snippetOf('one\ntwo', 'x')).toEqual({ before: 'one two', match: '', after: '' });
  });
});
