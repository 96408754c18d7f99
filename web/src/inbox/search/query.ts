/** What stands in the search box, as chips that can be removed; and what was found, as parts to show. Pure. */

/** A filter in a query, and where it stands in it. */
export interface Chip {
  readonly text: string;
  readonly begin: number;
  readonly end: number;
}

/** The same filters as the server's: `crates/find/src/parse.rs`. */
const FILTER =
  /(?:^|(?<=\s))(?:(?:from|in|label|is|assignee|after|before):(?:["“„][^"“”„]*["”]?|[^\s"“”„]+)|#\d{1,15}(?=\s|$))/giu;

export function chipsOf(query: string): Chip[] {
  return [...query.matchAll(FILTER)].map((match) => ({
    text: match[0],
    begin: match.index,
    end: match.index + match[0].length,
  }));
}

/** The query without one of its filters. */
export function without(query: string, { begin, end }: Chip): string {
  const before = query.slice(0, begin).trimEnd();
  const after = query.slice(end).trimStart();
  return before && after ? `${before} ${after}` : before + after;
}

export interface Part {
  readonly text: string;
  readonly marked: boolean;
}

/** A snippet in parts. Offsets of marks count characters, which JavaScript's strings do not. */
export function partsOf(snippet: string, marks: readonly { offset: number; length: number }[]): Part[] {
  const characters = Array.from(snippet);
  const parts: Part[] = [];
  let at = 0;
  const add = (end: number, marked: boolean) => {
    if (end > at) parts.push({ text: characters.slice(at, end).join(''), marked });
    at = Math.max(at, end);
  };
  for (const { offset, length } of marks) {
    add(offset, false);
    add(offset + length, true);
  }
  add(characters.length, false);
  return parts;
}

/** Texts by their conversations, in the order in which these were found. */
export function groupsOf<Text extends { conversation: string }>(
  texts: readonly Text[],
): { id: string; texts: Text[] }[] {
  const all = new Map<string, Text[]>();
  for (const text of texts) {
    const group = all.get(text.conversation);
    if (group) group.push(text);
    else all.set(text.conversation, [text]);
  }
  return [...all].map(([id, texts]) => ({ id, texts }));
}
