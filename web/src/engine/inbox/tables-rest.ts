/** What a brand's owners and admins ask of the server about shops, files and exports. Loaded with their page only. */
import type { Rest } from '../rest';
import type {
  ExportKind,
  FileLook,
  ImportedPiece,
  ImportRequest,
  LookRequest,
  Shop,
  ShopKind,
} from '../wire';

/** A piece has thousands of rows, and an export any number. */
const MINUTE = 60_000;

export class TablesRest {
  constructor(private readonly rest: Pick<Rest, 'call' | 'blob'>) {}

  shops = async (): Promise<Shop[]> =>
    (await this.rest.call<{ shops: Shop[] }>('GET', '/v1/brand/shops')).shops;
  saveShop = (kind: ShopKind, secret: string): Promise<Shop> =>
    this.rest.call('PUT', `/v1/brand/shops/${kind}`, { json: { secret } });
  removeShop = (kind: ShopKind): Promise<void> => this.rest.call('DELETE', `/v1/brand/shops/${kind}`);

  look = (request: LookRequest, beginning: Blob): Promise<FileLook> =>
    this.rest.call('POST', '/v1/brand/imports/look', { query: { ...request }, bytes: csv(beginning) });
  /** The same piece again does no harm. */
  importPiece = ({ last, dry_run, ...request }: ImportRequest, piece: Blob): Promise<ImportedPiece> =>
    this.rest.call('POST', '/v1/brand/imports', {
      query: { ...request, last: String(last), dry_run: String(dry_run) },
      bytes: csv(piece),
      patience: MINUTE,
    });
  takeOut = (kind: ExportKind): Promise<Blob> => this.rest.blob('/v1/brand/exports', { kind }, 30 * MINUTE);
}

/** The bytes as they are, by the name that they go under. */
function csv(bytes: Blob): Blob {
  return new Blob([bytes], { type: 'text/csv' });
}
