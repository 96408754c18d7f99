/** A table of people in pieces that the server takes at once. Pure. */

/** Entries of one request. */
export const PIECE = 1_000;

/** A piece, and how many lines of the whole text stand before its first one. */
export interface Piece {
  readonly csv: string;
  /** Whether it begins with the names of the columns, which stand in the first line of the whole. */
  readonly hasHead: boolean;
  readonly before: number;
}

const separator = /[,;\t]/u;

/** Whether a line names columns: none of its cells is an address, a number, or a handle. */
export const isHead = (line: string): boolean =>
  line.split(separator).every((cell) => !/[@\d]/u.test(cell)) && /\p{L}/u.test(line);

/** How many a line can name: one, or where there are columns as many as there are cells with a letter or a digit in them. */
const countOf = (line: string, hasHead: boolean): number =>
  hasHead ? Math.max(1, line.split(separator).filter((cell) => cell.trim() !== '').length) : 1;

/** Each piece begins with the names of the columns, where the table does. A cell with a line end in it stays with its line's piece or is refused. */
export function piecesOf(text: string, most = PIECE): Piece[] {
  const lines = text.replace(/^\uFEFF/u, '').split(/\r\n|\n|\r/u);
  const first = lines.findIndex((line) => line.trim() !== '');
  const head = first !== -1 && isHead(lines[first] ?? '') ? (lines[first] ?? null) : null;
  const pieces: Piece[] = [];
  let [some, count, before]: [string[], number, number] = [[], 0, 0];
  const end = (): void => {
    if (some.some((line) => line.trim() !== ''))
      pieces.push({
        csv: [...(head === null ? [] : [head]), ...some].join('\n'),
        hasHead: head !== null,
        before,
      });
    [some, count] = [[], 0];
  };
  for (const [place, line] of lines.entries()) {
    if (head !== null && place === first) continue;
    const more = line.trim() === '' ? 0 : countOf(line, head !== null);
    if (count + more > most) end();
    if (some.length === 0) before = place;
    some.push(line);
    count += more;
  }
  end();
  return pieces;
}

/** The line of the whole text that the server calls a line of a piece. */
export const lineOf = ({ hasHead, before }: Piece, line: number): number => before + line - (hasHead ? 1 : 0);
