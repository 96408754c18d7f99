/** The languages in which brands and their customers write, and what they are called. Pure. */
export const usual = [
  'en',
  'de',
  'es',
  'ar',
  'fr',
  'it',
  'pt',
  'nl',
  'pl',
  'tr',
  'uk',
  'ru',
  'hi',
  'zh',
  'ja',
  'ko',
];

export function languageName(language: string, locale: string): string {
  return new Intl.DisplayNames([locale], { type: 'language' }).of(language) ?? language;
}

/** The language of a locale, wherever it is spoken. */
export const languageOf = (locale: string): string => locale.split('-')[0] ?? locale;

/** What one language can be changed to: those that no other variant has, and what it is. */
export function languagesFor(own: string, taken: readonly string[]): readonly string[] {
  const free = usual.filter((language) => language === own || !taken.includes(language));
  return free.includes(own) ? free : [own, ...free];
}

/** The first that nobody has yet, the reader's own before all. */
export function nextLanguage(taken: readonly string[], locale: string): string | undefined {
  return [languageOf(locale), ...usual].find((language) => !taken.includes(language));
}
