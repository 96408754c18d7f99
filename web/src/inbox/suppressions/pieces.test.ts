import { expect, it } from 'vitest';

import { isHead, lineOf, type Piece, piecesOf } from './pieces';

/** The lines of the whole that are these of the pieces. */
const lines = (pieces: Piece[], of: number[]): number[] =>
  pieces.map((piece, place) => lineOf(piece, of[place] ?? 0));

it('knows a line of columns from a line of people', () => {
  expect(['email', 'E-Mail;Telefon', 'البريد,ملاحظة', 'phone\tnote'].map(isHead)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['ada@example.org', '@grace', '0170 1234567', ',,', ''].map(isHead)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});

it('is cut where a piece is full, each with its columns, and lines are those of the whole', () => {
  const plain = piecesOf('\uFEFFa@x.org\r\n\r\nb@x.org\nc@x.org\n', 2);
  expect(plain.map(({ csv }) => csv)).toEqual(['a@x.org\n\nb@x.org', 'c@x.org\n']);
  expect(lines(plain, [3, 1])).toEqual([3, 4]);
  const table = piecesOf('email,phone\na@x.org,01701\nb@x.org,\n,01702\n', 2);
  expect(table.map(({ csv }) => csv)).toEqual([
    'email,phone\na@x.org,01701',
    'email,phone\nb@x.org,\n,01702\n',
  ]);
  expect(lines(table, [2, 3])).toEqual([2, 4]);
  expect(piecesOf(' \n')).toEqual([]);
  const many = Array.from({ length: 2_500 }, (_, number) => `a${number}@x.org`).join('\n');
  expect(piecesOf(many).map(({ before }) => before)).toEqual([0, 1_000, 2_000]);
});
