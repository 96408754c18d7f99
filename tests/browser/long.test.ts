/** A thread of ten thousand messages: only what is in sight is in the page, wherever one looks. */
import type { Page } from 'playwright-core';
import { expect, inject, it } from 'vitest';

import { join, password, useBrowser } from './support/people';

useBrowser();

const messages = 10_000;
const atOnce = 64;
/** More rows than a screen holds, with some ahead on both sides. */
const mostInPage = 120;

it('is read from its newest to far back, and found in the middle', async () => {
  const ada = await join('Ada');
  const ben = await join('Ben');
  await ada.writeTo(ben);
  await fill(ada.handle, ada.page.url().split('/').at(-1) ?? '');
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

/** Writes as a program would, by REST with a token. */
async function fill(handle: string, conversation: string): Promise<void> {
  const origin = inject('origin');
  const post = async (path: string, body: object, token?: string) => {
    const answer = await fetch(`${origin}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(201);
    return (await answer.json()) as { token: string };
  };
  const { token } = await post('/v1/sessions', { handle, password });
  for (let first = 1; first <= messages; first += atOnce) {
    const count = Math.min(atOnce, messages - first + 1);
    const lines = Array.from({ length: count }, (_, index) => {
      const text = `Line ${first + index}.${' It is longer than the others.'.repeat((first + index) % 5)}`;
      return post(
        `/v1/conversations/${conversation}/messages`,
        { client_id: crypto.randomUUID(), body: { v: 1, text } },
        token,
      );
    });
    await Promise.all(lines);
  }
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
