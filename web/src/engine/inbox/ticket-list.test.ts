import { describe, expect, it } from 'vitest';

import { unreachable } from '../api-error';
import type { ConversationView } from '../types';
import type { TicketPage, TicketsRequest } from '../wire';

import { type Order, type Queue, requestFor } from './queues';
import { TicketList, type TicketSource } from './ticket-list.svelte';

/** A server with numbered tickets, one a millisecond, and a client that holds what it was told of them. */
class Source implements TicketSource {
  readonly member = 'me';
  conversations: ConversationView[] = [];
  complete = false;
  connected = true;
  asked: TicketsRequest[] = [];
  broken = false;
  readonly moment = 0;
  isBot = () => false;
  viewOf = () => undefined;

  constructor(readonly count: number) {}

  async read(request: TicketsRequest): Promise<TicketPage> {
    this.asked.push(request);
    await Promise.resolve();
    if (this.broken) throw unreachable();
    const { after, limit = 30, order } = request;
    const all = Array.from({ length: this.count }, (_, index) => index + 1);
    if (order === 'newest') all.reverse();
    const begin = after === undefined ? 0 : all.indexOf(Number(after)) + 1;
    const page = all.slice(begin, begin + limit);
    for (const number of page) this.hold(number);
    const isLast = begin + limit >= this.count;
    const tickets = page.map((number) => ({ conversation: view(number) }));
    return { tickets, ...(isLast ? {} : { next: String(page.at(-1)) }) } as unknown as TicketPage;
  }

  /** As an entry, or a page, brings it. */
  hold(number: number, status = 'open'): void {
    const others = this.conversations.filter(({ id }) => id !== `c${number}`);
    this.conversations = [...others, view(number, status)];
  }
}

function view(number: number, status = 'open'): ConversationView {
  const ticket = { id: `tkt_${String(number).padStart(6, '0')}`, status };
  return { id: `c${number}`, activity: number, thread: { ticket } } as unknown as ConversationView;
}

const numbers = (list: TicketList) => list.rows.map(({ activity }) => activity);
const open: Queue = { name: 'open' };
const listOf = (source: Source, order: Order = 'newest') => new TicketList(open, order, source);

describe('a view of the inbox', () => {
  it('reads page after page, each once, down to the last of 5,000', async () => {
    const source = new Source(5_000);
    const list = listOf(source);
    while (list.hasMore) await list.loadMore();
    expect(numbers(list)).toEqual(Array.from({ length: 5_000 }, (_, index) => 5_000 - index));
    expect(new Set(source.asked.map(({ after }) => after)).size).toBe(source.asked.length);
    expect(source.asked.length).toBe(100);
  });

  it('shows nothing behind the edge of what was read: there are holes', async () => {
    const source = new Source(200);
    source.hold(3);
    source.hold(190);
    const list = listOf(source);
    expect(numbers(list), 'before the first page, what is held').toEqual([190, 3]);
    await list.loadMore();
    expect(numbers(list)).toEqual(Array.from({ length: 50 }, (_, index) => 200 - index));
    while (list.hasMore) await list.loadMore();
    expect(numbers(list).length).toBe(200);
  });

  it('takes tickets in and out as entries bring them', async () => {
    const source = new Source(100);
    const list = listOf(source);
    await list.loadMore();
    source.hold(90, 'resolved');
    source.hold(201);
    const fresh = listOf(source);
    await fresh.loadMore();
    expect(numbers(fresh)[0]).toBe(201);
  });

  it('begins at the other end in the other order', async () => {
    const source = new Source(120);
    const list = listOf(source, 'oldest');
    await list.loadMore();
    expect(numbers(list)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    expect(source.asked[0]).toEqual({ ...requestFor(open, 'oldest'), after: undefined, limit: 50 });
  });

  it('asks for nothing when everything is held, or without a connection', async () => {
    const source = new Source(10);
    source.complete = true;
    source.hold(1);
    const list = listOf(source);
    await list.loadMore();
    expect([numbers(list), list.unknown, source.asked]).toEqual([[1], false, []]);
    source.complete = false;
    source.connected = false;
    await list.loadMore();
    expect(source.asked).toEqual([]);
  });

  it('says what went wrong, and tries again when asked', async () => {
    const source = new Source(10);
    source.broken = true;
    const list = listOf(source);
    await list.loadMore();
    expect([list.problem?.code, list.unknown]).toEqual(['unreachable', true]);
    source.broken = false;
    await list.loadMore();
    expect([list.problem, numbers(list).length]).toEqual([null, 10]);
  });

  it('begins anew when the world was replaced, whatever was under way', async () => {
    const source = new Source(200);
    const list = listOf(source);
    const loading = list.loadMore();
    list.forget();
    await loading;
    expect(list.untouched).toBe(true);
  });
});
