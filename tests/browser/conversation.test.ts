/** Two people, two browsers: what one does, the other sees. */
import { expect, it } from 'vitest';

import { join, phone, signIn, useBrowser } from './support/people';

useBrowser();

it('two people write, and see typing, receipts and presence', async () => {
  const ada = await join('Ada');
  const ben = await join('Ben');
  await ada.writeTo(ben);

  await ada.say('Are you there?');
  // Ben is connected but has not looked.
  await ada.delivery('Are you there?', 'delivered').waitFor();
  await ben.row(ada).getByText('1 unread message').waitFor({ state: 'attached' });
  await expect.poll(() => ben.page.title()).toBe('(1) Subrosa');

  await ben.open(ada);
  await ben.message('Are you there?').waitFor();
  await ada.delivery('Are you there?', 'read').waitFor();
  await expect.poll(() => ben.page.title()).toBe('Subrosa');

  await ben.page.getByRole('heading', { level: 2, name: 'Ada' }).waitFor();
  await ben.page.getByText('Active now').first().waitFor();
  await ben.composer.pressSequentially('Yes, I am');
  await ada.page.locator('header').getByText('typing…').waitFor();
  await ben.composer.press('Enter');
  await ada.message('Yes, I am').waitFor();
  await ada.page.locator('header').getByText('typing…').waitFor({ state: 'detached' });
  await ben.delivery('Yes, I am', 'read').waitFor();

  await ben.page.close();
  await ada.page
    .getByText(/^Last seen/)
    .first()
    .waitFor();
  await expect.poll(() => ada.texts()).toEqual(['Are you there?', 'Yes, I am']);
});

it('a screen reader is told of messages that come while it is elsewhere', async () => {
  const ada = await join('Ada');
  const ben = await join('Ben');
  await ada.writeTo(ben);
  await ada.say('Listen');
  await ben.page
    .locator('[role=status][aria-live=polite]', { hasText: 'Ada: Listen' })
    .waitFor({ state: 'attached' });
});

it('links are safe, emoji are large, tricks stay text', async () => {
  const ada = await join('Ada');
  const ben = await join('Ben');
  await ada.writeTo(ben);
  await ada.say('See https://example.org/a_(b), or javascript:alert(1) <img src=x onerror=alert(1)>');
  await ada.say('🌹');
  await ben.open(ada);
  const links = ben.page.locator('article a');
  await links.waitFor();
  expect(await links.count()).toBe(1);
  expect(await links.getAttribute('href')).toBe('https://example.org/a_(b)');
  expect(await links.getAttribute('rel')).toContain('noopener');
  expect(await ben.page.locator('article img[src=x]').count()).toBe(0);
  await ben.page.locator('article .large', { hasText: '🌹' }).waitFor();
});

it('a draft stays with its conversation, and comes to the other devices', async () => {
  const ada = await join('Ada');
  const ben = await join('Ben');
  await ada.writeTo(ben);
  await ada.composer.fill('Not finished');
  await ada.page.keyboard.press('Escape');
  await ada.row(ben).getByText('Draft:').waitFor();
  await ada.open(ben);
  await expect.poll(() => ada.composer.inputValue()).toBe('Not finished');

  const phoneOfAda = await signIn(ada, phone);
  await phoneOfAda.row(ben).getByText('Draft:').waitFor();
  await phoneOfAda.open(ben);
  await expect.poll(() => phoneOfAda.composer.inputValue()).toBe('Not finished');
  await phoneOfAda.composer.fill('Finished');
  await phoneOfAda.page.getByRole('button', { name: 'Send' }).click();
  await ada.message('Finished').waitFor();
  await expect.poll(() => ada.composer.inputValue()).toBe('');
});
