/** What the pages of segments ask of the server. Loaded with them only. */
import type { Rest } from '../rest';
import type {
  ConversationId,
  GivenRule,
  SaveSegment,
  Segment,
  SegmentCount,
  SegmentExplanation,
} from '../wire';

/** A rule is looked at for every contact of the brand. */
const MINUTE = 60_000;

export class SegmentsRest {
  constructor(private readonly rest: Pick<Rest, 'call'>) {}

  list = async (): Promise<Segment[]> =>
    (await this.rest.call<{ segments: Segment[] }>('GET', '/v1/brand/segments')).segments;
  add = (json: SaveSegment): Promise<Segment> =>
    this.rest.call('POST', '/v1/brand/segments', { json, creates: true });
  change = (id: Segment['id'], json: SaveSegment): Promise<Segment> =>
    this.rest.call('PUT', `/v1/brand/segments/${encodeURIComponent(id)}`, { json });
  remove = (id: Segment['id']): Promise<void> =>
    this.rest.call('DELETE', `/v1/brand/segments/${encodeURIComponent(id)}`);
  count = (json: GivenRule): Promise<SegmentCount> =>
    this.rest.call('POST', '/v1/brand/segments/count', { json, patience: MINUTE });
  explain = (conversation: ConversationId, given: GivenRule): Promise<SegmentExplanation> =>
    this.rest.call('POST', '/v1/brand/segments/explanation', { json: { conversation, given } });
}
