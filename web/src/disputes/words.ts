/** What a dispute says, in the reader's language. */
import type { DisputeDeed, DisputeState, Remedy } from '../engine';
import * as m from '../paraglide/messages';
import { isolated } from '../text/characters';
import { locale } from '../text/locale';
import { money } from '../text/money';
import { formatNumber } from '../text/numbers';
import { momentName } from '../text/time';

const states: Record<DisputeState, () => string> = {
  opened: m.dispute_state_opened,
  waiting_for_customer: m.dispute_state_waiting_for_customer,
  waiting_for_brand: m.dispute_state_waiting_for_brand,
  offered: m.dispute_state_offered,
  settled: m.dispute_state_settled,
  decided: m.dispute_state_decided,
  withdrawn: m.dispute_state_withdrawn,
  expired: m.dispute_state_expired,
};

export const stateName = (state: DisputeState): string => states[state]();

export const hasEnded = (state: DisputeState): boolean =>
  state === 'settled' || state === 'decided' || state === 'withdrawn' || state === 'expired';

export function remedyName(remedy: Remedy): string {
  if ('refund' in remedy)
    return m.dispute_refund({ amount: money(remedy.refund.amount, remedy.refund.currency, locale) });
  if ('replacement' in remedy) {
    const items = remedy.replacement.items.map(
      ({ name, quantity }) => `${formatNumber(quantity)} × ${isolated(name, locale)}`,
    );
    return m.dispute_replacement({ items: items.join(', ') });
  }
  const { worth } = remedy.voucher;
  return worth
    ? m.dispute_voucher_worth({ amount: money(worth.amount, worth.currency, locale) })
    : m.dispute_voucher();
}

/** The code of a voucher, where it is known. */
export function codeOf(remedy: Remedy | undefined): string | null {
  return (remedy && 'voucher' in remedy && remedy.voucher.code) || null;
}

/** What the customer was offered, has accepted or was given by a step. */
export function remedyOf(deed: DisputeDeed): Remedy | undefined {
  if (deed.kind === 'offered' || deed.kind === 'accepted') return deed.offer.remedy;
  return deed.kind === 'decided' ? deed.decision.remedy : undefined;
}

/** What a step did, as it was said at a moment. */
export function disputeDeed(deed: DisputeDeed, at: number): string {
  switch (deed.kind) {
    case 'opened':
      return m.dispute_deed_opened();
    case 'stated':
      return m.dispute_deed_stated();
    case 'asked':
      return m.dispute_deed_asked();
    case 'offered':
      return m.dispute_deed_offered({ remedy: remedyName(deed.offer.remedy) });
    case 'taken_back':
      return m.dispute_deed_taken_back();
    case 'accepted':
      return m.dispute_deed_accepted({ remedy: remedyName(deed.offer.remedy) });
    case 'declined':
      return m.dispute_deed_declined();
    case 'lapsed':
      return m.dispute_deed_lapsed();
    case 'decided':
      return deed.decision.ruling === 'for_customer'
        ? m.dispute_deed_for_customer()
        : m.dispute_deed_for_brand();
    case 'withdrawn':
      return m.dispute_deed_withdrawn();
    case 'expired':
      return m.dispute_deed_expired();
    case 'about':
      return m.dispute_deed_about({ number: isolated(deed.order.number, locale) });
    case 'due':
      if (deed.at === undefined) return m.dispute_deed_no_due();
      return m.dispute_deed_due({ when: momentName(deed.at, at, locale) });
    case 'due_soon':
      return m.dispute_deed_due_soon();
    case 'overdue':
      return m.dispute_deed_overdue();
    default:
      return '';
  }
}

/** Until when a step can be answered. */
export function untilOf(deed: DisputeDeed): number | undefined {
  if (deed.kind === 'offered') return deed.offer.until;
  return deed.kind === 'asked' ? deed.until : undefined;
}
