/**
 * Searches what this device holds: names, handles and the texts of messages. The server never searches people's
 * conversations. Case and accents do not matter; every word of the query has to be found.
 */
import type { Disk } from './disk';
import type { ConversationView, FoundMessage, SearchResult } from './types';
import type { Views } from './views';
import type { World } from './world';
import type { Event } from './wire';

/** More are of no use to anyone. */
const MOST_MESSAGES = 100;

export async function search(
  query: string,
  list: readonly ConversationView[],
  { world, disk, views }: { world: World; disk: Disk | null; views: Views },
): Promise<SearchResult> {
  const words = folded(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return { conversations: [], messages: [] };
  const matches = (text: string) => {
    const searched = folded(text);
    return words.every((word) => searched.includes(word));
  };

  const conversations = list.filter(({ peer }) => matches(`${peer.display_name} @${peer.handle}`));
  const messages: FoundMessage[] = [];
  for (const conversation of list) {
    const onDisk = (await disk?.events(conversation.id).catch(() => [])) ?? [];
    const events = new Map<number, Event>();
    for (const event of [...onDisk, ...world.log(conversation.id).events()]) events.set(event.seq, event);
    for (const event of events.values()) {
      if (event.kind === 'message' && event.body.v === 1 && matches(event.body.text)) {
        messages.push({ conversation, message: views.message(event) });
      }
    }
    if (messages.length >= MOST_MESSAGES) break;
  }
  messages.sort((a, b) => b.message.at - a.message.at);
  return { conversations, messages: messages.slice(0, MOST_MESSAGES) };
}

/** Letters without case and accents. */
function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
