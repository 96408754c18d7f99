/** What is asked of the server about those to whom no campaign writes. Loaded with their page only. */
import type { Rest } from '../rest';
import type {
  NewSuppression,
  Suppression,
  SuppressionPage,
  SuppressionReason,
  SuppressionsAdded,
} from '../wire';

const path = '/v1/brand/suppressions';

/** A thousand are written at once. */
const MINUTE = 60_000;

export class SuppressionsRest {
  constructor(private readonly rest: Pick<Rest, 'call' | 'text'>) {}

  /** Who was added last first; of those in whom a text stands, if it is not empty. */
  list = (sought: string, after?: string): Promise<SuppressionPage> =>
    this.rest.call('GET', path, {
      query: { ...(sought !== '' && { q: sought }), ...(after !== undefined && { after }) },
    });
  add = (json: NewSuppression): Promise<Suppression> => this.rest.call('POST', path, { json, creates: true });
  /** Each of a piece is added or refused alone. */
  addMany = (csv: string, reason: SuppressionReason): Promise<SuppressionsAdded> =>
    this.rest.call('POST', `${path}/many`, { json: { csv, reason }, creates: true, patience: MINUTE });
  remove = (id: Suppression['id']): Promise<void> =>
    this.rest.call('DELETE', `${path}/${encodeURIComponent(id)}`);
  csv = (): Promise<string> => this.rest.text(`${path}/export`, {});
}
