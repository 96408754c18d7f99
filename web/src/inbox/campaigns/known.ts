/** What the pages of campaigns name, read at once; and under what a member's unsaved changes are kept. */
import type { Attribute, Campaign, Segment, Topic, VoucherPool } from '../../engine';
import type { Inbox } from '../../engine/inbox';
import { SegmentsRest } from '../../engine/inbox/segments-rest';
import { VouchersRest } from '../../engine/inbox/vouchers-rest';
import * as m from '../../paraglide/messages';

import { EVERYONE } from '../segments/examples';

export interface Known {
  readonly segments: readonly Segment[];
  readonly topics: readonly Topic[];
  readonly attributes: readonly Attribute[];
  readonly pools: readonly VoucherPool[];
}

export async function readKnown(inbox: Inbox): Promise<Known> {
  const [segments, topics, attributes, pools] = await Promise.all([
    new SegmentsRest(inbox.rest).list(),
    inbox.rest.topics(),
    inbox.rest.attributes(),
    new VouchersRest(inbox.rest).list(),
  ]);
  return { segments, topics, attributes, pools };
}

export const draftKey = (inbox: Inbox, id: string): string =>
  `${inbox.member} ${inbox.profile?.id ?? ''} ${id}`;

export const isEveryone = ({ rule }: Campaign['audience']): boolean =>
  JSON.stringify(rule) === JSON.stringify(EVERYONE);

export function audienceName(audience: Campaign['audience'], { segments }: Known): string {
  if (audience.segment !== undefined)
    return segments.find(({ id }) => id === audience.segment)?.name ?? m.campaigns_audience_gone();
  return isEveryone(audience)
    ? m.campaigns_audience_everyone()
    : (audience.text ?? m.campaigns_audience_rule());
}

export const topicName = (topic: string, { topics }: Known): string =>
  topics.find(({ name }) => name === topic)?.label ?? topic;
