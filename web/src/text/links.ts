/**
 * Addresses in what people write, made clickable. Only `http` and `https`, shown exactly as written, so that a
 * link never says something else than where it leads. A text without a scheme stays text.
 */
export interface Link {
  readonly start: number;
  readonly end: number;
  readonly href: string;
}

const candidate = /\bhttps?:\/\/[^\s<>"'`\u2028\u2029]+/giu;
/** Marks that end a sentence rather than an address. */
const trailing = new Set('.,;:!?…،؛؟。、*_~');
const pairs: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{', '»': '«', '”': '“' };
/** Characters that show as nothing or turn the direction: they could make an address look like another. */
const deceiving = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;

/** The links of a text, in order. */
export function findLinks(text: string): Link[] {
  const links: Link[] = [];
  for (const match of text.matchAll(candidate)) {
    const address = trimmed(match[0]);
    const href = safeAddress(address);
    if (href) links.push({ start: match.index, end: match.index + address.length, href });
  }
  return links;
}

/** Without what belongs to the sentence: a closing bracket stays only when the address opened it. */
function trimmed(address: string): string {
  const surplus = new Map(
    Object.entries(pairs).map(([close, open]) => [close, count(address, close) - count(address, open)]),
  );
  let end = address.length;
  for (; end > 0; end -= 1) {
    const last = address.charAt(end - 1);
    const unopened = surplus.get(last) ?? 0;
    if (unopened > 0) surplus.set(last, unopened - 1);
    else if (!trailing.has(last)) break;
  }
  return address.slice(0, end);
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

/** The address to open, or null when it must stay text. */
export function safeAddress(address: string): string | null {
  if (deceiving.test(address) || !URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  // `https://bank.example@evil.example` shows one place and leads to another.
  if (url.username || url.password) return null;
  return url.href;
}
