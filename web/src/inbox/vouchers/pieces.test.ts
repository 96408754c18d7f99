import { describe, expect, it } from 'vitest';

import { codesOf, piecesOf } from './pieces';

describe('a table of codes in pieces', () => {
  it('is cut between lines, and leaves out empty ones', () => {
    expect(piecesOf('A\r\nB\n\nC\rD \n', 3)).toEqual(['A\nB\nC', 'D ']);
    expect(piecesOf(' \n')).toEqual([]);
  });

  it('has the names of the columns in each piece, where there are any', () => {
    expect(piecesOf('\uFEFFnote;"Code"\nx;A\ny;B\nz;C', 2)).toEqual([
      'note;"Code"\nx;A\ny;B',
      'note;"Code"\nz;C',
    ]);
    expect(piecesOf('code\n')).toEqual([]);
    // A code is not the name of a column for having such a word in it.
    expect(piecesOf('CODE-1\nCODE-2', 1)).toEqual(['CODE-1', 'CODE-2']);
  });

  it('knows how many codes there are in one', () => {
    expect(codesOf('code\nA\nB')).toBe(2);
    expect(codesOf('A\nB')).toBe(2);
  });
});
