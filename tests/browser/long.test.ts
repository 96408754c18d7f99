/** Ten thousand messages, and more people than a page of the list: only what is in sight is in the page. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';

import { join, password, signIn, useBrowser } from './support/people';
import { inGroups, post } from './support/rest';

useBrowser();

const messages = 10_000;
/** More rows than a screen holds, with some ahead on both sides. */
const mostInPage = 120;

it('is read from its newest to far back, and found in the middle', async () => {
  const ada = await join('Ada');
  const ben = await join('Ben');
  await ada.writeTo(ben);
  await fill(ada.handle, ada.page.url().split('/').at(-1) ?? '');
  // Whoever looks on stays at the newest, however fast they come.
  await ada.message(`Line ${messages}.`).waitFor();

  await ben.open(ada);
  await ben.message('Line 1.').waitFor();
  expect(await inPage(ben.page)).toBeLessThan(mostInPage);
  await ben.page.getByRole('button', { name: /go to the newest/ }).click();
  await ben.message(`Line ${messages}.`).waitFor();
  await ada.delivery(`Line ${messages}.`, 'read').waitFor();

  // Upwards through some thousand: no gap, no double, and never more in the page than is in sight.
  await ben.page.mouse.move(900, 400);
  let seen = await span(ben.page);
  while (seen.first > messages - 2_000) {
    await ben.page.mouse.wheel(0, -2_500);
    await expect.poll(async () => (await span(ben.page)).first, { interval: 20 }).toBeLessThan(seen.first);
    seen = await span(ben.page);
    expect(seen.gaps).toBe(0);
    expect(await inPage(ben.page)).toBeLessThan(mostInPage);
  }
  await ben.page.getByRole('button', { name: /newest/ }).click();
  await ben.message(`Line ${messages}.`).waitFor();
});

it('does not hold whoever scrolls away while many come', async () => {
  const ada = await join('Ada');
  const ben = await join('Ben');
  await ada.writeTo(ben);
  const all = fill(ada.handle, ada.page.url().split('/').at(-1) ?? '', 3_000);
  await expect
    .poll(async () => (await span(ada.page)).first)
    .toSatisfy((first: number) => first > 100 && Number.isFinite(first));
  await ada.page.mouse.move(900, 400);
  await ada.page.mouse.wheel(0, -1_500);
  await ada.page.getByRole('button', { name: /newest/ }).waitFor();
  const { first } = await span(ada.page);
  await all;
  // The newest is always in the page, for the keyboard.
  await ada.page.locator('article[data-seq="3000"]').waitFor({ state: 'attached' });
  expect((await span(ada.page)).first).toBeLessThan(first + 20);
});

it('a list of more conversations than one page holds', async () => {
  const people = 105;
  const ada = await join('Ada');
  const { token } = await post<{ token: string }>('/v1/sessions', {
    handle: ada.handle,
    password,
  });
  await inGroups(people, 4, async (number) => {
    const handle = `${ada.handle}n${number}`;
    await post('/v1/accounts', {
      handle,
      password,
      display_name: `Friend ${number}.`,
    });
    const { conversation } = await post<{ conversation: { id: string } }>(
      '/v1/conversations',
      { handle },
      token,
    );
    const message = {
      client_id: crypto.randomUUID(),
      body: { v: 1, text: `Hello ${number}.` },
    };
    await post(`/v1/conversations/${conversation.id}/messages`, message, token);
  });
  // A fresh device begins with the first page.
  const { page } = await signIn(ada);
  const rows = page.locator('#conversations a');
  await rows.first().waitFor();
  expect(await rows.count()).toBeLessThan(40);
  await rows.first().focus();
  const focused = page.locator('#conversations a:focus');
  await expect
    .poll(async () => {
      await page.keyboard.press('End');
      return focused.textContent();
    })
    // The first four were written at once, in any order.
    .toMatch(/Hello [1-4]\./);
  expect(await rows.count()).toBeLessThan(40);
  await page.keyboard.press('Home');
  await focused.filter({ hasText: `Hello ${people}.` }).waitFor();
});

/** Writes as a program would, by REST with a token. */
async function fill(handle: string, conversation: string, count = messages): Promise<void> {
  const { token } = await post<{ token: string }>('/v1/sessions', {
    handle,
    password,
  });
  const send = (number: number): Promise<unknown> => {
    const text = `Line ${number}.${' It is longer than the others.'.repeat(number % 5)}`;
    const message = { client_id: crypto.randomUUID(), body: { v: 1, text } };
    return post(`/v1/conversations/${conversation}/messages`, message, token);
  };
  // What is sent at once has no order, and it is the first and the last that are looked for.
  await send(1);
  await inGroups(count - 2, 64, (number) => send(number + 1));
  await send(count);
}

function inPage(page: Page): Promise<number> {
  return page.locator('article').count();
}

/** The messages in sight, by `seq`: the first, and how many are missing between neighbours. */
function span(page: Page): Promise<{ first: number; gaps: number }> {
  return page.evaluate(() => {
    const frame = document
      .querySelector('[role=group][aria-label^="Messages with"]')
      ?.getBoundingClientRect();
    const seqs = Array.from(document.querySelectorAll<HTMLElement>('article[data-seq]'))
      .filter((one) => {
        const { top, bottom } = one.getBoundingClientRect();
        return frame !== undefined && bottom > frame.top && top < frame.bottom;
      })
      .map((one) => Number(one.dataset['seq']))
      .sort((one, other) => one - other);
    const gaps = seqs.filter((seq, index) => index > 0 && seq !== (seqs[index - 1] ?? 0) + 1).length;
    return { first: seqs[0] ?? Number.POSITIVE_INFINITY, gaps };
  });
}
