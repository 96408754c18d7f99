/** The language of the interface, and the locale for dates and numbers: the same language in the reader's region. */
import { getLocale, getTextDirection } from '../paraglide/runtime';

/** Among the reader's wishes the first of the interface's language: `en-GB` writes 24 hours where `en` does not. */
export function regionalLocale(language: string, wishes: readonly string[]): string {
  return wishes.find((wish) => wish.split('-')[0] === language) ?? language;
}

export const locale: string = regionalLocale(
  getLocale(),
  typeof navigator === 'undefined' ? [] : navigator.languages,
);

/** Tells the page which language it is in, and which way it reads. */
export function applyLanguage(): void {
  document.documentElement.lang = getLocale();
  document.documentElement.dir = getTextDirection();
}
