/** The words for by what a customer is known. */
import type { IdentityKind } from '../../engine';
import * as m from '../../paraglide/messages';

const kinds: Record<IdentityKind, () => string> = {
  email: m.customer_kind_email,
  phone: m.customer_kind_phone,
  external_id: m.customer_kind_external_id,
  subrosa: m.customer_kind_subrosa,
};

export const identityName = (kind: IdentityKind): string => kinds[kind]();
