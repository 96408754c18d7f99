/**
 * Writes the emoji picker's data from Unicode's: which emoji, in which group, under which words in each language.
 * Run by hand when Unicode has news, in a folder that has the three packages:
 *
 *   npm install --no-save unicode-emoji-json cldr-annotations-full cldr-annotations-derived-full && npm run emoji
 *
 * Left out on purpose: what older systems can't draw, variants by gender and skin (the neutral ones stay), and
 * flags (made from region codes by the picker).
 */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const languages = ['en', 'de', 'es', 'ar'];
const newestEmoji = 14;
const wordsEach = 5;
const groupNames = {
  'Smileys & Emotion': 'smileys',
  'People & Body': 'people',
  'Animals & Nature': 'nature',
  'Food & Drink': 'food',
  'Travel & Places': 'travel',
  Activities: 'activities',
  Objects: 'objects',
  Symbols: 'symbols',
};
const gendered = /^(man|woman|men|women|boy|girl)\b.|\b(man|woman)$/;
const keep = new Set(['👨', '👩', '👦', '👧', '👴', '👵']);

/** @param {{ emoji: string, name: string, emoji_version: string }} one */
function isWanted({ emoji, name, emoji_version }) {
  if (Number(emoji_version) > newestEmoji) return false;
  return keep.has(emoji) || (!gendered.test(name) && !/^family .|hair|[♂♀]./u.test(name + emoji));
}

const groups = {};
for (const { name, emojis } of require('unicode-emoji-json/data-by-group.json')) {
  const group = groupNames[name];
  if (group) groups[group] = emojis.filter(isWanted).map(({ emoji }) => emoji);
}
write(
  'groups.json',
  Object.entries(groups).map(([name, emoji]) => [name, emoji.join(' ')]),
);

for (const language of languages) {
  const annotations = require(`cldr-annotations-full/annotations/${language}/annotations.json`).annotations
    .annotations;
  const derived = require(`cldr-annotations-derived-full/annotationsDerived/${language}/annotations.json`)
    .annotationsDerived.annotations;
  const words = Object.values(groups)
    .flat()
    .map((emoji) => {
      const plain = emoji.replaceAll('\ufe0f', '');
      const { tts = [], default: keywords = [] } = annotations[plain] ?? derived[plain] ?? {};
      return [emoji, [...new Set([...tts, ...keywords])].slice(0, wordsEach + 1).join('|')];
    });
  write(`words.${language}.json`, words);
}

/** One pair a line, so that a change shows as what it is. @param {string} name @param {unknown[][]} pairs */
function write(name, pairs) {
  const lines = pairs.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  writeFileSync(new URL(`../src/composer/emoji/${name}`, import.meta.url), `{\n${lines.join(',\n')}\n}\n`);
}
