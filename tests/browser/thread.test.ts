/** Longer threads: where they open, what is new, how far back they go, and messages that do not get through. */
import { expect, inject, it } from 'vitest';

import { join, password, type Person, useBrowser } from './support/people';
import { subrosa } from './support/server';

useBrowser();

it('opens where the new messages begin, and leads to the newest', async () => {
  const ada = await join('Ada');
  const ben = await join('Ben');
  await ada.writeTo(ben);
  await sayAll(ada, 1, 5);
  await ben.open(ada);
  await ada.delivery('Number 5.', 'read').waitFor();
  await ben.page.keyboard.press('Escape');
  await sayAll(ada, 6, 45);
  await ben.row(ada).getByText('40 unread messages').waitFor({ state: 'attached' });

  await ben.open(ada);
  await ben.page.getByText('New messages', { exact: true }).waitFor();
  await ben.message('Number 6.').waitFor();
  expect(await ben.page.getByText('New messages', { exact: true }).isVisible()).toBe(true);
  const jump = ben.page.getByRole('button', { name: /new messages: go to the newest/ });
  await jump.click();
  await ben.message('Number 45.').waitFor();
  await ada.delivery('Number 45.', 'read').waitFor();
  await jump.waitFor({ state: 'detached' });
});

it('keeps its place: while older messages come in above, and when one comes back', async () => {
  const ada = await join('Ada');
  const ben = await join('Ben');
  const cleo = await join('Cleo');
  await ada.writeTo(ben);
  await sayAll(ada, 1, 110);
  await ada.writeTo(cleo);
  // A fresh page holds the newest messages only.
  await ada.page.reload();
  await ada.open(ben);
  await ada.message('Number 110.').waitFor();

  await ada.page.mouse.move(900, 400);
  await expect
    .poll(
      async () => {
        const before = await middle(ada);
        await ada.page.mouse.wheel(0, -400);
        await expect
          .poll(() => middle(ada), { interval: 20 })
          .not.toBe(before)
          .catch(() => undefined);
        return ada.message('Number 1.').first().isVisible();
      },
      { timeout: 30_000, interval: 50 },
    )
    .toBe(true);
  await ada.page.getByText('This is the beginning of your conversation.').waitFor();

  await ada.page.mouse.wheel(0, 1500);
  await ada.message('Number 1.').first().waitFor({ state: 'detached' });
  const place = await settledMiddle(ada);
  await ada.open(cleo);
  await ada.open(ben);
  await expect.poll(() => middle(ada)).toBe(place);
});

it('a message that is refused says why, and can be discarded', async () => {
  const ada = await join('Ada');
  const ben = await join('Ben');
  await ada.writeTo(ben);
  await ada.say('invoice\u202efdp.exe');
  const refused = ada.page.locator('article').filter({ has: ada.page.locator('[data-delivery=failed]') });
  await refused.getByText('The text can’t be used.').waitFor();
  await refused.getByRole('button', { name: 'Send again' }).click();
  await refused.getByText('The text can’t be used.').waitFor();
  await ada.say('And one that goes through');
  await ada.delivery('And one that goes through', 'delivered').waitFor();
  await refused.getByRole('button', { name: 'Discard' }).click();
  await refused.waitFor({ state: 'detached' });
  await ben.open(ada);
  await expect.poll(() => ben.texts()).toEqual(['And one that goes through']);
});

it('a text near its limit is counted, one over it waits', async () => {
  const ada = await join('Ada');
  const ben = await join('Ben');
  await ada.writeTo(ben);
  await ada.composer.fill('a'.repeat(9_990));
  await ada.page.getByText('10 characters left').waitFor();
  await ada.composer.fill('🌹'.repeat(10_001));
  await ada.page.getByText('1 character too many').waitFor();
  await expect.poll(() => ada.page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
  await ada.composer.fill('🌹'.repeat(10_000));
  await ada.page.getByText('0 characters left').waitFor();
  await ada.page.getByRole('button', { name: 'Send' }).click();
  await ben.row(ada).waitFor();
});

it('who was disabled can be read but not written to', async () => {
  const ada = await join('Ada');
  const ben = await join('Ben');
  await ada.writeTo(ben);
  await ada.say('Still there?');
  subrosa('account', 'disable', ben.handle, '--data', inject('data'));
  await ben.page.getByText('This device was signed out.').waitFor();
  await ben.page.locator('[name=handle]').fill(ben.handle);
  await ben.page.locator('[name=password]').fill(password);
  await ben.page.locator('[name=password]').press('Enter');
  await ben.page.getByText('This account is disabled.').waitFor();
  await ada.page.getByText('Ben can no longer be written to.').waitFor();
  await expect.poll(() => ada.composer.count()).toBe(0);
  await ada.message('Still there?').waitFor();
});

async function sayAll(person: Person, from: number, to: number): Promise<void> {
  for (let number = from; number <= to; number += 1) await person.say(`Number ${number}.`);
  await person.delivery(`Number ${to}.`, 'delivered').waitFor();
}

/** The `seq` of the first message below the middle of the thread. */
function middle({ page }: Person): Promise<string | null> {
  return page.evaluate(() => {
    const frame = document
      .querySelector('[role=group][aria-label^="Messages with"]')
      ?.getBoundingClientRect();
    const below = Array.from(document.querySelectorAll('article[data-seq]'), (row) => ({
      seq: row.getAttribute('data-seq'),
      top: row.getBoundingClientRect().top,
    })).filter(({ top }) => frame !== undefined && top > frame.top + frame.height / 2);
    return below.sort((one, other) => one.top - other.top)[0]?.seq ?? null;
  });
}

/** The same, once scrolling has come to rest. */
async function settledMiddle(person: Person): Promise<string | null> {
  let last = await middle(person);
  await expect
    .poll(
      async () => {
        const now = await middle(person);
        const rests = now === last;
        last = now;
        return rests;
      },
      { interval: 200 },
    )
    .toBe(true);
  return last;
}
