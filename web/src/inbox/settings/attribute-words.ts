/** Words for the kinds of attributes, and the name that programs may call one. */
import type { AttributeKind } from '../../engine';
import * as m from '../../paraglide/messages';

const kinds: Record<AttributeKind, () => string> = {
  text: m.attributes_kind_text,
  number: m.attributes_kind_number,
  yes_no: m.attributes_kind_yes_no,
  date: m.attributes_kind_date,
};

export const KINDS: readonly AttributeKind[] = ['text', 'number', 'yes_no', 'date'];
export const kindName = (kind: AttributeKind): string => kinds[kind]();

/** A name for programs, made of what people call it; empty where that has no Latin letters. */
export function programName(label: string): string {
  const plain = label.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 40);
}
