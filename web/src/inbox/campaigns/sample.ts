/** Blanks of a campaign's text with samples in them, for whoever writes it. Pure. */
import type { Blanks } from '../composer/variables';

const BLANK = /\{\{\s*([a-z0-9_.]+)\s*(?:\|([^{}|]*))?\}\}/gu;

/** What is not known is what stands instead; without that it stays as it is written, so that it is seen. */
export function fillWithInstead(text: string, blanks: Blanks): string {
  return text.replace(BLANK, (whole: string, name: string, instead: string | undefined) =>
    Object.hasOwn(blanks, name) ? (blanks[name] ?? whole) : instead?.trim() || whole,
  );
}
