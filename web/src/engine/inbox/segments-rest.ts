/** What the pages of segments ask of the server. Loaded with them only. */
import type { Rest } from '../rest';
import type {
  ChangeSegmentList,
  ConversationId,
  GivenRule,
  KeptContactPage,
  SaveSegment,
  Segment,
  SegmentCount,
  SegmentExplanation,
  SegmentMovePage,
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
    this.rest.call('PUT', pathOf(id), { json });
  remove = (id: Segment['id']): Promise<void> => this.rest.call('DELETE', pathOf(id));
  count = (json: GivenRule): Promise<SegmentCount> =>
    this.rest.call('POST', '/v1/brand/segments/count', { json, patience: MINUTE });
  explain = (conversation: ConversationId, given: GivenRule): Promise<SegmentExplanation> =>
    this.rest.call('POST', '/v1/brand/segments/explanation', { json: { conversation, given } });

  /** A list of whoever is in a segment now. */
  makeList = (id: Segment['id'], name: string): Promise<Segment> =>
    this.rest.call('POST', `${pathOf(id)}/list`, { json: { name }, creates: true });
  changeList = (id: Segment['id'], json: ChangeSegmentList): Promise<Segment> =>
    this.rest.call('PATCH', `${pathOf(id)}/contacts`, { json });
  contacts = (id: Segment['id'], after: string | undefined, limit: number): Promise<KeptContactPage> =>
    this.rest.call('GET', `${pathOf(id)}/contacts`, { query: { after, limit } });
  /** Who came and went behind a place, in order. */
  moves = (id: Segment['id'], after: string, limit: number): Promise<SegmentMovePage> =>
    this.rest.call('GET', `${pathOf(id)}/moves`, { query: { after, limit } });
}

const pathOf = (id: Segment['id']): string => `/v1/brand/segments/${encodeURIComponent(id)}`;
