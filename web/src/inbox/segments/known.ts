/** What rules name, read at once; and under what a member's unsaved changes of a segment are kept. */
import type { Inbox } from '../../engine/inbox';
import type { SegmentsRest } from '../../engine/inbox/segments-rest';

import type { Known } from './conditions';

export async function readKnown(inbox: Inbox, rest: SegmentsRest): Promise<Known> {
  const [attributes, topics, segments] = await Promise.all([
    inbox.rest.attributes(),
    inbox.rest.topics(),
    rest.list(),
  ]);
  return { attributes, topics, segments };
}

export const draftKey = (inbox: Inbox, id: string): string =>
  `${inbox.member} ${inbox.profile?.id ?? ''} ${id}`;
