/** What a campaign would do, looked at before it is sent; old once something else is written. */
import type { Campaign, CampaignDryRun } from '../../engine';
import type { CampaignsRest } from '../../engine/inbox/campaigns-rest';

export class Ahead {
  run: CampaignDryRun | null = $state.raw(null);
  isBusy: boolean = $state(false);
  #of: Pick<Campaign, 'id' | 'changed_at'> | null = $state.raw(null);
  #looks = 0;

  constructor(private readonly rest: Pick<CampaignsRest, 'dryRun'>) {}

  /** Whether it is about what is there now. */
  isOf({ id, changed_at: at }: Campaign): boolean {
    return this.#of?.id === id && this.#of.changed_at === at;
  }

  async look(campaign: Campaign): Promise<CampaignDryRun> {
    this.isBusy = true;
    this.#looks += 1;
    const look = this.#looks;
    try {
      const run = await this.rest.dryRun(campaign.id);
      // Who looked again meanwhile waits for that.
      if (look === this.#looks) {
        this.run = run;
        this.#of = campaign;
      }
      return run;
    } finally {
      if (look === this.#looks) this.isBusy = false;
    }
  }
}

/** How many get it, now or later. */
export const told = ({ variants }: Pick<CampaignDryRun, 'variants'>): number =>
  variants.reduce((sum, count) => sum + count, 0);
