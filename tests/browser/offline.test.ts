/** Without a network: nothing is lost, nothing comes twice, and the page itself opens. */
import { expect, it } from 'vitest';

import { join, useBrowser, withServiceWorker } from './support/people';

useBrowser();

it('three messages written offline survive a reload and go out once, in order', async () => {
  const ada = await join('Ada', withServiceWorker);
  const ben = await join('Ben');
  await ada.writeTo(ben);
  await ada.say('Before');
  await ben.open(ada);
  await ben.message('Before').waitFor();
  await ada.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));

  await ada.page.context().setOffline(true);
  await ada.say('One');
  await ada.say('Two');
  await ada.say('Three');
  await ada.delivery('Three', 'queued').waitFor();
  await ada.page.getByText('No connection').first().waitFor();
  await ada.page.getByText('3 messages go out when it is back.').first().waitFor();

  await ada.page.reload();
  await ada.message('Three').waitFor();
  await expect.poll(() => ada.texts()).toEqual(['Before', 'One', 'Two', 'Three']);
  await ada.delivery('One', 'queued').waitFor({ state: 'attached' });

  await ada.page.context().setOffline(false);
  await ben.message('Three').waitFor();
  await ada.delivery('Three', 'read').waitFor();
  const expected = ['Before', 'One', 'Two', 'Three'];
  await expect.poll(() => ben.texts()).toEqual(expected);
  await expect.poll(() => ada.texts()).toEqual(expected);
  await ada.page.getByText('No connection').first().waitFor({ state: 'detached' });

  // What the server holds is what counts.
  await ben.page.reload();
  await ben.message('Three').waitFor();
  await expect.poll(() => ben.texts()).toEqual(expected);
});

it('a page that is left in the moment of sending loses nothing', async () => {
  const ada = await join('Ada');
  const ben = await join('Ben');
  await ada.writeTo(ben);
  const expected: string[] = [];
  for (let time = 1; time <= 12; time += 1) {
    const words = `Words ${time}.`;
    expected.push(words);
    await ada.composer.fill(words);
    const left = ada.page.waitForEvent('load');
    // In one turn of the page: nothing that the disk or the server answers can come between.
    await ada.page.evaluate(() => {
      const enter = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true });
      document.querySelector('#composer')?.dispatchEvent(enter);
      location.reload();
    });
    await left;
    await ada.message(words).waitFor();
    expect(await ada.composer.inputValue()).toBe('');
  }
  await ben.open(ada);
  await expect.poll(() => ben.texts()).toEqual(expected);
});

it('every page of the app opens without a network', async () => {
  const ada = await join('Ada', withServiceWorker);
  await ada.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await ada.page.context().setOffline(true);
  await ada.page.goto('/settings');
  await ada.page.getByRole('heading', { name: 'Settings' }).waitFor();
  await ada.page.goto('/');
  await ada.page.getByRole('heading', { name: 'Subrosa' }).waitFor();
});

it('signing out asks first when messages would be lost', async () => {
  const ada = await join('Ada');
  const ben = await join('Ben');
  await ada.writeTo(ben);
  await ada.page.getByRole('link', { name: 'Settings' }).click();
  await ada.page.getByRole('heading', { name: 'Devices' }).waitFor();
  await ada.page.goBack();
  await ada.page.context().setOffline(true);
  await ada.say('On its way');
  await ada.delivery('On its way', 'queued').waitFor();
  await ada.page.getByRole('link', { name: 'Settings' }).click();
  await ada.page.getByRole('button', { name: 'Sign out', exact: true }).click();
  const dialog = ada.page.getByRole('dialog', { name: 'Sign out' });
  await dialog.getByText('1 message has not been sent yet.').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await ada.page.context().setOffline(false);
  await ben.row(ada).getByText('On its way').waitFor();
});
