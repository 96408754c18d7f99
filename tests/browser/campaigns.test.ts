/** A campaign from its draft to its report: who gets it, who agrees, who stops it, and what came of it. */
import { mkdirSync } from 'node:fs';
import { join as joined } from 'node:path';

import type { Page } from 'playwright-core';
import { expect, inject, it } from 'vitest';

import { expectNoViolation } from './support/axe';
import { type Brand, call, Desk, hire, shop, write } from './support/brands';
import { agree, helped, sendAnyTime } from './support/campaigns';
import { join, type Person, phone, signIn, useBrowser } from './support/people';

useBrowser();

/** A picture for those who want to see it: `SHOTS=folder`. */
async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env['SHOTS'];
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: joined(folder, `${name}.png`), fullPage: true });
}

/** Customers whose tickets are resolved; of each it is known that they are gold, and the first ones agree to offers. */
async function goldCustomers(
  owner: Person,
  brand: Brand,
  some: Person[],
  agreeing: number,
): Promise<string[]> {
  await call(
    owner,
    'PUT',
    '/v1/brand/topics/offers',
    { label: 'Offers', description: 'Twice a month.' },
    brand,
  );
  await call(owner, 'PUT', '/v1/brand/attributes/tier', { label: 'Tier', kind: 'text' }, brand);
  const found: string[] = [];
  for (const [place, who] of some.entries()) {
    const id = await helped(owner, brand, who);
    await call(owner, 'PATCH', `/v1/conversations/${id}/contact`, { attributes: { tier: 'gold' } }, brand);
    if (place < agreeing) await agree(owner, brand, id, 'offers');
    found.push(id);
  }
  return found;
}

const isWithinItsWidth = (page: Page) =>
  page
    .locator('.scroller')
    .last()
    .evaluate((one) => one.scrollWidth <= one.clientWidth);

