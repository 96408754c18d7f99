/**
 * The emoji to choose from: groups and words made by `scripts/emoji.js` from Unicode's data, flags from region
 * codes. Loaded only with the picker, words only in the reader's language.
 */
import { getLocale } from '../../paraglide/runtime';

import groups from './groups.json';

export type GroupName = keyof typeof groups | 'flags';

export interface Emoji {
  readonly character: string;
  readonly name: string;
  /** Name and other words in lower case, for searching. */
  readonly words: string;
}

export interface Group {
  readonly name: GroupName;
  readonly emoji: readonly Emoji[];
}

type Words = Readonly<Record<string, string>>;

const english = (): Promise<{ default: Words }> => import('./words.en.json');
const wordFiles: Readonly<Record<string, () => Promise<{ default: Words }>>> = {
  de: () => import('./words.de.json'),
  es: () => import('./words.es.json'),
  ar: () => import('./words.ar.json'),
};

/** The regions that have a flag: those of ISO 3166-1, Europe and the United Nations. */
const regions =
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC ' +
  'CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET EU FI FJ FK FM FO FR GA ' +
  'GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IQ IR IS IT JE JM JO JP KE KG KH ' +
  'KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV ' +
  'MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA ' +
  'SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG ' +
  'UN US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW';

export async function loadEmoji(): Promise<Group[]> {
  const { default: words } = await (wordFiles[getLocale()] ?? english)();
  return [
    ...Object.entries(groups).map(([name, characters]) => groupOf(name as GroupName, characters, words)),
    flags(),
  ];
}

function groupOf(name: GroupName, characters: string, words: Words): Group {
  const emoji = characters.split(' ').map((character) => {
    const all = words[character] ?? character;
    return { character, name: all.split('|')[0] ?? character, words: foldWords(all) };
  });
  return { name, emoji };
}

function flags(): Group {
  const names = new Intl.DisplayNames(getLocale(), { type: 'region' });
  const emoji = regions.split(' ').map((region) => {
    const name = names.of(region) ?? region;
    return { character: flagOf(region), name, words: foldWords(`${name}|${region}`) };
  });
  const byName = new Intl.Collator(getLocale());
  return { name: 'flags', emoji: emoji.sort((one, other) => byName.compare(one.name, other.name)) };
}

/** A flag is its region's two letters, written as regional indicators. */
function flagOf(region: string): string {
  return Array.from(region, (letter) => String.fromCodePoint(0x1f1e6 + letter.charCodeAt(0) - 65)).join('');
}

function foldWords(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Every word typed has to begin some word of the emoji's. What is called so comes before what is akin to it. */
export function searchEmoji(groups: readonly Group[], query: string): Emoji[] {
  const wanted = foldWords(query).trim();
  const starts = wanted.split(/\s+/u).filter(Boolean);
  if (starts.length === 0) return [];
  const matches = groups
    .flatMap((group) => group.emoji)
    .filter(({ words }) => {
      const each = words.split(/[\s|]+/u);
      return starts.every((start) => each.some((word) => word.startsWith(start)));
    });
  const rank = ({ words }: Emoji) => {
    const name = words.split('|', 1)[0] ?? '';
    return name === wanted ? 0 : name.startsWith(wanted) ? 1 : 2;
  };
  return matches.sort((one, other) => rank(one) - rank(other));
}
