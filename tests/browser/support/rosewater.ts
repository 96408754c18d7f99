/** A shop for pictures: a brand in the middle of its morning, with a team of two and customers who wait. */
import { inject } from 'vitest';

import { call, Desk, found, hire, type Brand } from './brands';
import { password, signIn, wide, type Person } from './people';
import { post } from './rest';

/** Who wrote what, the newest last. */
const letters: readonly [name: string, ...texts: string[]][] = [
  ['Amélie Laurent', 'Do you ship to Norway?'],
  ['Kofi Mensah', 'The size is wrong. Can I change it?'],
  ['Yuki Tanaka', 'Thank you, it has come!'],
  ['Mateo García', 'Hola, ¿tienen tienda en Madrid?'],
  ['Salma Haddad', 'Is the gift box still there?'],
  ['Lars Holm', 'My invoice has the old address.'],
  ['Olivia Brown', 'The rose oil smells different from last time 🌹', 'Is it another recipe?'],
  ['Priya Nair', 'Where is my parcel? It should have come on Tuesday.'],
];

export interface Rosewater {
  readonly brand: Brand;
  readonly grace: Desk;
  readonly ben: Person;
  /** Whose thread is shown. */
  readonly priya: { token: string };
}

export async function rosewater(): Promise<Rosewater> {
  const grace = await hired('Grace', 'grace.abara');
  const ben = await hired('Ben', 'ben.carter');
  const brand = await found(grace, 'Rosewater', 'rosewater.shop');
  await hire(grace, brand, ben);
  await call(grace, 'POST', '/v1/brand/replies', replies[0], brand);
  await call(grace, 'POST', '/v1/brand/replies', replies[1], brand);
  const threads = new Map<string, string>();
  let priya = { token: '' };
  for (const [name, ...texts] of letters) {
    const customer = await signUp(name);
    for (const text of texts) threads.set(name, await write(customer.token, brand, text));
    priya = customer;
  }
  const change = (names: string[], ticket: object) =>
    call(
      grace,
      'PATCH',
      '/v1/tickets',
      { conversations: names.map((name) => threads.get(name)), change: ticket },
      brand,
    );
  const { id } = await call<{ id: string }>(ben, 'GET', '/v1/me');
  await change(['Kofi Mensah'], { assignee: id, add_labels: ['Returns'] });
  await change(['Yuki Tanaka'], { status: 'resolved' });
  await change(['Lars Holm'], { add_labels: ['Invoice'], priority: 'high' });
  await change(['Priya Nair'], { add_labels: ['Delivery'], priority: 'urgent' });
  return { brand, grace: await Desk.open(grace, brand, '/v/open'), ben, priya };
}

/** One more customer writes to the shop; signed in with the usual password by the name's letters. */
export async function newcomer(brand: Brand, name: string, text: string): Promise<{ handle: string }> {
  const { token } = await signUp(name);
  await write(token, brand, text);
  return { handle: handleOf(name) };
}

const replies = [
  {
    name: 'Where is my order',
    text: 'Hello {{customer}}, this is {{agent}}. I am looking for your parcel right now.',
  },
  { name: 'Change of size', text: 'Of course! Which size do you need, {{customer}}?' },
] as const;

async function hired(name: string, handle: string): Promise<Person> {
  await signUp(name, handle);
  return signIn({ name, handle }, wide);
}

function signUp(name: string, wished?: string): Promise<{ token: string }> {
  return post('/v1/accounts', { handle: wished ?? handleOf(name), password, display_name: name });
}

function handleOf(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^a-z]/gi, '')
    .toLowerCase();
}

async function write(token: string, brand: Brand, text: string): Promise<string> {
  const answer = await fetch(`${inject('origins')[0]}/v1/conversations`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify({ handle: brand.handle }),
  });
  const { conversation } = (await answer.json()) as { conversation: { id: string } };
  const message = { client_id: crypto.randomUUID(), body: { v: 1, text } };
  await post(`/v1/conversations/${conversation.id}/messages`, message, token);
  return conversation.id;
}
