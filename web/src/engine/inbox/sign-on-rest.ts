/** What a brand's owner asks of the server about its identity provider. Loaded with its section only. */
import type { Rest } from '../rest';
import type { SaveProvider, SignOn } from '../wire';

export class SignOnRest {
  constructor(private readonly rest: Pick<Rest, 'call'>) {}

  get = (): Promise<SignOn> => this.rest.call('GET', '/v1/brand/sign-on');
  save = (json: SaveProvider): Promise<SignOn> => this.rest.call('PUT', '/v1/brand/sign-on', { json });
  remove = (): Promise<void> => this.rest.call('DELETE', '/v1/brand/sign-on');
}
