/** What a brand's members ask of the server beside the sync: the brand itself, its people and its saved replies. */
import { Rest } from '../rest';
import type {
  AccountId,
  Brand,
  BrandChange,
  ConversationId,
  JournalPage,
  Member,
  Role,
  SavedReply,
  SaveReply,
  SearchOrder,
  SearchPage,
  Ticket,
} from '../wire';

export class BrandRest extends Rest {
  readBrand = (): Promise<Brand> => this.call('GET', '/v1/brand');
  changeBrand = (json: BrandChange): Promise<Brand> => this.call('PATCH', '/v1/brand', { json });

  members = async (): Promise<Member[]> =>
    (await this.call<{ members: Member[] }>('GET', '/v1/brand/members')).members;
  invite = (handle: string, role: Role): Promise<Member> =>
    this.call('POST', '/v1/brand/members', { json: { handle, role }, creates: true });
  changeRole = (member: AccountId, role: Role): Promise<void> =>
    this.call('PATCH', `/v1/brand/members/${member}`, { json: { role } });
  removeMember = (member: AccountId): Promise<void> => this.call('DELETE', `/v1/brand/members/${member}`);

  labels = async (): Promise<string[]> =>
    (await this.call<{ labels: string[] }>('GET', '/v1/brand/labels')).labels;

  replies = async (): Promise<SavedReply[]> =>
    (await this.call<{ replies: SavedReply[] }>('GET', '/v1/brand/replies')).replies;
  addReply = (json: SaveReply): Promise<SavedReply> =>
    this.call('POST', '/v1/brand/replies', { json, creates: true });
  changeReply = (id: SavedReply['id'], json: SaveReply): Promise<SavedReply> =>
    this.call('PUT', `/v1/brand/replies/${id}`, { json });
  removeReply = (id: SavedReply['id']): Promise<void> => this.call('DELETE', `/v1/brand/replies/${id}`);

  /** A customer's tickets before one, the newest first; the newest of all without. */
  ticketsOf = async (id: ConversationId, before?: Ticket['id']): Promise<Ticket[]> =>
    (
      await this.call<{ tickets: Ticket[] }>('GET', `/v1/conversations/${encodeURIComponent(id)}/tickets`, {
        query: { before },
      })
    ).tickets;

  search = (q: string, order: SearchOrder, after?: string): Promise<SearchPage> =>
    this.call('GET', '/v1/search', { query: { q, order, after } });

  readJournal = (id: ConversationId, before?: number): Promise<JournalPage> =>
    this.call('GET', `/v1/conversations/${encodeURIComponent(id)}/journal`, { query: { before } });
}
