/** A body's text cut into parts to render: plain, link, or marked by an entity. Never makes markup itself. */
import type { Body, EntityKind } from '../engine';

import { findLinks, safeAddress } from './links';

export interface Segment {
  readonly text: string;
  readonly kind: 'plain' | EntityKind;
  /** Where a link leads. */
  readonly href?: string;
}

export function segmentsOf(body: Body): Segment[] {
  if (!body.entities?.length) return linked(body.text);
  // Entities count Unicode scalar values, as iterating over a string does.
  const characters = Array.from(body.text);
  const segments: Segment[] = [];
  let position = 0;
  for (const { kind, offset, length } of body.entities) {
    segments.push(...linked(characters.slice(position, offset).join('')));
    const text = characters.slice(offset, offset + length).join('');
    const href = kind === 'link' ? safeAddress(text) : null;
    if (text) segments.push(href ? { kind, text, href } : { kind: kind === 'link' ? 'plain' : kind, text });
    position = offset + length;
  }
  segments.push(...linked(characters.slice(position).join('')));
  return segments;
}

function linked(text: string): Segment[] {
  const segments: Segment[] = [];
  let position = 0;
  for (const { start, end, href } of findLinks(text)) {
    if (start > position) segments.push({ kind: 'plain', text: text.slice(position, start) });
    segments.push({ kind: 'link', text: text.slice(start, end), href });
    position = end;
  }
  if (position < text.length) segments.push({ kind: 'plain', text: text.slice(position) });
  return segments;
}
