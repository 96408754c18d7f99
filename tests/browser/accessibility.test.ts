/** axe finds no violation on any page, in light, dark and Arabic, wide and on a phone. */
import { it } from 'vitest';

import { everyLook, expectNoViolation, looks } from './support/axe';
import { demoPassword, join, newPage, signIn, useBrowser } from './support/people';

useBrowser();

it.each(looks)('the entrance, %s', async (_, options) => {
  const page = await newPage(options);
  for (const path of ['/sign-in', '/sign-up']) {
    await page.goto(path);
    await page.locator('form').waitFor();
    await expectNoViolation(page, path);
  }
  await page.goto('/sign-in');
  await page.locator('[name=handle]').fill('nobody.here');
  await page.locator('[name=password]').fill('not the password');
  await page.locator('button[type=submit]').click();
  await page.getByRole('alert').locator('strong').waitFor();
  await expectNoViolation(page, 'a refused sign-in');
});

it.each(everyLook)('the messenger, %s', async (_, options) => {
  const { page } = await signIn({ name: 'Maya Okafor', handle: 'maya' }, options, demoPassword);
  const rows = page.locator('#conversations a');
  await rows.first().waitFor();
  await expectNoViolation(page, 'the list');

  await page.locator('#search').fill('a');
  await page.locator('#results a').first().waitFor();
  await expectNoViolation(page, 'search results');
  await page.locator('#search').fill('no such words anywhere');
  await page.locator('#results h2').first().waitFor();
  await expectNoViolation(page, 'no search results');
  await page.locator('#search').fill('');

  await rows.first().click();
  await page.locator('article').first().waitFor();
  await expectNoViolation(page, 'a thread');
  await page.locator('header [aria-expanded]').last().click();
  await page.locator('aside').waitFor();
  await expectNoViolation(page, 'a profile');
  await page.keyboard.press('Escape');
  await page.locator('[aria-haspopup=dialog]').click();
  await page.locator('[data-emoji]').first().waitFor();
  await expectNoViolation(page, 'emoji');
  await page.keyboard.press('Escape');
  await page.locator('article').last().click({ button: 'right' });
  await page.getByRole('menu').waitFor();
  await expectNoViolation(page, 'the menu of a message');
  await page.keyboard.press('Escape');

  await page.goto('/settings');
  await page.locator('section li').first().waitFor();
  await expectNoViolation(page, 'settings');
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await expectNoViolation(page, 'shortcuts');
  await page.keyboard.press('Escape');
  await page.goto('/');
  await rows.first().waitFor();
  await page.keyboard.press('Alt+n');
  await page.getByRole('dialog').locator('input').fill('jonas');
  await page.getByRole('dialog').locator('[type=submit]').waitFor();
  await expectNoViolation(page, 'a new message');
  await page.keyboard.press('Escape');

  await page.goto('/c/cnv_0000000000000');
  await page.locator('main h2').waitFor();
  await expectNoViolation(page, 'a conversation that is not there');
});

it.each(everyLook.filter(([look]) => look !== 'Arabic' && look !== 'dark'))(
  'when things go wrong, %s',
  async (_, options) => {
    const ada = await join('Ada', options);
    const ben = await join('Ben');
    await ada.writeTo(ben);
    await expectNoViolation(ada.page, 'a thread without messages');
    await ada.say('refused\u202e');
    await ada.delivery('refused', 'failed').waitFor();
    await expectNoViolation(ada.page, 'a message that was refused');
    await ada.composer.fill('a'.repeat(10_001));
    await ada.page.locator('#composer-left').waitFor();
    await expectNoViolation(ada.page, 'a text that is too long');
    await ada.composer.fill('');

    await ada.page.goto('/settings');
    await ada.page.locator('section li').first().waitFor();
    await ada.page.locator('input[type=file]').setInputFiles({
      name: 'picture.png',
      mimeType: 'image/png',
      buffer: await ada.page.screenshot(),
    });
    await ada.page.locator('canvas').waitFor();
    await expectNoViolation(ada.page, 'cutting a picture');
    await ada.page.keyboard.press('Escape');
    await ada.page.context().setOffline(true);
    await ada.page.getByText('No connection').first().waitFor({ state: 'attached' });
    await expectNoViolation(ada.page, 'without a connection');
  },
);
