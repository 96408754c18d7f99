/** Whether someone is here, in words. Empty while it is not known. */
import type { Presence } from '../engine';
import * as m from '../paraglide/messages';
import { locale } from '../text/locale';
import { ago } from '../text/time';

export function presenceText(presence: Presence | undefined, now: number): string {
  if (!presence) return '';
  if (presence.online) return m.active_now();
  return presence.last_seen === undefined ? '' : m.last_seen({ when: ago(presence.last_seen, now, locale) });
}
