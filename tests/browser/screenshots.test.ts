/**
 * Pictures of the messenger and of a brand's inbox for the docs, written to `docs/screenshots/` when
 * SUBROSA_SCREENSHOTS is set: they differ a little on each machine, so an ordinary run leaves them out.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, it } from 'vitest';

import { firstHelp, makeBot, publish } from './support/bots';
import { call } from './support/brands';
import { demoPassword, phone, signIn, useBrowser } from './support/people';
import { newcomer, rosewater } from './support/rosewater';
import { still } from './support/still';
import { askAtOnce } from './support/surveys';

useBrowser();

const folder = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));
const desk: BrowserContextOptions = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 2 };

interface Picture {
  name: string;
  who: string;
  /** Whose conversation is open. */
  open?: string;
  /** Whether that person is there and writes. */
  lively?: boolean;
  options: BrowserContextOptions;
}

const pictures: Picture[] = [
  { name: 'phone-list', who: 'maya', options: { ...phone, colorScheme: 'light' } },
  { name: 'phone-thread', who: 'maya', open: 'Layla', options: { ...phone, colorScheme: 'dark' } },
  {
    name: 'wide-light',
    who: 'maya',
    open: 'Layla',
    lively: true,
    options: { ...desk, colorScheme: 'light' },
  },
  { name: 'wide-dark', who: 'maya', open: 'Tom', options: { ...desk, colorScheme: 'dark' } },
  { name: 'arabic', who: 'layla', open: 'كريم', options: { ...desk, locale: 'ar' } },
];

it.each(pictures)('$name', async ({ name, who, open, lively, options }) => {
  const viewer = await signIn({ name: who, handle: who }, options, demoPassword);
  const { page } = viewer;
  await page.locator('#conversations a').first().waitFor();
  if (open) {
    await viewer.open({ name: open });
    await page.locator('article').first().waitFor();
  }
  if (open && lively) {
    const other = await signIn({ name: open, handle: open.toLowerCase() }, desk, demoPassword);
    await other.page.locator('#conversations a', { hasText: 'Maya' }).click();
    await other.composer.pressSequentially('I can be there in');
    await page.locator('header').getByText('typing…').waitFor();
  }
  await take(page, name);
});

it('a brand’s inbox', async () => {
  const { brand, grace, ben } = await rosewater();
  const at = (path: string) => `/inbox/${brand.handle}${path}`;
  const open = async (person: typeof ben, options: BrowserContextOptions, path: string) => {
    const { page } = await signIn(person, options);
    await page.goto(at(path));
    return page;
  };

  const customer = await signIn(
    { name: 'Priya Nair', handle: 'priyanair' },
    { ...phone, colorScheme: 'light' },
  );
  await customer.row(brand).click();
  await customer.message('Where is my parcel?').waitFor();

  const big: BrowserContextOptions = { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1.5 };
  const wide = await open(grace.person, { ...big, colorScheme: 'light' }, '/v/open');
  await wide.locator('#tickets a', { hasText: 'Priya' }).click();
  await grace.pick('Priya');
  await grace.note('She asked on Monday, too. Ben, have you heard from the carrier?');
  await grace.noteCard('She asked').waitFor();
  await grace.reply('Hello Priya, I am looking for your parcel right now.');
  await customer.message('right now').waitFor();
  await take(customer.page, 'brand-customer');
  await wide.locator('article', { hasText: 'right now' }).waitFor();
  await ben.page.goto(at('/v/open'));
  await ben.page.locator('#tickets a', { hasText: 'Priya' }).click();
  await wide.getByText('Looking now: Ben').waitFor();
  await take(wide, 'brand-inbox');

  await wide.keyboard.press('z');
  await wide.locator('[role=option]').first().waitFor();
  await take(wide, 'brand-snooze');
  await wide.keyboard.press('Escape');

  await askAtOnce(grace.person, brand);
  await wide.keyboard.press('e');
  const rating = customer.page.getByRole('button', { name: '😍 Very good' });
  await rating.waitFor({ timeout: 20_000 });
  await take(customer.page, 'survey-customer');
  await wide.goto(at('/settings'));
  await wide.locator('li', { hasText: 'Ben' }).first().waitFor();
  await take(wide, 'brand-team');

  const waiting = {
    name: 'Waiting too long',
    shared: true,
    filter: {
      all: [
        { status: ['open', 'pending'] },
        { waiting_minutes: 240 },
        { any: [{ priority: ['high', 'urgent'] }, { not: { assignee: 'nobody' } }] },
      ],
    },
  };
  const view = await call<{ id: string }>(grace.person, 'POST', '/v1/brand/views', waiting, brand);
  await wide.goto(at(`/view/${view.id}/edit`));
  await wide.locator('[data-count]').getByText('now').waitFor();
  await take(wide, 'brand-view-editor');

  const list = await open(grace.person, { ...phone, colorScheme: 'dark' }, '/v/open');
  await list.locator('#tickets a').first().waitFor();
  await take(list, 'brand-phone');

  const bot = await makeBot(grace.person, brand);
  const kinder = firstHelp.replace('Hello!', 'Good day!');
  await publish(grace.person, brand, bot.id, kinder, 'Says good day');
  const { handle } = await newcomer(brand, 'Noor Amari', 'Hi');
  const noor = await signIn({ name: 'Noor Amari', handle }, { ...phone, colorScheme: 'light' });
  await noor.row(brand).click();
  await noor.page.getByRole('button', { name: 'Where is my order?' }).click();
  await noor.message('order number').waitFor();
  await noor.say('RW-2051');
  const broken = noor.page.getByRole('button', { name: 'It is broken' });
  await broken.waitFor();
  await take(noor.page, 'bot-customer');
  await broken.click();
  await noor.message('getting one of us').waitFor();
  await wide.goto(at('/v/unassigned'));
  await wide.locator('#tickets a', { hasText: 'Noor' }).click();
  const handover = wide.locator('[data-handover]');
  await handover.waitFor();
  await handover.evaluate((card) => card.closest('.scroller')?.scrollTo(0, 1e6));
  await take(wide, 'bot-handover');

  await wide.setViewportSize({ width: 1440, height: 1240 });
  await wide.goto(at(`/settings/bots/${bot.id}`));
  await wide.getByRole('button', { name: 'New version' }).click();
  const source = wide.getByRole('textbox', { name: 'Flow file' });
  await source.fill(kinder.replace('then: bye }', 'then: farewell }'));
  await wide.getByRole('button', { name: 'Publish' }).click();
  await wide.getByRole('button', { name: 'Line 21' }).click();
  await source.evaluate((field) => {
    const top = field.closest('section')?.getBoundingClientRect().top ?? 0;
    field.closest('.scroller')?.scrollBy(0, top - 80);
  });
  await take(wide, 'bot-settings');

  await wide.setViewportSize({ width: 1680, height: 960 });
  await wide.goto(at(`/settings/bots/${bot.id}/flow`));
  await wide.getByRole('button', { name: 'Discard' }).click();
  await wide.locator('.toast button').last().click();
  await wide.locator('[data-step="greeting"] button').first().click();
  await wide.getByRole('button', { name: 'Try it', exact: true }).click();
  await wide.locator('[name=simulated-words]').fill('Good morning');
  await wide.locator('.simulator form button').click();
  await wide.locator('.simulator .bubble').first().waitFor();
  await wide.getByRole('button', { name: 'Show all of it' }).click();
  await still(wide.locator('[data-step="bye"]'));
  await take(wide, 'bot-editor');
});

