/** What an entry of the audit log tells, in words. */
import type { AuditDeed, AuditEntry } from '../../engine';
import * as m from '../../paraglide/messages';

const words: Record<AuditDeed, () => string> = {
  conversation_opened: m.audit_conversation_opened,
  contact_read: m.audit_contact_read,
  contact_changed: m.audit_contact_changed,
  order_verified: m.audit_order_verified,
  searched: m.audit_searched,
  report_exported: m.audit_report_exported,
  orders_saved: m.audit_orders_saved,
  file_imported: m.audit_file_imported,
  file_exported: m.audit_file_exported,
  shop_saved: m.audit_shop_saved,
  shop_removed: m.audit_shop_removed,
  brand_changed: m.audit_brand_changed,
  hours_changed: m.audit_hours_changed,
  survey_changed: m.audit_survey_changed,
  levels_changed: m.audit_levels_changed,
  member_invited: m.audit_member_invited,
  member_removed: m.audit_member_removed,
  member_left: m.audit_member_left,
  role_changed: m.audit_role_changed,
  attribute_saved: m.audit_attribute_saved,
  attribute_removed: m.audit_attribute_removed,
  topic_saved: m.audit_topic_saved,
  consent_recorded: m.audit_consent_recorded,
  events_saved: m.audit_events_saved,
  contacts_merged: m.audit_contacts_merged,
  contacts_unmerged: m.audit_contacts_unmerged,
  reply_saved: m.audit_reply_saved,
  reply_removed: m.audit_reply_removed,
  bot_made: m.audit_bot_made,
  bot_published: m.audit_bot_published,
  bot_switched: m.audit_bot_switched,
  bot_removed: m.audit_bot_removed,
  bot_changed: m.audit_bot_changed,
  bot_token_made: m.audit_bot_token_made,
  bot_token_revoked: m.audit_bot_token_revoked,
  article_published: m.audit_article_published,
  article_withdrawn: m.audit_article_withdrawn,
  article_removed: m.audit_article_removed,
  rule_saved: m.audit_rule_saved,
  rule_removed: m.audit_rule_removed,
  view_shared: m.audit_view_shared,
  view_removed: m.audit_view_removed,
};

/** What a newer server writes is not known here, and shown by its name. */
export function auditWords({ deed }: AuditEntry): string {
  return (words as Partial<typeof words>)[deed]?.() ?? deed;
}
