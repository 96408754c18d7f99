/** How a bot stands, in words. */
import type { Bot } from '../../engine';
import * as m from '../../paraglide/messages';

export function stateWords({ live, newest }: Bot): string {
  if (live !== undefined) return m.bots_state_live({ version: live });
  return newest === 0 ? m.bots_state_empty() : m.bots_state_off();
}
