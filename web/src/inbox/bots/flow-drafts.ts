/** Flow files begun and not published: the same drafts that the editor keeps on this device. */
import { draftOf, keepDraft } from './editor/kept';

export const flowDrafts = {
  of: (bot: string): string => draftOf(bot)?.source ?? '',
  keep(bot: string, source: string): void {
    keepDraft(bot, source ? { source, basedOn: draftOf(bot)?.basedOn ?? 0 } : null);
  },
};
