/** Replies that are sent later: kept from the composer, seen by the team, changed, sent, taken back, and held. */
import { expect, it } from 'vitest';

import { expectNoViolation } from './support/axe';
import { call, type Desk, shop, write } from './support/brands';
import { phone, signIn, useBrowser } from './support/people';

useBrowser();

const waiting = (desk: Desk) => desk.page.locator('[data-waiting]');

it('a reply waits for its moment, for the whole team to see, and is changed, sent or taken back', async () => {
  const { brand, grace, ben, ada } = await shop();
  await write(ada, brand, 'Where is my parcel?');
  await ben.pick('Ada');
  const later = async (text: string) => {
    await ben.page.locator('#composer-reply').click();
    await ben.composer.fill(text);
    await ben.page.getByRole('button', { name: 'Send and…' }).click();
    await ben.page.getByRole('menuitem', { name: 'Send later…' }).click();
    await ben.page.getByRole('radio', { name: 'Tomorrow at 9:00' }).check();
    await ben.page.getByRole('button', { name: 'Schedule' }).click();
  };
  await later('Good morning, Ada');
  await waiting(ben).getByText('Good morning, Ada').waitFor();
  expect(await ben.composer.inputValue()).toBe('');
  await ben.page.getByText('scheduled a reply', { exact: false }).first().waitFor();
  await ben.page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => waiting(ben).count()).toBe(0);
  expect(await ben.composer.inputValue()).toBe('Good morning, Ada');
  await later('Good morning, Ada');
  await later('And another thing');
  await expect.poll(() => waiting(ben).count()).toBe(2);

  // A colleague sees both without asking, and writes one anew.
  await grace.turnTo('open');
  await grace.pick('Ada');
  await expect.poll(() => waiting(grace).count()).toBe(2);
  await grace.page.locator('[data-reply=waits]').waitFor();
  const first = waiting(grace).filter({ hasText: 'Good morning' });
  await first.getByRole('button', { name: 'Change this reply' }).click();
  await grace.page.locator('[name=later-text]').fill('Good morning from Grace');
  await grace.page.getByRole('button', { name: 'Schedule' }).click();
  await waiting(ben).getByText('Good morning from Grace').waitFor();

  await waiting(ben).filter({ hasText: 'another' }).getByRole('button', { name: 'Do not send' }).click();
  await expect.poll(() => waiting(grace).count()).toBe(1);
  await waiting(grace).getByRole('button', { name: 'Send now' }).click();
  await ada.row(brand).click();
  await ada.message('Good morning from Grace').waitFor();
  expect(await ada.message('another thing').count()).toBe(0);
  await expect.poll(() => waiting(ben).count()).toBe(0);
  await expect.poll(() => grace.page.locator('[data-reply]').count()).toBe(0);
});

it('is sent when its moment has come, and held where the customer wrote before, on a phone, too', async () => {
  const { brand, ben, ada } = await shop();
  const id = await write(ada, brand, 'Hello?');
  await ben.pick('Ada');
  const keep = (text: string, if_customer_writes: string) => {
    const reply = { client_id: crypto.randomUUID(), body: { v: 1, text }, if_customer_writes };
    const at = { moment: Date.now() + 1_500 };
    return call(ben.person, 'POST', `/v1/conversations/${id}/scheduled`, { ...reply, at }, brand);
  };
  await keep('Hold this', 'hold');
  await keep('Send this', 'send');
  await write(ada, brand, 'Never mind');
  await ada.row(brand).click();
  await ada.message('Send this').waitFor({ timeout: 20_000 });
  const held = waiting(ben).filter({ hasText: 'Not sent: the customer has written since' });
  await held.getByText('Hold this').waitFor();
  await ben.turnTo('mine');
  await ben.page.locator('[data-reply=held]').waitFor();
  expect(await ada.message('Hold this').count()).toBe(0);

  const { page } = await signIn(ben.person, { ...phone, colorScheme: 'dark' });
  await page.goto(`/inbox/${brand.handle}/c/${id}`);
  await page.locator('[data-waiting]').waitFor();
  await expectNoViolation(page, 'what is held');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await page.getByRole('button', { name: 'Change this reply' }).click();
  await page.getByRole('radio', { name: 'In an hour' }).waitFor();
  await expectNoViolation(page, 'the dialog');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Send now' }).click();
  await ada.message('Hold this').waitFor();
});
