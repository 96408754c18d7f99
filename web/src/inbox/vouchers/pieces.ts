/** A table of codes in pieces that the server takes at once. Pure. */

/** Lines of one request. */
export const PIECE = 10_000;

const HEAD = /(?:^|[,;\t])\s*"?(?:codes?|voucher|coupon)"?\s*(?:[,;\t]|$)/iu;

/** Each piece begins with the names of the columns, where the table does. Codes have no line ends in them. */
export function piecesOf(text: string, most = PIECE): string[] {
  const lines = text
    .replace(/^\uFEFF/u, '')
    .split(/\r\n|\n|\r/u)
    .filter((line) => line.trim() !== '');
  const head = HEAD.test(lines[0] ?? '') ? lines.slice(0, 1) : [];
  const codes = lines.slice(head.length);
  const pieces: string[] = [];
  for (let from = 0; from < codes.length; from += most)
    pieces.push([...head, ...codes.slice(from, from + most)].join('\n'));
  return pieces;
}

/** How many codes a piece has. */
export const codesOf = (piece: string): number => {
  const lines = piece.split('\n');
  return lines.length - (HEAD.test(lines[0] ?? '') ? 1 : 0);
};
