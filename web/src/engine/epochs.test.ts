import { expect, it } from 'vitest';

import { Epochs } from './epochs';
import type { BrandThread, Ticket } from './wire';

const thread = (epoch: number, ticket: Partial<Ticket> | null): BrandThread =>
  ({ epoch, journal: 0, ...(ticket && { ticket }) }) as BrandThread;

function scene(held: BrandThread) {
  const state = { held };
  return { state, epochs: new Epochs(() => state.held, 'me') };
}

it.each<[string, BrandThread, boolean]>([
  ['nobody’s', thread(4, { status: 'open' }), true],
  ['a colleague’s', thread(4, { status: 'pending', assignee: 'ada' }), true],
  ['one’s own', thread(4, { status: 'open', assignee: 'me' }), false],
  ['resolved', thread(4, { status: 'resolved', assignee: 'ada' }), false],
  ['not there yet', thread(4, null), true],
  ['another by now', thread(5, { status: 'open' }), false],
])('a reply takes a ticket that is %s', (_, held, takes) => {
  expect(scene(held).epochs.takes('c', 4)).toBe(takes);
});

it('what was written before one’s own taking was known is not late', () => {
  const { epochs } = scene(thread(4, { status: 'open' }));
  expect(epochs.now('c', 4)).toBe(4);
  epochs.took('c', 4);
  expect([epochs.now('c', 4), epochs.now('c', 5), epochs.now('c', 3)]).toEqual([5, 5, 3]);
  expect(epochs.now('other', 4), 'in this conversation only').toBe(4);
});
