/** What comes before a campaign: customers who may get one, and a brand that lets nobody wait for it. */
import { call, type Brand, write } from './brands';
import type { Person } from './people';

/** A customer who wrote and was helped; the conversation. */
export async function helped(owner: Person, brand: Brand, customer: Person): Promise<string> {
  const id = await write(customer, brand, 'Hello');
  await call(owner, 'PATCH', `/v1/conversations/${id}/ticket`, { status: 'resolved' }, brand);
  return id;
}

/** The customer of a conversation agrees to a topic. */
export async function agree(owner: Person, brand: Brand, conversation: string, topic: string): Promise<void> {
  const consent = { topic, state: 'granted', source: 'member', text: 'Yes, please.' };
  await call(owner, 'POST', `/v1/conversations/${conversation}/consents`, consent, brand);
}

/** No quiet hours, no time between a word and a promotion, and more of these than a test sends. */
export async function sendAnyTime(owner: Person, brand: Brand): Promise<void> {
  const usual = await call<object>(owner, 'GET', '/v1/brand/campaigns/settings', undefined, brand);
  const welcome = { quiet_from: '09:00', quiet_until: '09:00', gap_hours: 0, cap: 9 };
  await call(owner, 'PUT', '/v1/brand/campaigns/settings', { ...usual, ...welcome }, brand);
}

/** Customers who agreed to offers, and whom nothing keeps campaigns from; their conversations. */
export async function agreed(owner: Person, brand: Brand, some: readonly Person[]): Promise<string[]> {
  await call(owner, 'PUT', '/v1/brand/topics/offers', { label: 'Offers', description: '' }, brand);
  const conversations: string[] = [];
  for (const who of some) {
    const id = await helped(owner, brand, who);
    await agree(owner, brand, id, 'offers');
    conversations.push(id);
  }
  await sendAnyTime(owner, brand);
  return conversations;
}
