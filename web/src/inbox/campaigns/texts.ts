/** The texts of all variants of a campaign, which have the same languages. Pure. */
import type { CampaignVariant, TemplateVariant } from '../../engine';

import { beginText } from './said';

type Variants = readonly CampaignVariant[];

/** In the order in which they were added. */
export const languagesOf = (variants: Variants): string[] => [
  ...new Set(variants.flatMap(({ texts }) => texts.map(({ language }) => language))),
];

const changeAll = (variants: Variants, change: (texts: readonly TemplateVariant[]) => TemplateVariant[]) =>
  variants.map((variant) => ({ ...variant, texts: change(variant.texts) }));

/** What a variant says in a language: nothing yet, where it was added elsewhere. */
export const textOf = (variants: Variants, at: number, language: string): TemplateVariant =>
  variants[at]?.texts.find((text) => text.language === language) ?? beginText(language);

export const addLanguage = (variants: Variants, language: string): CampaignVariant[] =>
  changeAll(variants, (texts) => [...texts, beginText(language)]);

export const removeLanguage = (variants: Variants, language: string): CampaignVariant[] =>
  changeAll(variants, (texts) => texts.filter((text) => text.language !== language));

/** Where its language became another, that of all variants does. */
export function changeText(
  variants: Variants,
  at: number,
  before: string,
  text: TemplateVariant,
): CampaignVariant[] {
  const written = variants.map(({ share, texts }, place) => {
    if (place !== at) return { share, texts };
    const isThere = texts.some(({ language }) => language === before);
    const changed = isThere ? texts.map((one) => (one.language === before ? text : one)) : [...texts, text];
    return { share, texts: changed };
  });
  if (text.language === before) return written;
  return changeAll(written, (texts) =>
    texts.map((one) => (one.language === before ? { ...one, language: text.language } : one)),
  );
}
