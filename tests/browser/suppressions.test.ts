/** Whom no campaign writes to: added, found, taken off and put back; and a customer who calls a promotion unwanted. */
import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { expectNoViolation, looks } from './support/axe';
import { type Brand, call, shop } from './support/brands';
import { agreed } from './support/campaigns';
import { join, type Person, useBrowser } from './support/people';

useBrowser();

async function campaign(owner: Person, brand: Brand, text: string): Promise<string> {
  const wanted = {
    name: text,
    audience: { text: 'everyone' },
    topic: 'offers',
    fallback: 'en',
    holdout_percent: 0,
    variants: [{ share: 1, texts: [{ language: 'en', text }] }],
  };
  const { id } = await call<{ id: string }>(owner, 'POST', '/v1/brand/campaigns', wanted, brand);
  await call(owner, 'POST', `/v1/brand/campaigns/${id}/moves`, { move: 'submit' }, brand);
  return id;
}

it('a list keeps campaigns from people, and a customer puts themselves on it', async () => {
  const { brand, grace, ada } = await shop();
  const eve = await join('Eve');
  const owner = grace.person;
  const [ofAda = '', ofEve = ''] = await agreed(owner, brand, [ada, eve]);

  const { page } = grace;
  await page.goto(`/inbox/${brand.handle}/settings`);
  const list = page.getByRole('region', { name: 'Do not write to' });
  await list.getByText('Nobody is on the list.').waitFor();
  await list.getByRole('button', { name: 'Add somebody' }).click();
  await list.getByLabel('Who it is').fill('eve');
  await list.getByRole('button', { name: 'Add to the list' }).click();
  await list.getByText('not an e-mail address').waitFor();
  await list.getByLabel('Who it is').fill(' Eve@Example.org');
  await list.getByLabel('Why').selectOption('A law or a judgement');
  await list.getByLabel('Note (optional)').fill('letter of 3 May');
  await list.getByRole('button', { name: 'Add to the list' }).click();
  const entry = list.locator('[data-suppression]', { hasText: 'eve@example.org' });
  await entry.getByText('A law or a judgement').waitFor();
  await entry.getByText('letter of 3 May').waitFor();
  await list.getByRole('button', { name: 'Cancel' }).click();

  await list.getByRole('button', { name: 'Add many' }).click();
  const many = page.getByRole('dialog', { name: 'Add many' });
  await many
    .getByLabel('Addresses, phone numbers and @handles, one on each line')
    .fill('a@example.org\nnobody at all\neve@example.org\n+49 170 1234567');
  await many.getByRole('button', { name: 'Add to the list' }).click();
  await many.getByText('Added: 2 · on the list already: 1 · refused: 1').waitFor();
  await many.getByText('Line 2:').waitFor();
  await expectNoViolation(page, 'many to be added');
  await many.getByRole('button', { name: 'Close' }).last().click();
  await expect.poll(() => list.locator('[data-suppression]').count()).toBe(3);
  await list.getByLabel('Search the list').fill('0170');
  await list.getByText('Nobody like this is on the list.').waitFor();
  await list.getByLabel('Search the list').fill('+49 (170)');
  await list.getByLabel('Search the list').fill('eve@');
  await expect.poll(() => list.locator('[data-suppression]').count()).toBe(1);
  await expectNoViolation(page, 'whom no campaign writes to');

  // Off it and on again.
  await entry.getByRole('button').click();
  await list.getByText('Nobody like this is on the list.').waitFor();
  await grace.toast('eve@example.org').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await entry.getByText('letter of 3 May').waitFor();
  await list.getByLabel('Search the list').fill('');
  await expect.poll(() => list.locator('[data-suppression]').count()).toBe(3);
  const download = page.waitForEvent('download');
  await list.locator('[data-csv=suppressions]').click();
  const csv = readFileSync(await (await download).path(), 'utf8');
  expect(csv).toContain('"\'+491701234567"');

  // Eve comes to have that address, and gets nothing. Ada gets it, and wants none of it.
  const known = { identities: [{ kind: 'email', value: 'eve@example.org', proof: 'claimed' }] };
  await call(owner, 'PATCH', `/v1/conversations/${ofEve}/contact`, known, brand);
  const id = await campaign(owner, brand, 'Roses are in');
  await ada.page.goto(`/c/${ofAda}`);
  const promotion = ada.message('Roses are in');
  await promotion.getByRole('button', { name: 'Unwanted' }).click();
  const asked = ada.page.getByRole('dialog', { name: 'Is this unwanted?' });
  await asked.getByText('it learns that you said so').waitFor();
  await expectNoViolation(ada.page, 'whether a promotion is unwanted');
  await asked.getByRole('button', { name: 'Cancel' }).click();
  await promotion.getByText('You get this because you agreed to Offers.').waitFor();
  await promotion.getByRole('button', { name: 'Unwanted' }).click();
  await asked.getByRole('button', { name: 'Yes, it is unwanted' }).click();
  await promotion.getByText('promotions are unwanted: no more of them come').waitFor();
  expect(await promotion.getByRole('button', { name: 'Unwanted' }).count()).toBe(0);
  await expectNoViolation(ada.page, 'a promotion that is unwanted');
  await ada.page.reload();
  await promotion.getByText('promotions are unwanted: no more of them come').waitFor();

  await page.goto(`/inbox/${brand.handle}/campaigns/${id}`);
  await page.locator('[data-part=complained]').getByText('1').waitFor();
  await page.locator('[data-part=sent]').getByText('1').waitFor();
  await page.getByText('Is on the “Do not write to” list').first().waitFor();
  await page.goto(`/inbox/${brand.handle}/campaigns/${id}/report`);
  await page.getByRole('columnheader', { name: 'Called it unwanted' }).waitFor();
  await page.goto(`/inbox/${brand.handle}/settings`);
  const complaint = list.locator('[data-suppression]', { hasText: ada.handle });
  await complaint.getByText('They complained').waitFor();
  await complaint.getByText('by themselves').waitFor();
  expect(await page.getByLabel('so many complaints of a thousand').inputValue()).toBe('3');

  // She takes it back herself.
  await promotion.getByRole('button', { name: 'Get Offers again' }).click();
  await promotion.getByText('You get this because you agreed to Offers.').waitFor();
  await page.reload();
  await entry.waitFor();
  expect(await complaint.count()).toBe(0);
}, 120_000);

