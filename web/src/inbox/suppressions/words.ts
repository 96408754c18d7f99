/** The words for who stands on the list, and why. */
import type { NewSuppression, Suppression, SuppressionReason } from '../../engine';
import * as m from '../../paraglide/messages';

const reasons: Record<SuppressionReason, () => string> = {
  asked: m.suppressions_reason_asked,
  complained: m.suppressions_reason_complained,
  legal: m.suppressions_reason_legal,
  other: m.suppressions_reason_other,
};

export const reasonName = (reason: SuppressionReason): string => reasons[reason]();
export const reasonOptions = (): { value: SuppressionReason; name: string }[] =>
  (Object.keys(reasons) as SuppressionReason[]).map((value) => ({ value, name: reasonName(value) }));

/** Who it is: an identity, or a customer by their name. */
export const whoIs = ({ value, customer, conversation }: Suppression): string =>
  value ?? customer?.display_name ?? conversation ?? '';

/** What puts somebody back on the list. */
export function again({ kind, value, conversation, reason, note }: Suppression): NewSuppression {
  const whom =
    conversation !== undefined ? { conversation } : kind && value !== undefined ? { kind, value } : {};
  return { ...whom, reason, ...(note && { note }) };
}