it('a campaign is written, looked at, agreed to, sent, stopped by one, answered by another, and reported', async () => {
  const { brand, grace, ada } = await shop();
  const [mark, ida, eve, zoe] = await Promise.all(['Mark', 'Ida', 'Eve', 'Zoe'].map((name) => join(name)));
  if (!mark || !ida || !eve || !zoe) throw new Error('someone is missing');
  await hire(grace.person, brand, mark, 'marketer');
  const [ofAda = '', ofIda = ''] = await goldCustomers(grace.person, brand, [ada, ida, eve, zoe], 3);
  // Who still waits for an answer is told later.
  await write(eve, brand, 'And where is my bowl?');
  const segment = { name: 'Gold', given: { text: 'attribute tier = "gold"' } };
  await call(grace.person, 'POST', '/v1/brand/segments', segment, brand);

  // What holds for all campaigns: another always has to agree, and nobody waits here.
  const owner = grace.page;
  await owner.goto(`/inbox/${brand.handle}/settings`);
  const rules = owner.getByRole('region', { name: 'Campaigns' });
  expect(await rules.getByLabel('Promotions per contact at most').inputValue()).toBe('2');
  await rules.getByLabel('Hours after the last word').fill('0');
  await rules.getByLabel('Another member approves above').fill('0');
  await rules.getByLabel('Quiet from').fill('09:00');
  await rules.getByRole('button', { name: 'Save' }).click();
  await rules.getByText('Saved').waitFor();
  await expectNoViolation(owner, 'the settings of campaigns');

  const { page } = await Desk.open(mark, brand);
  await page.getByRole('link', { name: 'Campaigns' }).click();
  await page.getByText('No campaign yet').waitFor();
  await shot(page, 'campaigns-none');
  await expectNoViolation(page, 'no campaigns');
  await page.getByRole('link', { name: 'New campaign' }).first().click();
  const send = page.getByRole('button', { name: 'Send…' });
  expect(await send.isDisabled()).toBe(true);
  await page.getByLabel('Name of the campaign').fill('Spring');
  await page.getByLabel('Audience').selectOption('Gold');
  const text = page.getByLabel('Text', { exact: true });
  await text.fill('Roses for {{agent}}');
  await page.getByLabel('Goal', { exact: true }).selectOption('They write to you');
  await page.getByLabel('Held out of 100').fill('0');

  // What is wrong is said beside it.
  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.getByRole('group', { name: 'What it says' }).getByText('{{agent}} is not known').waitFor();
  await text.fill('Roses for {{customer}}, {{contact.tier|dear}}: https://shop.example/tulips');
  expect(await page.getByLabel('Count who opens its links').isChecked()).toBe(true);
  await page.getByText('Roses for Alex, dear').waitFor();
  await page.getByRole('button', { name: 'Add a button' }).click();
  await page.getByLabel('Button 1', { exact: true }).fill('See them');
  await page.getByLabel('Address that button 1 opens').fill('https://shop.example/roses');
  await page.getByRole('button', { name: 'Add a variant' }).click();
  await page.getByRole('tab', { name: 'Variant B' }).waitFor();
  await page.getByText('50 of 100 get it').waitFor();
  await page.getByRole('button', { name: 'Remove: Variant B' }).click();

  // Looked at before anything is sent.
  await page.getByRole('button', { name: 'Look ahead' }).click();
  const ahead = page.locator('[data-dry-run]');
  await ahead.locator('[data-told]').getByText('3').first().waitFor();
  await ahead.getByText('1 of them later').waitFor();
  await ahead.getByText('get it, of 4 contacts in the audience').waitFor();
  await ahead.getByRole('row', { name: 'Not agreed to the topic 1' }).waitFor();
  await ahead.getByText('another member has to approve').waitFor();
  expect(await ahead.locator('[data-foreseen=send]').count()).toBe(2);
  await ahead
    .locator('[data-foreseen=wait]', { hasText: 'Eve' })
    .getByText('Later: A ticket is open')
    .waitFor();
  await ahead.locator('[data-foreseen=skip]').getByText('Zoe').waitFor();
  await page.getByLabel('Contact', { exact: true }).selectOption('Ida');
  await page.getByText('Roses for Ida, gold').waitFor();
  await shot(page, 'campaign');
  await expectNoViolation(page, 'the form of a campaign');

  // A test to whoever writes it, once they are a customer too.
  await page.getByRole('button', { name: 'Send me a test' }).click();
  await page.getByText('write to @').waitFor();
  await write(mark, brand, 'I work here');
  await page.getByRole('button', { name: 'Send me a test' }).click();
  await page.getByText('The test is in your own conversation').waitFor();

  await send.click();
  const asked = page.getByRole('dialog', { name: 'Send “Spring”?' });
  await asked.getByText('3 people get it.').waitFor();
  await expectNoViolation(page, 'whether a campaign is to be sent');
  await asked.getByRole('button', { name: 'Ask for approval' }).click();
  await page.locator('[data-state=waiting]').waitFor();
  expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);

  // Taken back, and submitted again as it was.
  await page.getByRole('button', { name: 'Back to draft' }).click();
  expect(await page.getByLabel('Name of the campaign').inputValue()).toBe('Spring');
  await send.click();
  await asked.getByRole('button', { name: 'Ask for approval' }).click();
  await page.locator('[data-state=waiting]').waitFor();

  // Another agrees, and sees it go out.
  await owner.goto(`/inbox/${brand.handle}/campaigns`);
  const card = owner.locator('[data-campaign]', { hasText: 'Spring' });
  await card.getByText('Waits for approval').waitFor();
  await card.getByRole('link', { name: 'Spring' }).click();
  await owner.getByRole('button', { name: 'Look ahead' }).click();
  await owner.locator('[data-foreseen=skip]').waitFor();
  await shot(owner, 'campaign-waiting');
  await owner.getByRole('button', { name: 'Approve' }).click();
  await grace.toast('Approved: Spring').waitFor();
  await owner.locator('[data-state=running]').waitFor();
  await owner.locator('[data-part=sent]').getByText('2').waitFor();
  await owner.locator('[data-part=planned]').getByText('1').waitFor();
  await owner.locator('[data-part=skipped]').getByText('1').waitFor();
  await owner.getByText(/messages? a minute/).waitFor();
  await shot(owner, 'campaign-running');
  await expectNoViolation(owner, 'a campaign that is being sent');
  // Mark's page came along by itself.
  await page.getByRole('button', { name: 'Pause' }).click();
  await owner.locator('[data-state=paused]').waitFor();
  await owner.getByText('A member paused it.').waitFor();
  await owner.getByRole('button', { name: 'Go on' }).click();
  await page.locator('[data-state=running]').waitFor();

  // One stops it by one tap, takes that back, and stops it again.
  await ada.page.goto(`/c/${ofAda}`);
  const promotion = ada.message('Roses for Ada, gold');
  await promotion.getByText('You get this because you agreed to Offers.').waitFor();
  // She opens the link a while after it came. A browser without a window counts as a program, so it is said to be another.
  const link = (await promotion.getByRole('link').first().getAttribute('href')) ?? '';
  const opened = inject('named') ? 1 : 0;
  expect(link.startsWith(opened ? `${inject('named') ?? ''}/l/` : 'https://shop.example/tulips')).toBe(true);
  if (opened)
    await expect
      .poll(async () => {
        const answer = await ada.page.request.get(link, {
          maxRedirects: 0,
          headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' },
        });
        return [answer.status(), answer.headers()['location'], answer.headers()['referrer-policy']];
      })
      .toEqual([302, 'https://shop.example/tulips', 'no-referrer']);
  await shot(ada.page, 'promotion');
  await expectNoViolation(ada.page, 'a promotion');
  await promotion.getByRole('button', { name: 'Stop' }).click();
  await promotion.getByText('Offers is switched off').waitFor();
  await promotion.getByRole('button', { name: 'Undo' }).click();
  await promotion.getByText('You get this because').waitFor();
  await promotion.getByRole('button', { name: 'Stop' }).click();
  await promotion.getByText('Offers is switched off').waitFor();
  const known = await call<{ topics: { is_on: boolean }[] }>(
    ada,
    'GET',
    `/v1/conversations/${ofAda}/preferences`,
  );
  expect(known.topics.map(({ is_on: isOn }) => isOn)).toEqual([false]);

  // One answers, and then says in a word that it is enough.
  await ida.page.goto(`/c/${ofIda}`);
  await ida.message('Roses for Ida, gold').waitFor();
  await ida.say('Lovely, I come on Friday');
  await ida.message('Lovely').locator('[data-delivery=sent], [data-delivery=delivered]').waitFor();

  // It ends before Eve's ticket does, and what came of it is looked at then.
  await owner.getByRole('button', { name: 'End it' }).click();
  const ending = owner.getByRole('dialog', { name: 'End “Spring”?' });
  await expectNoViolation(owner, 'whether a campaign is to end');
  await ending.getByRole('button', { name: 'End it' }).click();
  await owner.locator('[data-state=cancelled]').waitFor();
  await owner.getByRole('link', { name: 'Report' }).click();
  const cells = owner.locator('[data-variant="1"] td');
  const figures = async () => (await cells.allTextContents()).map((cell) => cell.trim());
  await expect
    .poll(
      async () => {
        await owner.getByRole('button', { name: 'Read again' }).click();
        return figures();
      },
      { timeout: 20_000, interval: 500 },
    )
    .toEqual(['2', '2', String(opened), '1', '1', '1', '0', '–']);
  if (opened) await owner.getByRole('row', { name: 'https://shop.example/tulips 1' }).waitFor();
  await owner.getByText('Nobody was held out').waitFor();
  await shot(owner, 'campaign-report');
  await expectNoViolation(owner, 'the report of a campaign');
  await owner.goto(`/inbox/${brand.handle}/campaigns`);
  await card.getByText('Cancelled').waitFor();
  await card.getByText('of 4').waitFor();
  await shot(owner, 'campaigns');
  await expectNoViolation(owner, 'the list of campaigns');
}, 120_000);

