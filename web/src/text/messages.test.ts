import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { locales } from '../paraglide/runtime';

type Plural = { match: Record<string, string> }[];
type Messages = Record<string, string | Plural>;

const root = new URL('../../', import.meta.url).pathname;

function messagesIn(language: string): Messages {
  const text = readFileSync(join(root, 'messages', `${language}.json`), 'utf8');
  const all = Object.entries(JSON.parse(text) as Messages);
  return Object.fromEntries(all.filter(([key]) => key !== '$schema'));
}

const english = messagesIn('en');

function placeholders(text: string): string[] {
  return (text.match(/\{\w+\}/g) ?? []).sort();
}

describe.each(locales)('texts in %s', (language) => {
  const messages = messagesIn(language);

  it('are all there, and no others', () => {
    expect(Object.keys(messages).sort()).toEqual(Object.keys(english).sort());
  });

  it('say something, with the same parts to fill in', () => {
    for (const [key, message] of Object.entries(messages)) {
      if (typeof message !== 'string') continue;
      expect(message.trim(), key).not.toBe('');
      expect(placeholders(message), key).toEqual(placeholders(english[key] as string));
    }
  });

  it('have every plural form of the language', () => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const [key, message] of Object.entries(messages)) {
      if (typeof message === 'string') continue;
      const said = Object.keys(message[0]?.match ?? {}).map((form) => form.replace('plural=', ''));
      expect(said.sort(), key).toEqual([...forms].sort());
    }
  });
});

describe('texts', () => {
  const read = (pattern: RegExp) =>
    readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((path) => pattern.test(path) && !path.startsWith('paraglide'))
      .map((path) => readFileSync(join(root, 'src', path), 'utf8'));

  it('are all used', () => {
    const uses = read(/\.(svelte|ts)$/).flatMap((source) => source.match(/\bm\.\w+/g) ?? []);
    const used = new Set(uses.map((use) => use.slice(2)));
    expect(Object.keys(english).filter((key) => !used.has(key))).toEqual([]);
  });

  it('stand in no markup but for the name of the app', () => {
    const notWords = /<(script|style)[\s\S]*?<\/\1>|<!--[\s\S]*?-->|\{[^{}]*\}|Subrosa/g;
    const stray = read(/\.svelte$/).flatMap(
      (source) => source.replace(notWords, '').match(/>[^<>{}]*\p{L}{3,}[^<>{}]*</gu) ?? [],
    );
    expect(stray).toEqual([]);
  });
});
