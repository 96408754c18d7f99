/** The words for what can go wrong with a brand only. */
import * as m from '../paraglide/messages';
import { learn } from '../text/problems';

learn({
  forbidden: () => ({ title: m.error_forbidden(), hint: m.error_forbidden_hint() }),
  membership_changed: () => ({ title: m.error_forbidden(), hint: m.error_forbidden_hint() }),
  thread_taken: () => ({ title: m.error_thread_taken(), hint: m.error_thread_taken_hint() }),
  ticket_refused: () => ({ title: m.error_ticket_refused(), hint: m.error_ticket_refused_hint() }),
  article_changed: () => ({ title: m.error_article_changed(), hint: m.error_article_changed_hint() }),
  name_taken: () => ({ title: m.error_name_taken(), hint: m.error_handle_taken_hint() }),
  role_in_use: () => ({ title: m.error_role_in_use(), hint: m.error_role_in_use_hint() }),
  last_owner: () => ({ title: m.error_last_owner(), hint: m.error_last_owner_hint() }),
  already_member: () => ({ title: m.error_already_member(), hint: m.error_already_member_hint() }),
  order_not_found: () => ({ title: m.error_order_not_found(), hint: m.error_order_not_found_hint() }),
  identity_taken: () => ({ title: m.error_identity_taken(), hint: m.error_identity_taken_hint() }),
  flow_invalid: () => ({ title: m.error_flow_invalid(), hint: m.error_flow_invalid_hint() }),
  hours_invalid: () => ({ title: m.error_hours_invalid(), hint: m.error_hours_invalid_hint() }),
  model_off: () => ({ title: m.error_model_off(), hint: m.error_model_off_hint() }),
  model_spent: () => ({ title: m.error_model_spent(), hint: m.error_model_spent_hint() }),
  model_failed: () => ({ title: m.error_model_failed(), hint: m.error_model_failed_hint() }),
  label_invalid: () => ({ title: m.error_label_invalid(), hint: m.error_label_invalid_hint() }),
});
