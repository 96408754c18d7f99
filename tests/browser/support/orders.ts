/** What a shop tells of its customers, for tests and pictures. */
import { call, type Brand } from './brands';
import type { Person } from './people';

const day = 86_400_000;

/** Some orders of someone with this e-mail address, the last placed two days ago. */
export function ordersOf(email: string): object[] {
  const now = Date.now();
  const order = (number: number, days: number, more: object) => ({
    reference: `shop-${email}-${number}`,
    number: `RW-${number}`,
    placed_at: now - days * day,
    updated_at: now - days * day,
    status: 'completed',
    payment: 'paid',
    currency: 'EUR',
    customer: { email, phone: '+49 170 1234567', postcode: '10999' },
    ...more,
  });
  return [
    order(10482, 2, {
      status: 'open',
      total: 7290,
      items: [
        { sku: 'CB-04', name: 'Blue bowl', quantity: 1, price: 3400 },
        { sku: 'CP-11', name: 'Large plate, speckled', quantity: 1, price: 3400 },
      ],
      shipments: [{ state: 'shipped', carrier: 'DHL', tracking: '00340434161094042557' }],
    }),
    order(10310, 96, {
      total: 8390,
      payment: 'partially_refunded',
      items: [{ sku: 'CT-01', name: 'Teapot, 1.2 l', quantity: 1, price: 7900 }],
      shipments: [{ state: 'delivered', carrier: 'DHL' }],
      refunds: [{ at: now - 80 * day, amount: 2000 }],
    }),
  ];
}

/** A brand that wants to know something, and the orders of one customer. */
export async function shopKnows(owner: Person, brand: Brand, email: string): Promise<void> {
  const attributes = [
    ['tier', 'Tier', 'text'],
    ['visits', 'Workshops visited', 'number'],
    ['newsletter', 'Newsletter', 'yes_no'],
    ['birthday', 'Birthday', 'date'],
  ];
  for (const [name, label, kind] of attributes)
    await call(owner, 'PUT', `/v1/brand/attributes/${name}`, { label, kind }, brand);
  await call(owner, 'PUT', '/v1/brand/orders', { orders: ordersOf(email) }, brand);
}
