import { expect, it } from 'vitest';

import type { KeptContact, KeptContactPage } from '../../engine';

import { KeptContacts } from './kept-contacts.svelte';

const contact = (number: number): KeptContact => ({
  conversation: `cnv_${String(number).padStart(4, '0')}`,
  account: { id: `acc_${number}`, handle: `h${number}`, display_name: `N ${number}`, bio: '' },
  since: 0,
});

/** Contacts by their numbers; what was asked, and answers that can be held back. */
function server(count: number) {
  let all = Array.from({ length: count }, (_, index) => contact(index + 1));
  const asked: [string | undefined, number][] = [];
  const held: (() => void)[] = [];
  let isHolding = false;
  const contacts = async (_: string, after: string | undefined, limit: number): Promise<KeptContactPage> => {
    asked.push([after, limit]);
    const behind = all.filter(({ conversation }) => after === undefined || conversation > after);
    const page = behind.slice(0, limit);
    const answer = { contacts: page, ...(behind.length > limit && { next: page.at(-1)?.conversation }) };
    if (isHolding) await new Promise<void>((go) => held.push(go));
    return answer as KeptContactPage;
  };
  return {
    contacts,
    asked,
    hold: () => (isHolding = true),
    answer: () => held.shift()?.(),
    without: (number: number) => (all = all.filter(({ account }) => account.handle !== `h${number}`)),
  };
}

const handles = (kept: KeptContacts) => kept.all?.map(({ account }) => account.handle);

it('reads page by page to the end', async () => {
  const made = server(120);
  const kept = new KeptContacts(made, 'seg');
  expect([kept.all, kept.hasMore]).toEqual([null, false]);
  await kept.read();
  expect([kept.all?.length, kept.hasMore]).toEqual([50, true]);
  await kept.more();
  await kept.more();
  expect([kept.all?.length, kept.hasMore]).toEqual([120, false]);
  expect(new Set(handles(kept)).size).toBe(120);
  expect(kept.has(contact(120).conversation)).toBe(true);
});

it('reads as many anew as are there, the most at once', async () => {
  const made = server(300);
  const kept = new KeptContacts(made, 'seg');
  await kept.read();
  for (let page = 0; page < 4; page += 1) await kept.more();
  made.asked.length = 0;
  made.without(3);
  await kept.read();
  expect(made.asked).toEqual([
    [undefined, 200],
    [contact(201).conversation, 50],
  ]);
  expect([kept.all?.length, kept.hasMore, handles(kept)?.includes('h3')]).toEqual([250, true, false]);
});

it('drops who was taken out, and an answer that does not know of it', async () => {
  const made = server(3);
  const kept = new KeptContacts(made, 'seg');
  await kept.read();
  made.hold();
  const late = kept.read();
  kept.drop(contact(2).conversation);
  made.answer();
  await late;
  expect(handles(kept)).toEqual(['h1', 'h3']);
});

it('takes the newest of two answers', async () => {
  const made = server(2);
  const kept = new KeptContacts(made, 'seg');
  made.hold();
  const first = kept.read();
  made.without(1);
  const second = kept.read();
  made.answer();
  await first;
  expect(kept.all, 'it is the answer to an older question').toBeNull();
  made.answer();
  await second;
  expect(handles(kept)).toEqual(['h2']);
});
