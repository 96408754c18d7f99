/** Notes begun and not written down, until the page is left. Never stored: a note may be about someone. */
const drafts = new Map<string, string>();

export const noteDrafts = {
  of: (conversation: string): string => drafts.get(conversation) ?? '',
  keep(conversation: string, text: string): void {
    if (text) drafts.set(conversation, text);
    else drafts.delete(conversation);
  },
};