for (const [look, options] of looks)
  it(`the list and the question pass axe on ${look}`, async () => {
    const { brand, grace } = await shop(options);
    const zoe = await join('Zoe', options);
    const [ofZoe = ''] = await agreed(grace.person, brand, [zoe]);
    const whom = { kind: 'email', value: 'someone.with.a.long.name@a.rather.long.domain.example.org' };
    await call(grace.person, 'POST', '/v1/brand/suppressions', whom, brand);
    await campaign(grace.person, brand, 'Roses are in');
    await zoe.page.goto(`/c/${ofZoe}`);
    const promotion = zoe.message('Roses are in');
    await promotion.getByRole('button', { name: 'غير مرغوب' }).click();
    await zoe.page.getByRole('dialog').waitFor();
    await expectNoViolation(zoe.page, 'whether it is unwanted, on a phone');
    await zoe.page.getByRole('button', { name: 'نعم، غير مرغوب' }).click();
    await promotion.getByText('لن يصلك المزيد منها').waitFor();
    const { page } = grace;
    await page.goto(`/inbox/${brand.handle}/settings`);
    const list = page.getByRole('region', { name: 'عدم المراسلة' });
    await list.locator('[data-suppression]', { hasText: zoe.handle }).waitFor();
    await list.getByRole('button', { name: 'إضافة شخص' }).click();
    await expectNoViolation(page, 'the list on a phone');
    const isWithin = await list.evaluate((one) => one.scrollWidth <= one.clientWidth);
    expect(isWithin).toBe(true);
  }, 90_000);