it('a campaign is sent to whoever comes into a live segment', async () => {
  const { brand, grace, ada } = await shop();
  const ida = await join('Ida');
  const [ofAda = ''] = await goldCustomers(grace.person, brand, [ada, ida], 2);
  const { person, page } = grace;
  await sendAnyTime(person, brand);
  await call(person, 'PUT', '/v1/brand/topics/news', { label: 'News', description: '' }, brand);
  const segment = { name: 'Readers', given: { text: 'consent news' }, is_live: true };
  await call(person, 'POST', '/v1/brand/segments', segment, brand);

  await page.goto(`/inbox/${brand.handle}/campaigns/new`);
  await page.getByLabel('Name of the campaign').fill('Hello, reader');
  await page.getByLabel('Topic', { exact: true }).selectOption('Offers');
  await page.getByLabel('Text', { exact: true }).fill('Nice that you read us, {{customer}}');
  await page.getByLabel('Held out of 100').fill('0');
  const when = page.getByLabel('When', { exact: true });
  await when.selectOption('Again and again');
  await page.getByLabel('How often', { exact: true }).selectOption('Each month');
  await page.getByText('In shorter months, their last day.').waitFor();
  await page.getByLabel('At this time where each contact is').check();
  await page.getByLabel('Time, by each contact’s clocks').waitFor();
  await expectNoViolation(page, 'the form of a campaign that returns');
  await when.selectOption('When a contact comes into a segment');
  const send = page.getByRole('button', { name: 'Send…' });
  expect(await send.isDisabled()).toBe(true);
  await page.getByLabel('Segment they come into').selectOption('Readers');
  await page.getByLabel('How long after that').fill('0');
  await page.getByLabel('How often to each').selectOption('Again when it happens again');
  await shot(page, 'campaign-when');
  await expectNoViolation(page, 'the form of a campaign that is sent on what contacts do');
  await send.click();
  await page.getByRole('dialog').getByRole('button', { name: 'Send it' }).click();
  await page.locator('[data-state=running]').waitFor();
  await page.getByText('Nobody has done it yet.').waitFor();
  await page.getByText('When they come into').waitFor();

  await agree(person, brand, ofAda, 'news');
  await ada.page.goto(`/c/${ofAda}`);
  await ada.message('Nice that you read us, Ada').waitFor();
  await page.locator('[data-part=sent]').getByText('1').waitFor();
  await page.locator('[data-state=running]').waitFor();
  await shot(page, 'campaign-when-running');
  await page.getByRole('button', { name: 'End it' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End it' }).click();
  await page.locator('[data-state=cancelled]').waitFor();
}, 120_000);

it('a campaign on an event asks for its properties', async () => {
  const { brand, grace } = await shop();
  await goldCustomers(grace.person, brand, [], 0);
  const { page } = grace;
  await page.goto(`/inbox/${brand.handle}/campaigns/new`);
  await page.getByLabel('Name of the campaign').fill('Left in the basket');
  await page.getByLabel('Text', { exact: true }).fill('Your roses wait, {{customer}}');
  await page.getByLabel('When', { exact: true }).selectOption('When a contact does something');
  await page.getByLabel('What they do').fill('Checkout Started');
  const send = page.getByRole('button', { name: 'Send…' });
  expect(await send.isDisabled()).toBe(false);
  const properties = page.getByRole('group', { name: 'Properties of it' });
  await properties.getByRole('button', { name: 'Property' }).click();
  expect(await send.isDisabled()).toBe(true);
  await properties.getByLabel('Name of the property').fill('value');
  await properties.getByLabel('Kind').selectOption('Number');
  await properties.getByLabel('How it has to be').selectOption('is at least');
  await properties.getByLabel('Value', { exact: true }).fill('50');
  await page.setViewportSize({ width: 390, height: 800 });
  expect(await isWithinItsWidth(page)).toBe(true);
  await shot(page, 'campaign-properties');
  await expectNoViolation(page, 'the form of a campaign that asks for properties of an event');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.locator('button:disabled', { hasText: 'Save draft' }).waitFor();
  // A draft is looked at by itself when it is opened, which keeps nobody waiting however long it takes.
  const waiting: (() => void)[] = [];
  await page.route(
    '**/dry-run',
    (route) => new Promise<void>((go) => waiting.push(() => go(route.continue()))),
    { times: 1 },
  );
  await page.reload();
  await expect.poll(() => waiting.length).toBe(1);
  expect(await properties.getByLabel('Name of the property').inputValue()).toBe('value');
  await send.click();
  await page.getByRole('dialog').getByRole('button', { name: 'Send it' }).click();
  for (const go of waiting) go();
  await page.locator('[data-state=running]').waitFor();
  await page.getByText(/When they do .*Checkout Started.* with .*value.* is at least 50/u).waitFor();
}, 120_000);

it('a customer says how many promotions a week are enough', async () => {
  const ada = await join('Ada');
  await ada.page.goto('/settings');
  const wanted = ada.page.getByLabel('Promotions a week, from all brands together');
  await expect.poll(() => wanted.inputValue()).toBe('7');
  await wanted.selectOption('As many as come');
  await ada.page.getByRole('region', { name: 'Promotions' }).getByText('Saved').waitFor();
  await wanted.selectOption('None');
  const kept = () => call<{ per_week: number }>(ada, 'GET', '/v1/me/promotions');
  await expect.poll(async () => (await kept()).per_week).toBe(0);
  await ada.page.reload();
  await expect.poll(() => wanted.inputValue()).toBe('0');
});

it('a campaign has its pages on a phone, at night and in Arabic', async () => {
  const { brand, grace, ada } = await shop({ ...phone, colorScheme: 'dark', locale: 'ar' });
  const ida = await join('Ida');
  const [ofAda = '', ofIda = ''] = await goldCustomers(grace.person, brand, [ada, ida], 2);
  const { person, page } = grace;
  await sendAnyTime(person, brand);

  await page.goto(`/inbox/${brand.handle}/campaigns/new`);
  await page.getByLabel('اسم الحملة').fill('ربيع');
  await page.getByLabel('النص', { exact: true }).fill('ورد من أجل {{customer}}');
  await page.getByRole('button', { name: 'إضافة لغة' }).click();
  await page.getByLabel('النص', { exact: true }).fill('Roses for {{customer}}');
  await page.getByRole('button', { name: 'إضافة نسخة' }).click();
  // Tabs go the way in which one reads.
  await page.getByRole('tab', { name: 'النسخة B' }).press('ArrowRight');
  await page.locator('[role=tab][aria-selected=true]', { hasText: 'النسخة A' }).waitFor();
  await page.getByLabel('المستبعدون من كل 100').fill('0');
  await page.getByLabel('متى', { exact: true }).selectOption('local');
  await page.getByRole('button', { name: 'نظرة مسبقة' }).click();
  await page
    .locator('[data-foreseen=wait], [data-foreseen=send], [data-foreseen=hold_out]')
    .first()
    .waitFor();
  await shot(page, 'campaign-phone');
  await expectNoViolation(page, 'the form of a campaign on a phone');
  expect(await isWithinItsWidth(page)).toBe(true);

  await page.getByLabel('متى', { exact: true }).selectOption('now');
  await page.getByRole('button', { name: 'إرسال…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'إرسالها' }).click();
  await page.locator('[data-state=finished]').waitFor();
  await shot(page, 'campaign-finished-phone');
  await expectNoViolation(page, 'a campaign on a phone');
  expect(await isWithinItsWidth(page)).toBe(true);

  // How a difference is drawn, which takes more customers than a test has.
  const estimate = { value: 0.04, low: 0.012, high: 0.068 };
  const less = { value: -310, low: -900, high: 280 };
  await page.route('**/report', async (route) => {
    const answer = await route.fetch();
    const found = (await answer.json()) as { held_out: object };
    const json = {
      ...found,
      currency: 'EUR',
      held_out: { ...found.held_out, people: 40, converted: 3 },
      conversion: { difference: estimate, lift: { value: 0.4, low: 0.1, high: 0.9 }, is_sure: true },
      revenue: { difference: less, lift: { value: -0.1, low: -0.3, high: 0.1 }, is_sure: false },
    };
    await route.fulfill({ json });
  });
  await page.getByRole('link', { name: 'التقرير' }).click();
  await page.locator('[data-lift=more]').waitFor();
  await page.locator('[data-lift=unsure]').waitFor();
  await page.locator('[data-lift=unsure]').scrollIntoViewIfNeeded();
  await shot(page, 'campaign-report-phone');
  await expectNoViolation(page, 'the report of a campaign on a phone');
  expect(await isWithinItsWidth(page)).toBe(true);

  await page.goto(`/inbox/${brand.handle}/campaigns`);
  await page.locator('[data-campaign]', { hasText: 'ربيع' }).waitFor();
  await shot(page, 'campaigns-phone');
  await expectNoViolation(page, 'the list of campaigns on a phone');

  // What members see of it in a conversation, and its customer on a phone.
  const small = await signIn(ada, { ...phone, colorScheme: 'dark', locale: 'ar' });
  await small.page.goto(`/c/${ofAda}`);
  await small.page.getByText('يصلك هذا لأنك وافقت على').waitFor();
  await page.goto(`/inbox/${brand.handle}/c/${ofAda}`);
  await page.getByText('من حملة، بموافقة على').waitFor();
  await shot(page, 'campaign-thread-phone');
  await shot(small.page, 'promotion-phone');
  await expectNoViolation(small.page, 'a promotion on a phone');

  // Taken back from who has not read it; who has keeps it.
  await page.goto(`/inbox/${brand.handle}/campaigns`);
  await page
    .locator('[data-campaign]', { hasText: 'ربيع' })
    .getByRole('link', { name: 'ربيع', exact: true })
    .click();
  await page.getByRole('button', { name: 'سحبها' }).click();
  const asked = page.getByRole('dialog');
  await asked.getByText('لا يمكن التراجع عن ذلك').waitFor();
  await expectNoViolation(page, 'whether a campaign is to be taken back');
  await asked.getByRole('button', { name: 'سحبها' }).click();
  await page.locator('[data-part=recalled]').getByText('1').waitFor();
  await page.locator('[data-part=sent]').getByText('1').waitFor();
  await shot(page, 'campaign-recalled-phone');
  await small.page.getByText('يصلك هذا لأنك وافقت على').waitFor();
  await ida.page.goto(`/c/${ofIda}`);
  await ida.page.locator('[data-recalled]', { hasText: 'Taken back by' }).waitFor();
  expect(await ida.page.getByText('You get this because').count()).toBe(0);
  await shot(ida.page, 'promotion-recalled');
  await expectNoViolation(ida.page, 'a promotion that was taken back');
}, 120_000);
