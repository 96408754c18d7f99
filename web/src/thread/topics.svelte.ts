/** What one hears of from brands, as far as it was read: the line below a promotion and the switches of a profile say the same. */
import { SvelteMap } from 'svelte/reactivity';

import { engine } from '../app/engine';
import type { CampaignId, ConversationId, Preference, Preferences, PromotionWishes } from '../engine';

class Topics {
  readonly #known = new SvelteMap<ConversationId, Preferences>();
  readonly #asked = new Set<ConversationId>();

  constructor() {
    // A word of the customer switches one off too, and the brand answers that it did.
    engine.onMessage(({ id }) => {
      if (this.#known.has(id)) void this.read(id).catch(() => undefined);
    });
  }

  /** Nothing while it is not known. */
  of(id: ConversationId): readonly Preference[] | undefined {
    return this.#known.get(id)?.topics;
  }

  /** How the brand is to write. Nothing while it is not known. */
  wanted(id: ConversationId): PromotionWishes | undefined {
    return this.#known.get(id);
  }

  /** Whether one has said that what the brand sends is unwanted, and not taken it back. */
  hasComplained(id: ConversationId): boolean {
    return this.#known.get(id)?.complained_at !== undefined;
  }

  async read(id: ConversationId): Promise<void> {
    this.#asked.add(id);
    this.#known.set(id, await engine.preferences(id));
  }

  /** Reads it, unless it was asked for. It is nothing without which one could not go on. */
  know(id: ConversationId): void {
    if (!this.#asked.has(id)) this.read(id).catch(() => this.#asked.delete(id));
  }

  /** Switches one on with the text that was shown, or off with null. */
  async switch(id: ConversationId, topic: string, text: string | null): Promise<void> {
    const now = await engine.setPreference(id, topic, text);
    const known: Preferences = this.#known.get(id) ?? { topics: [], frequency: 'any' };
    const isThere = known.topics.some(({ topic: one }) => one === now.topic);
    const topics = isThere
      ? known.topics.map((one) => (one.topic === now.topic ? now : one))
      : [...known.topics, now];
    const { complained_at: complained, ...rest } = known;
    // Whoever switches one on wants it after all.
    const stays = complained !== undefined && text === null && { complained_at: complained };
    this.#known.set(id, { ...rest, ...stays, topics });
  }

  /** Says that a promotion is unwanted. */
  async complain(id: ConversationId, campaign: CampaignId): Promise<void> {
    this.#known.set(id, await engine.complain(id, campaign));
  }

  async want(id: ConversationId, wanted: PromotionWishes): Promise<void> {
    this.#known.set(id, await engine.setPreferences(id, wanted));
  }
}

export const topics = new Topics();
