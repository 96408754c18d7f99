/** What a campaign says in one language, as it is begun and as it is kept. Pure. */
import type { TemplateVariant } from '../../engine';

export const beginText = (language: string): TemplateVariant => ({
  language,
  text: '',
  choices: [],
  buttons: [],
});

/** Without what was left empty. */
export function said({ image, choices, buttons, ...text }: TemplateVariant): TemplateVariant {
  return {
    ...text,
    choices: (choices ?? []).map((choice) => choice.trim()).filter(Boolean),
    buttons: (buttons ?? []).map(({ text: words, open }) => ({ text: words.trim(), open: open.trim() })),
    ...(image?.trim() ? { image: image.trim() } : {}),
  };
}
