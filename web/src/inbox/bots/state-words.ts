/** How a bot stands, in words. */
import type { Bot } from '../../engine';
import * as m from '../../paraglide/messages';

export function stateWords({ live, newest, own }: Bot): string {
  if (own) return own.on ? m.own_bot_on() : m.own_bot_off();
  if (live !== undefined) return m.bots_state_live({ version: live });
  return newest === 0 ? m.bots_state_empty() : m.bots_state_off();
}

/** Whether new tickets may come to it. */
export const isOn = ({ live, own }: Bot): boolean => live !== undefined || own?.on === true;
