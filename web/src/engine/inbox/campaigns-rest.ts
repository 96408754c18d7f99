/** What the pages of campaigns ask of the server. Loaded with them only. */
import type { Rest } from '../rest';
import type {
  Campaign,
  CampaignDryRun,
  CampaignMove,
  CampaignPreview,
  CampaignProgress,
  CampaignReport,
  CampaignSettings,
  CampaignTable,
  CampaignTested,
  PreviewCampaign,
  SaveCampaign,
  TestCampaign,
} from '../wire';

/** Every contact is looked at, or everyone who got it. */
const MINUTE = 60_000;

const path = (id: Campaign['id'], part = ''): string =>
  `/v1/brand/campaigns/${encodeURIComponent(id)}${part}`;

export class CampaignsRest {
  constructor(private readonly rest: Pick<Rest, 'call' | 'text'>) {}

  /** The newest first. */
  list = async (): Promise<Campaign[]> =>
    (await this.rest.call<{ campaigns: Campaign[] }>('GET', '/v1/brand/campaigns')).campaigns;
  get = (id: Campaign['id']): Promise<Campaign> => this.rest.call('GET', path(id));
  add = (json: SaveCampaign): Promise<Campaign> =>
    this.rest.call('POST', '/v1/brand/campaigns', { json, creates: true });
  change = (id: Campaign['id'], json: SaveCampaign): Promise<Campaign> =>
    this.rest.call('PUT', path(id), { json });
  remove = (id: Campaign['id']): Promise<void> => this.rest.call('DELETE', path(id));

  /** Nothing is sent by it, so it may be asked again. */
  dryRun = (id: Campaign['id']): Promise<CampaignDryRun> =>
    this.rest.call('POST', path(id, '/dry-run'), { patience: MINUTE });
  preview = (id: Campaign['id'], json: PreviewCampaign): Promise<CampaignPreview> =>
    this.rest.call('POST', path(id, '/preview'), { json });
  /** To whoever asks, unless it is said to which members. */
  test = (id: Campaign['id'], json: TestCampaign): Promise<CampaignTested> =>
    this.rest.call('POST', path(id, '/test'), { json });

  move = (id: Campaign['id'], move: CampaignMove): Promise<Campaign> =>
    this.rest.call('POST', path(id, '/moves'), { json: { move }, patience: MINUTE });
  approve = (id: Campaign['id']): Promise<Campaign> => this.rest.call('POST', path(id, '/approval'));
  progress = (id: Campaign['id']): Promise<CampaignProgress> => this.rest.call('GET', path(id, '/progress'));
  report = (id: Campaign['id']): Promise<CampaignReport> =>
    this.rest.call('GET', path(id, '/report'), { patience: MINUTE });
  csv = (id: Campaign['id'], table: CampaignTable): Promise<string> =>
    this.rest.text(path(id, '/report/export'), { table });

  settings = (): Promise<CampaignSettings> => this.rest.call('GET', '/v1/brand/campaigns/settings');
  setSettings = (json: CampaignSettings): Promise<CampaignSettings> =>
    this.rest.call('PUT', '/v1/brand/campaigns/settings', { json });
}
