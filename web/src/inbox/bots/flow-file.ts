/** Flow files as they come from a disk: read whole, bounded, and only as text. */
import { countCharacters } from '../../text/characters';

/** As the server counts; see `bot.rs`. */
export const MOST_CHARACTERS = 120_000;
/** No character has more bytes. */
const bytesOfCharacter = 4;

/** What is in a file; null when that can't be a flow. */
export async function readFlowFile(file: Blob): Promise<string | null> {
  if (file.size > MOST_CHARACTERS * bytesOfCharacter) return null;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
    return countCharacters(text) > MOST_CHARACTERS || text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

/** The name that a flow has, for the bot that is made of it. */
export function nameIn(source: string): string {
  return /^name: *(.+?) *$/m.exec(source)?.[1]?.replace(/^(["'])(.*)\1$/, '$2') ?? '';
}

/** The example of the docs: a shop's bot. */
export async function readExample(): Promise<string> {
  return (await import('../../../../examples/bots/shop.flow.yaml?raw')).default;
}
