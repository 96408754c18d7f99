import { expect, it } from 'vitest';

import type { CampaignVariant } from '../../engine';

import { addLanguage, changeText, languagesOf, removeLanguage, textOf } from './texts';

const said = (language: string, text: string) => ({ language, text });
const variants: CampaignVariant[] = [
  { share: 1, texts: [said('en', 'One'), said('de', 'Eins')] },
  { share: 2, texts: [said('en', 'Two')] },
];

it('languages are added to all variants, and taken from all', () => {
  const more = addLanguage(variants, 'es');
  expect(languagesOf(more)).toEqual(['en', 'de', 'es']);
  expect(more.map(({ texts }) => texts.at(-1)?.language)).toEqual(['es', 'es']);
  expect(languagesOf(removeLanguage(more, 'en'))).toEqual(['de', 'es']);
  expect(more.map(({ share }) => share)).toEqual([1, 2]);
});

it('one text is changed, or begun where it was not there', () => {
  expect(textOf(variants, 1, 'de')).toMatchObject({ language: 'de', text: '' });
  const changed = changeText(variants, 1, 'de', said('de', 'Zwei'));
  expect(textOf(changed, 1, 'de').text).toBe('Zwei');
  expect(textOf(changed, 0, 'de').text).toBe('Eins');
});

it('a language that becomes another does so in all variants', () => {
  const changed = changeText(variants, 0, 'en', said('fr', 'One'));
  expect(languagesOf(changed)).toEqual(['fr', 'de']);
  expect(textOf(changed, 1, 'fr').text).toBe('Two');
});
