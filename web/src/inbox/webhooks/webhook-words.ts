/** The words for what an address is told, and for what came of it. */
import type { Webhook, WebhookDelivery, WebhookEvent } from '../../engine';
import * as m from '../../paraglide/messages';

const words: Record<WebhookEvent, () => string> = {
  'message.created': m.webhook_message_created,
  'ticket.changed': m.webhook_ticket_changed,
  'thread.taken': m.webhook_thread_taken,
  'thread.handed_over': m.webhook_thread_handed_over,
};

/** In the order in which they are offered. */
export const EVENTS = Object.keys(words) as readonly WebhookEvent[];

/** What it is told of; nothing is a test. */
export function eventWords(event: WebhookEvent | undefined): string {
  return event === undefined
    ? m.webhook_test_event()
    : ((words as Partial<typeof words>)[event]?.() ?? event);
}

/** Whether the address took it. */
export function isTaken({ status }: WebhookDelivery): boolean {
  return status !== undefined && status >= 200 && status < 300;
}

/** What came of a try. */
export function outcomeWords(delivery: WebhookDelivery): string {
  if (delivery.status === undefined) return m.webhook_no_answer();
  return isTaken(delivery)
    ? m.webhook_taken({ status: String(delivery.status) })
    : m.webhook_refused({ status: String(delivery.status) });
}

/** How an address stands. */
export function standing({ on, failing_since, gave_up_at }: Webhook): 'good' | 'failing' | 'gave-up' | 'off' {
  if (!on) return gave_up_at === undefined ? 'off' : 'gave-up';
  return failing_since === undefined ? 'good' : 'failing';
}
