/** What a template says in one language, as a message. Pure. */
import type { Body, TemplateVariant } from '../../engine';
import { type Blanks, fillIn } from '../composer/variables';

/** With samples in its blanks. What the server sends it makes itself; this is for whoever writes one. */
export function sampleBody(variant: TemplateVariant, blanks: Blanks, fill = fillIn): Body {
  const choices = (variant.choices ?? []).filter((text) => text.trim() !== '');
  const buttons = (variant.buttons ?? []).filter(({ text }) => text.trim() !== '');
  return {
    v: 1,
    text: fill(variant.text, blanks),
    choices: choices.map((text) => ({ id: text, text: fill(text, blanks) })),
    buttons: buttons.map(({ text, open }) => ({ text: fill(text, blanks), open: fill(open, blanks) })),
    ...(variant.image ? { image: variant.image } : {}),
  };
}

/** A name as it is read: `delivery_day` is the delivery day. */
export const blankName = (name: string): string => name.replace(/[._]/g, ' ');