it('a brand’s reports', async () => {
  const tall: BrowserContextOptions = { viewport: { width: 1440, height: 1100 }, deviceScaleFactor: 1.5 };
  const looks: [string, BrowserContextOptions][] = [
    ['brand-reports', { ...tall, colorScheme: 'light' }],
    ['brand-reports-dark', { ...tall, colorScheme: 'dark' }],
    ['brand-reports-arabic', { ...tall, locale: 'ar' }],
    ['brand-reports-phone', { ...phone, colorScheme: 'light' }],
  ];
  for (const [name, options] of looks) {
    const { page } = await signIn({ name: 'nadia', handle: 'nadia' }, options, demoPassword);
    await page.goto('/inbox/rosewater/reports');
    await page.locator('canvas').first().waitFor();
    await take(page, name);
    if (name === 'brand-reports') {
      await page.locator('table').nth(3).scrollIntoViewIfNeeded();
      await take(page, 'brand-reports-times');
    }
  }
});

it('campaigns and segments of the demo', async () => {
  const tall: BrowserContextOptions = { viewport: { width: 1440, height: 1100 }, deviceScaleFactor: 1.5 };
  const looks: [string, BrowserContextOptions][] = [
    ['', { ...tall, colorScheme: 'light' }],
    ['-dark', { ...tall, colorScheme: 'dark' }],
    ['-phone', { ...phone, colorScheme: 'light' }],
  ];
  for (const [look, options] of looks) {
    const { page } = await signIn({ name: 'nadia', handle: 'nadia' }, options, demoPassword);
    const card = (text: string) =>
      page.locator('li[data-segment] a, li[data-campaign] a', { hasText: text }).first();
    await page.goto('/inbox/rosewater/segments');
    await card('Linen lovers').waitFor();
    await take(page, `segments${look}`);
    await card('Linen lovers').click();
    await page.locator('[data-count]').first().waitFor();
    await take(page, `segment-editor${look}`);
    await page.goto('/inbox/rosewater/campaigns');
    await card('New tablecloths').waitFor();
    await take(page, `campaigns${look}`);
    await card('New tablecloths').click();
    await page.getByRole('button', { name: 'Approve' }).waitFor();
    await take(page, `campaign-waiting${look}`);
    await page.goto('/inbox/rosewater/campaigns');
    await card('Seconds of the spring firing').click();
    await page.getByRole('link', { name: 'Report' }).click();
    await page.locator('table').first().waitFor();
    await take(page, `campaign-report${look}`);
  }
});

async function take(page: Page, name: string): Promise<void> {
  await settled(page);
  const picture = await page.screenshot();
  expect(picture.length).toBeGreaterThan(10_000);
  if (!process.env['SUBROSA_SCREENSHOTS']) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}${name}.png`, picture);
}

/** Pictures of people are there, and nothing moves any more. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => Array.from(document.images).every((image) => image.complete));
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((one) => one.effect?.getComputedTiming().iterations !== Infinity)
        .map((one) => one.finished.catch(() => undefined)),
    ),
  );
}
