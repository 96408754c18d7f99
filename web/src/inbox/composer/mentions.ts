/** Colleagues named in a note: `@handle`, marked where it stands. Offsets count Unicode scalar values, as the server does. */
import type { Body, Entity } from '../../engine';
import { countCharacters } from '../../text/characters';

const pattern = /(?<![\p{L}\p{N}_@.])@([a-z][a-z0-9_.]{2,29})/giu;

export function noteBody(text: string, handles: ReadonlySet<string>): Body {
  const entities: Entity[] = [];
  for (const match of text.matchAll(pattern)) {
    // A full stop after a handle ends the sentence.
    const handle = (match[1] ?? '').replace(/\.+$/u, '');
    if (!handles.has(handle.toLowerCase())) continue;
    const offset = countCharacters(text.slice(0, match.index));
    entities.push({ kind: 'mention', offset, length: handle.length + 1 });
  }
  return entities.length > 0 ? { v: 1, text, entities } : { v: 1, text };
}

/** The beginning of a mention right before the caret; null when there is none. */
export function mentionAt(text: string, caret: number): string | null {
  const match = /(?:^|[\s(])@([a-z0-9_.]{0,30})$/iu.exec(text.slice(0, caret));
  return match?.[1] ?? null;
}
