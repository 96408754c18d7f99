/** Text measured the way people and the server count it. */
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Unicode scalar values, the server's measure of length. */
export function countCharacters(text: string): number {
  return Array.from(text).length;
}

/** What people see as single characters: a family emoji is one. */
export function graphemesOf(text: string): string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

const mostLargeEmoji = 3;
const emoji = /^(?:\p{RGI_Emoji}|\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f)$/v;

/** A message of up to three emoji and nothing else: shown large. */
export function isOnlyEmoji(text: string): boolean {
  // The longest emoji has some ten UTF-16 units; anything longer is not worth looking at.
  if (text.length > 80) return false;
  const visible = graphemesOf(text.trim()).filter((grapheme) => grapheme.trim() !== '');
  return visible.length > 0 && visible.length <= mostLargeEmoji && visible.every((one) => emoji.test(one));
}

/** One or two letters that stand for a name. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s._-]+/u).filter((word) => /[\p{L}\p{N}\p{Emoji_Presentation}]/u.test(word));
  const [first, last] = words.length > 1 ? [words[0], words.at(-1)] : [words[0], undefined];
  return [first, last]
    .map((word) => (word ? (graphemesOf(word)[0] ?? '') : ''))
    .join('')
    .toLocaleUpperCase();
}

/** The text on one line, for previews. */
export function onOneLine(text: string, most = 200): string {
  return text.slice(0, most).replace(/\s+/gu, ' ').trim();
}

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;

/** A name inside a sentence, so that neither turns the other where their directions differ. */
export function isolated(name: string, locale: string): string {
  const sentence = /^(ar|fa|he|ur)/.test(locale);
  return rightToLeft.test(name) === sentence ? name : `\u2068${name}\u2069`;
}

/** A figure with a sign or a unit, in its own order also in a sentence that is read the other way. */
export const leftToRight = (text: string): string => `\u2066${text}\u2069`;

/** Whether a text shows as nothing: blanks, zero-width characters and direction marks (as the server sees it). */
export function isBlank(text: string): boolean {
  return /^[\s\u200b-\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]*$/u.test(text);
}
