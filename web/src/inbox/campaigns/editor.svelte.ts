/** A draft that is being written: the form, what the server has of it, and whether these differ. */
import type { Campaign } from '../../engine';
import type { CampaignsRest } from '../../engine/inbox/campaigns-rest';

import { draftOf, keepDraft } from './drafts';
import { type Form, formOf, isWhole, toSave } from './form';

export class CampaignEditor {
  form: Form = $state.raw() as Form;
  /** As the server has it; null where it has none yet. */
  kept: Campaign | null = $state.raw(null);
  #base: string = $state('');

  constructor(
    /** What names a draft while the page is open, by its id; `new` while it has none. */
    private readonly keyOf: (id: string) => string,
    private readonly rest: Pick<CampaignsRest, 'add' | 'change'>,
    kept: Campaign | null,
    fresh: Form,
  ) {
    const saved = kept ? formOf(kept) : fresh;
    this.kept = kept;
    this.#base = JSON.stringify(saved);
    this.form = draftOf(this.#key) ?? saved;
  }

  get #key(): string {
    return this.keyOf(this.kept?.id ?? 'new');
  }

  readonly changed: boolean = $derived.by(() => JSON.stringify(this.form) !== this.#base);
  readonly isWhole: boolean = $derived.by(() => isWhole(this.form));

  change(some: Partial<Form>): void {
    this.form = { ...this.form, ...some };
    keepDraft(this.#key, this.changed ? this.form : null);
  }

  /** Back to what the server has. */
  discard(): void {
    this.change(JSON.parse(this.#base) as Form);
  }

  /** What the server has once it has what is written; nothing is asked where it has that. */
  async save(): Promise<Campaign> {
    if (this.kept && !this.changed) return this.kept;
    const wanted = this.form;
    const json = toSave(wanted);
    const saved = this.kept ? await this.rest.change(this.kept.id, json) : await this.rest.add(json);
    keepDraft(this.#key, null);
    this.kept = saved;
    this.#base = JSON.stringify(formOf(saved));
    // What was written meanwhile stays, and is still to be saved.
    this.change(this.form === wanted ? formOf(saved) : {});
    return saved;
  }
}
