/** What the section of sources asks of the server. Loaded with its page only. */
import type { Rest } from '../rest';
import type { FreshSource, SaveSource, Source } from '../wire';

export class SourcesRest {
  constructor(private readonly rest: Pick<Rest, 'call'>) {}

  list = async (): Promise<Source[]> =>
    (await this.rest.call<{ sources: Source[] }>('GET', '/v1/brand/sources')).sources;
  /** Not tried again by itself: each try would make another, with a key that nobody has seen. */
  add = (json: SaveSource): Promise<FreshSource> => this.rest.call('POST', '/v1/brand/sources', { json });
  change = (id: Source['id'], json: SaveSource): Promise<Source> =>
    this.rest.call('PUT', `/v1/brand/sources/${id}`, { json });
  remove = (id: Source['id']): Promise<void> => this.rest.call('DELETE', `/v1/brand/sources/${id}`);
}
