/** Several tabs of one browser show the same, at once. */
import { expect, it } from 'vitest';

import { join, newTab, Person, useBrowser } from './support/people';

useBrowser();

it('tabs stay in step: messages, reading, drafts, signing out', async () => {
  const ada = await join('Ada');
  const ben = await join('Ben');
  await ada.writeTo(ben);
  const second = new Person(await newTab(ada.page), ada.name, ada.handle);
  await second.page.goto(ada.page.url());
  await second.composer.waitFor();

  await ada.say('From the first tab');
  await second.message('From the first tab').waitFor();
  await second.say('From the second tab');
  await ada.message('From the second tab').waitFor();
  await ben.row(ada).getByText('2 unread messages').waitFor({ state: 'attached' });
  await ben.open(ada);
  await ben.say('Read by both');
  await ada.message('Read by both').waitFor();
  const expected = ['From the first tab', 'From the second tab', 'Read by both'];
  await expect.poll(() => second.texts()).toEqual(expected);
  await expect.poll(() => ada.texts()).toEqual(expected);
  await ada.delivery('From the second tab', 'read').waitFor();
  await second.delivery('From the second tab', 'read').waitFor();

  await ada.page.goto('/settings');
  await ada.page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await ada.page.getByRole('heading', { name: 'Welcome back' }).waitFor();
  await second.page.getByRole('heading', { name: 'Welcome back' }).waitFor();
});
