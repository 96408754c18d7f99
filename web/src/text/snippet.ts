/** The part of a text around what was searched for. */
export interface Snippet {
  readonly before: string;
  readonly match: string;
  readonly after: string;
}

const leading = 24;
const whole = 120;

/** Letters as searching compares them: without case and accents, each at its place. */
function folded(text: string): string {
  return Array.from(text, (letter) => fold(letter)).join('');
}

/** A letter folded to one of the same length, so that places in the folded text are places in the text. */
function fold(letter: string): string {
  const plain = letter.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();
  return plain.length === letter.length
    ? plain
    : letter.toLocaleLowerCase().slice(0, letter.length).padEnd(letter.length);
}

export function snippetOf(text: string, query: string): Snippet {
  const line = text.replace(/\s+/gu, ' ');
  const wanted = folded(query.trim());
  const place = wanted ? folded(line).indexOf(wanted) : -1;
  if (place < 0) return { before: line.slice(0, whole), match: '', after: '' };
  const end = place + wanted.length;
  // Cut at a blank, so that no word and no emoji is torn.
  const cut = place > leading ? line.indexOf(' ', place - leading) + 1 : 0;
  const start = cut > 0 && cut <= place ? cut : place > leading ? place : 0;
  return {
    before: (start > 0 ? '…' : '') + line.slice(start, place),
    match: line.slice(place, end),
    after: line.slice(end, end + whole),
  };
}
