/** What is to be offered, in the making: fields as people fill them in, and the wire's shape once all is there. */
import type { Dispute, Order, Remedy } from '../../engine';
import { amountOf } from '../../text/money';

export type RemedyKind = 'none' | 'refund' | 'replacement' | 'voucher';

/** What an order has left to give back. */
export interface Left {
  readonly amount: number;
  readonly currency: string;
}

/** What the order of a dispute has left, or else the currency in which the customer buys. */
export function leftOf({ order }: Dispute, orders: readonly Order[]): Left | null {
  const known = orders.find(({ id }) => id === order?.id);
  if (known) return { amount: known.total - known.refunded, currency: known.currency };
  return null;
}

export class RemedyDraft {
  kind = $state<RemedyKind>('refund');
  amount = $state('');
  items = $state('');
  code = $state('');
  /** Of a voucher, where no order says it. */
  currency = $state('EUR');

  constructor(kind: RemedyKind) {
    this.kind = kind;
  }

  /** Whether it says something that can be offered, or that nothing is. */
  isReady(currency: string | undefined): boolean {
    return this.kind === 'none' || this.remedy(currency) !== null;
  }

  /** Null while something is still to be said. */
  remedy(known: string | undefined): Remedy | null {
    const currency = known ?? this.currency.trim().toUpperCase();
    const amount = amountOf(this.amount, currency);
    switch (this.kind) {
      case 'refund':
        return amount === null ? null : { refund: { amount, currency } };
      case 'replacement': {
        const items = this.items.split('\n').flatMap((line) => {
          const found = /^\s*(?:(\d{1,6})\s*[x×]\s+)?(\S.*?)\s*$/.exec(line);
          return found?.[2] ? [{ quantity: Number(found[1] ?? 1), name: found[2] }] : [];
        });
        return items.length > 0 ? { replacement: { items } } : null;
      }
      case 'voucher': {
        const code = this.code.trim();
        if (this.amount.trim() && amount === null) return null;
        if (amount === null && !code) return null;
        return {
          voucher: { ...(amount === null ? {} : { worth: { amount, currency } }), ...(code ? { code } : {}) },
        };
      }
      default:
        return null;
    }
  }
}
