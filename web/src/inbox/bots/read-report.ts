/** What came of a bot's sessions in the last days, by the clocks of the brand's time zone. */
import { clock } from '../../app/clock.svelte';
import type { AccountId, BotReport } from '../../engine';
import type { BrandRest } from '../../engine/inbox/brand-rest';

import { lastDays } from '../reports/range';

export async function readReport(rest: BrandRest, bot: AccountId, days: number): Promise<BotReport> {
  const { zone } = (await rest.hours()).hours;
  return rest.botReport(bot, lastDays(days, clock.now, zone));
}
