/** Campaigns begun and not saved, for as long as the page is open: who looks at a segment and comes back goes on where they were. */
import type { Form } from './form';

const drafts = new Map<string, Form>();

export const draftOf = (key: string): Form | undefined => drafts.get(key);

export function keepDraft(key: string, form: Form | null): void {
  if (form) drafts.set(key, form);
  else drafts.delete(key);
}
