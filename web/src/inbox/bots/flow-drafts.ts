/** Flow files begun and not published, until the page is left. */
const drafts = new Map<string, string>();

export const flowDrafts = {
  of: (bot: string): string => drafts.get(bot) ?? '',
  keep(bot: string, source: string): void {
    if (source) drafts.set(bot, source);
    else drafts.delete(bot);
  },
};
