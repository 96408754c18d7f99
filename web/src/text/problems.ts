/**
 * Errors in the reader's language, by their stable code. A code this version does not know shows the server's own
 * words, which are English but never empty.
 */
import type { ErrorCode, Problem } from '../engine';
import * as m from '../paraglide/messages';

export interface Explanation {
  /** What happened. */
  readonly title: string;
  /** What to do about it. */
  readonly hint: string;
}

type Words = Partial<Record<ErrorCode, () => Explanation>>;

const words: Words = {
  dispute_refused: () => ({ title: m.error_dispute_refused(), hint: m.error_dispute_refused_hint() }),
  unreachable: () => ({ title: m.error_unreachable(), hint: m.error_unreachable_hint() }),
  sign_in_failed: () => ({ title: m.error_sign_in_failed(), hint: m.error_sign_in_failed_hint() }),
  second_factor_required: () => ({
    title: m.error_second_factor_required(),
    hint: m.second_factor_code_hint(),
  }),
  second_factor_failed: () => ({
    title: m.error_second_factor_failed(),
    hint: m.error_second_factor_failed_hint(),
  }),
  passkey_failed: () => ({ title: m.error_passkey_failed(), hint: m.error_passkey_failed_hint() }),
  sign_on_failed: () => ({ title: m.error_sign_on_failed(), hint: m.error_sign_on_failed_hint() }),
  sign_on_required: () => ({ title: m.error_sign_on_required(), hint: m.error_sign_on_required_hint() }),
  last_sign_in: () => ({ title: m.error_last_sign_in(), hint: m.error_last_sign_in_hint() }),
  unauthenticated: () => ({ title: m.error_unauthenticated(), hint: m.error_unauthenticated_hint() }),
  device_revoked: () => ({ title: m.error_device_revoked(), hint: m.error_unauthenticated_hint() }),
  account_disabled: () => ({ title: m.error_account_disabled(), hint: m.error_account_disabled_hint() }),
  sign_up_closed: () => ({ title: m.closed_title(), hint: m.closed_text() }),
  invite_required: () => ({ title: m.error_invite_required(), hint: m.error_invite_required_hint() }),
  handle_taken: () => ({ title: m.error_handle_taken(), hint: m.error_handle_taken_hint() }),
  handle_invalid: () => ({ title: m.error_handle_invalid(), hint: m.error_handle_invalid_hint() }),
  password_invalid: () => ({ title: m.error_password_invalid(), hint: m.error_password_invalid_hint() }),
  text_invalid: () => ({ title: m.error_text_invalid(), hint: m.error_text_invalid_hint() }),
  body_invalid: () => ({ title: m.error_text_invalid(), hint: m.error_text_invalid_hint() }),
  image_invalid: () => ({ title: m.error_image_invalid(), hint: m.error_image_invalid_hint() }),
  payload_too_large: () => ({ title: m.error_payload_too_large(), hint: m.error_payload_too_large_hint() }),
  recipient_unavailable: () => ({
    title: m.error_recipient_unavailable(),
    hint: m.error_recipient_unavailable_hint(),
  }),
  self_conversation: () => ({ title: m.error_self_conversation(), hint: m.error_self_conversation_hint() }),
  not_found: () => ({ title: m.error_not_found(), hint: m.error_not_found_hint() }),
  too_many_requests: () => ({ title: m.error_too_many_requests(), hint: m.error_too_many_requests_hint() }),
  overloaded: () => ({ title: m.error_overloaded(), hint: m.error_later_hint() }),
  draining: () => ({ title: m.error_overloaded(), hint: m.error_later_hint() }),
  storage_full: () => ({ title: m.error_storage_full(), hint: m.error_storage_full_hint() }),
  storage_unavailable: () => ({ title: m.error_overloaded(), hint: m.error_later_hint() }),
  internal: () => ({ title: m.error_internal(), hint: m.error_internal_hint() }),
};

/** Words for codes that only a part of the app meets, which brings them along when it is loaded. */
export function learn(more: Words): void {
  Object.assign(words, more);
}

export function explain(problem: Problem): Explanation {
  const known = words[problem.code]?.() ?? { title: problem.title, hint: problem.hint };
  if (problem.code === 'too_many_requests' && problem.retry_after) {
    return { title: known.title, hint: m.error_wait_seconds({ count: problem.retry_after }) };
  }
  return known;
}
