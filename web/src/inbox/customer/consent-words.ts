/** By whose word a consent stands there. */
import type { Consent } from '../../engine';
import * as m from '../../paraglide/messages';

const sources: Record<Consent['source'], (name: string) => string> = {
  customer: () => m.customer_consent_by_customer(),
  member: (name) => m.customer_consent_by_member({ name }),
  import: () => m.customer_consent_by_import(),
  api: () => m.customer_consent_by_api(),
  flow: () => m.customer_consent_by_flow(),
};

export function sourceName({ source, recorded_by }: Consent): string {
  return sources[source](recorded_by?.display_name ?? '');
}
