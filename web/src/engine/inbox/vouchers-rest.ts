/** What is asked of the server about pools of vouchers. Loaded with their pages only. */
import type { Rest } from '../rest';
import type { VoucherPool } from '../wire';

const path = (id: VoucherPool['id'], part = ''): string =>
  `/v1/brand/vouchers/${encodeURIComponent(id)}${part}`;

/** Thousands of codes are written at once. */
const MINUTE = 60_000;

export class VouchersRest {
  constructor(private readonly rest: Pick<Rest, 'call'>) {}

  /** The oldest first. */
  list = async (): Promise<VoucherPool[]> =>
    (await this.rest.call<{ pools: VoucherPool[] }>('GET', '/v1/brand/vouchers')).pools;
  make = (name: string): Promise<VoucherPool> =>
    this.rest.call('POST', '/v1/brand/vouchers', { json: { name }, creates: true });
  /** All of a piece, or none. */
  add = (id: VoucherPool['id'], csv: string): Promise<VoucherPool> =>
    this.rest.call('POST', path(id, '/codes'), { json: { csv }, creates: true, patience: MINUTE });
  /** The codes that nobody has. */
  clear = (id: VoucherPool['id']): Promise<VoucherPool> =>
    this.rest.call('DELETE', path(id, '/codes'), { patience: MINUTE });
  remove = (id: VoucherPool['id']): Promise<void> => this.rest.call('DELETE', path(id));
}
