/** Segments begun and not saved, for as long as the page is open: who looks at a contact and comes back goes on where they were. */
export interface Draft {
  readonly name: string;
  readonly isLive: boolean;
  /** The edited tree, as the editor keeps it. */
  readonly source: string;
}

const drafts = new Map<string, Draft>();

export const draftOf = (key: string): Draft | undefined => drafts.get(key);

export function keepDraft(key: string, draft: Draft | null): void {
  if (draft) drafts.set(key, draft);
  else drafts.delete(key);
}
