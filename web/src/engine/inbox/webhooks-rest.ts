/** What the page of webhooks asks of the server. Loaded with it only. */
import type { Rest } from '../rest';
import type { FreshWebhook, SaveWebhook, Webhook, WebhookDelivery } from '../wire';

export class WebhooksRest {
  constructor(private readonly rest: Pick<Rest, 'call'>) {}

  list = async (): Promise<Webhook[]> =>
    (await this.rest.call<{ webhooks: Webhook[] }>('GET', '/v1/brand/webhooks')).webhooks;
  add = (json: SaveWebhook): Promise<FreshWebhook> =>
    this.rest.call('POST', '/v1/brand/webhooks', { json, creates: true });
  change = (id: Webhook['id'], json: SaveWebhook): Promise<Webhook> =>
    this.rest.call('PUT', `/v1/brand/webhooks/${id}`, { json });
  remove = (id: Webhook['id']): Promise<void> => this.rest.call('DELETE', `/v1/brand/webhooks/${id}`);
  test = (id: Webhook['id']): Promise<WebhookDelivery> =>
    this.rest.call('POST', `/v1/brand/webhooks/${id}/test`, {});
  deliveries = async (id: Webhook['id']): Promise<WebhookDelivery[]> =>
    (await this.rest.call<{ deliveries: WebhookDelivery[] }>('GET', `/v1/brand/webhooks/${id}/deliveries`))
      .deliveries;
  resend = (id: Webhook['id'], delivery: WebhookDelivery['id']): Promise<WebhookDelivery> =>
    this.rest.call('POST', `/v1/brand/webhooks/${id}/deliveries/${delivery}/resend`, {});
}
