/** What a brand uses the operator's language model for: read when it is first needed, kept for all that show it. */
import type { BrandModel, ModelUses } from '../../engine';
import type { Inbox } from '../../engine/inbox';

const NOTHING: ModelUses = { drafts: false, translations: false, answers: false, embeddings: false };

export class ModelOfBrand {
  kept = $state.raw<BrandModel | null>(null);
  /** Nothing, until it is known, and where the operator has no model. */
  readonly uses: ModelUses = $derived(this.kept?.name ? this.kept.uses : NOTHING);

  constructor(readonly inbox: Inbox) {
    // Whoever needs to know why it can't be read asks again, in the settings.
    this.read().catch(() => undefined);
  }

  async read(): Promise<void> {
    this.kept = await this.inbox.rest.model();
  }

  async set(uses: ModelUses): Promise<void> {
    this.kept = await this.inbox.rest.setModel(uses);
  }
}

const known = new WeakMap<Inbox, ModelOfBrand>();

export function modelOf(inbox: Inbox): ModelOfBrand {
  const found = known.get(inbox) ?? new ModelOfBrand(inbox);
  known.set(inbox, found);
  return found;
}
