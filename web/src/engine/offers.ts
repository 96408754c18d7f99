/**
 * What a brand's messages offer its customer beside their words: answers to tap, buttons, cards. Pure. Nothing that a person
 * wrote ever offers anything.
 */
import type { ConversationView, Message } from './types';
import type { Profile } from './wire';

/** Where a message is looked at: the kind of its conversation, the other side, and, for the brand's own team, the brand's side. */
export type Place = Pick<ConversationView, 'kind' | 'peer' | 'thread'>;

/** An answer to tap. */
export interface Offer {
  readonly id: string;
  readonly text: string;
  /** It counts also after the customer has written. */
  readonly lasting: boolean;
}

export function isBrand({ kind }: Pick<Profile, 'kind'>): boolean {
  return kind === 'brand' || kind === 'verified_brand';
}

/** Whether a message may offer something: the brand wrote it, to its customer. */
export function mayOffer({ author, body, mine, seq }: Message, { kind, peer, thread }: Place): boolean {
  if (kind !== 'business' || body.v !== 1 || seq === null) return false;
  // Of a business conversation only the brand's members get the brand's side.
  return thread ? mine : isBrand(peer) && author === peer.id;
}

/**
 * The message whose choices are open: the newest of all, and the brand's. What the customer writes closes them, unless it did not get
 * through.
 */
export function openMessage(messages: readonly Message[], place: Place): Message | null {
  const last = messages.findLast(({ pending }) => pending !== 'failed');
  return last && !place.thread && mayOffer(last, place) && last.body.choices?.length ? last : null;
}

/** What stands behind an id in a message. */
export function offerIn({ body }: Message, id: string): Offer | null {
  const choice = body.choices?.find((one) => one.id === id);
  if (choice) return { ...choice, lasting: false };
  const buttons = [body, ...(body.cards ?? [])].flatMap((one) => one.buttons ?? []);
  const button = buttons.find((one) => one.id === id);
  return button ? { id, text: button.text, lasting: true } : null;
}

/**
 * The messages whose offer in a dispute is open, by their keys: in each dispute the newest offer, where its newest card says so. Of a log
 * that is known up to its end.
 */
export function openOffers(messages: readonly Message[]): ReadonlySet<string> {
  const newest = new Map<string, { key: string; open: boolean }>();
  for (const { key, body } of messages) {
    const card = body.dispute;
    if (!card) continue;
    const offered = card.deed.kind === 'offered' ? key : (newest.get(card.id)?.key ?? '');
    newest.set(card.id, { key: offered, open: card.state === 'offered' });
  }
  return new Set([...newest.values()].filter(({ open }) => open).map(({ key }) => key));
}
