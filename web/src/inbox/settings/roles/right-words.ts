/** The words for what a role allows, in the groups in which it is chosen. */
import type { Right } from '../../../engine';
import * as m from '../../../paraglide/messages';

const words: Record<Right, () => string> = {
  answer: m.right_answer,
  write_notes: m.right_write_notes,
  manage_replies: m.right_manage_replies,
  share_views: m.right_share_views,
  decide_disputes: m.right_decide_disputes,
  read_contacts: m.right_read_contacts,
  change_contacts: m.right_change_contacts,
  merge_contacts: m.right_merge_contacts,
  manage_attributes: m.right_manage_attributes,
  manage_topics: m.right_manage_topics,
  save_orders: m.right_save_orders,
  move_customers: m.right_move_customers,
  manage_segments: m.right_manage_segments,
  manage_campaigns: m.right_manage_campaigns,
  approve_campaigns: m.right_approve_campaigns,
  write_knowledge: m.right_write_knowledge,
  publish_knowledge: m.right_publish_knowledge,
  manage_bots: m.right_manage_bots,
  manage_rules: m.right_manage_rules,
  manage_webhooks: m.right_manage_webhooks,
  read_reports: m.right_read_reports,
  read_members_reports: m.right_read_members_reports,
  read_audit: m.right_read_audit,
  change_brand: m.right_change_brand,
  manage_members: m.right_manage_members,
};

export const rightName = (right: Right): string => words[right]();

/** What a role allows, on one line. */
export const rightsText = (rights: readonly Right[]): string =>
  rights.map(rightName).join(', ') || m.roles_nothing_more();

/** As they stand in the form. */
export const GROUPS: readonly { name: () => string; rights: readonly Right[] }[] = [
  {
    name: m.settings_conversations,
    rights: ['answer', 'write_notes', 'manage_replies', 'share_views', 'decide_disputes'],
  },
  {
    name: m.settings_customers,
    rights: [
      'read_contacts',
      'change_contacts',
      'merge_contacts',
      'manage_attributes',
      'manage_topics',
      'save_orders',
      'move_customers',
      'manage_segments',
      'manage_campaigns',
      'approve_campaigns',
    ],
  },
  {
    name: m.settings_automation,
    rights: ['write_knowledge', 'publish_knowledge', 'manage_bots', 'manage_rules', 'manage_webhooks'],
  },
  {
    name: m.settings_brand,
    rights: ['read_reports', 'read_members_reports', 'read_audit', 'change_brand', 'manage_members'],
  },
];
