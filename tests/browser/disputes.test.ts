/** Disputes: a customer says what is wrong, the brand offers, and they agree. */
import { mkdirSync } from 'node:fs';

import { expect, it } from 'vitest';

import { expectNoViolation } from './support/axe';
import { call, Desk, shop, write } from './support/brands';
import { ordersOf } from './support/orders';
import { phone, signIn, useBrowser } from './support/people';

useBrowser();

/** Where someone wants to see it with their own eyes. */
const folder = process.env['SUBROSA_LOOK'];
async function look(page: Desk['page'], name: string): Promise<void> {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png` });
}

it('goes from a broken bowl over a voucher that is declined to money back', async () => {
  const { brand, grace, ben, ada } = await shop();
  const conversation = await write(ada, brand, 'My bowl came in two pieces.');
  await call(grace.person, 'PUT', '/v1/brand/orders', { orders: ordersOf('ada@example.org') }, brand);
  const proof = { number: 'RW-10482', postcode: '10999' };
  await call(ben.person, 'POST', `/v1/conversations/${conversation}/orders/verification`, proof, brand);

  // The customer, in their conversation.
  await ada.row(brand).click();
  await ada.page.getByRole('button', { name: brand.name }).first().click();
  await ada.page.getByRole('button', { name: 'There is a problem with an order' }).click();
  const dialog = ada.page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'RW-10482' }).check();
  await dialog.getByRole('textbox', { name: 'What is wrong?' }).fill('The blue bowl is broken.');
  await dialog.getByRole('checkbox', { name: 'My bowl came in two pieces.' }).check();
  await look(ada.page, 'customer-opens');
  await dialog.getByRole('button', { name: 'Open the dispute' }).click();
  await dialog.waitFor({ state: 'detached' });
  const cards = ada.page.locator('article', { hasText: 'Dispute 1' });
  await cards.getByText('The blue bowl is broken.').waitFor();

  // The agent offers a voucher, which the customer declines from the keyboard.
  await ben.pick('Ada');
  const panel = ben.page.getByRole('region', { name: 'Disputes' });
  await panel.getByText('Opened', { exact: true }).click();
  await panel.getByText('The blue bowl is broken.').waitFor();
  await panel.getByRole('button', { name: 'Make an offer' }).click();
  const offer = panel.getByRole('form', { name: 'Make an offer' });
  await offer.getByRole('combobox', { name: 'What is offered' }).selectOption('Voucher');
  await offer.getByRole('textbox', { name: 'Amount in EUR' }).fill('10');
  await offer.getByRole('textbox', { name: 'The voucher’s code' }).fill('SORRY-10');
  await offer.getByRole('button', { name: 'Make an offer' }).click();
  const voucher = cards.filter({ hasText: 'Offer: voucher of €10.00' });
  await voucher.waitFor();
  expect(await ada.page.getByText('SORRY-10').count()).toBe(0);
  await voucher.getByRole('button', { name: 'Decline' }).focus();
  await ada.page.keyboard.press('Enter');
  await cards.getByText('Offer declined').waitFor();
  expect(await voucher.getByRole('button', { name: 'Accept' }).count()).toBe(0);

  // Money back, on a phone.
  await panel.getByText('Offer declined').waitFor();
  await panel.getByRole('button', { name: 'Make an offer' }).click();
  await offer.getByText('At most €72.90').waitFor();
  await offer.getByRole('textbox', { name: 'Amount in EUR' }).fill('34,00');
  await offer.getByRole('textbox', { name: 'Words with it' }).fill('We are sorry.');
  await offer.getByRole('button', { name: 'Make an offer' }).click();
  const small = await signIn(ada, phone);
  await small.page.goto(`/c/${conversation}`);
  const refund = small.page.locator('article', { hasText: 'Offer: refund of €34.00' });
  await refund.getByText('We are sorry.').waitFor();
  await look(small.page, 'customer-phone');
  await expectNoViolation(small.page, 'an offer on a phone');
  expect(await small.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await refund.getByRole('button', { name: 'Accept' }).click();
  await small.page.getByText('Accepted: refund of €34.00').waitFor();

  // Both sides read the same history.
  const settled = ['Dispute opened', 'Offer: voucher of €10.00', 'Offer declined', 'Offer: refund of €34.00'];
  const theirs = ada.page.getByRole('region', { name: 'Disputes' });
  await theirs.getByText('Settled').click();
  const titles = (of: typeof panel) =>
    of.getByRole('list', { name: 'History' }).locator('strong').allTextContents();
  await expect.poll(() => titles(theirs)).toEqual([...settled, 'Accepted: refund of €34.00']);
  await expect.poll(() => titles(panel)).toEqual([...settled, 'Accepted: refund of €34.00']);
  await panel.getByText('Ben', { exact: true }).first().waitFor();
  await look(ada.page, 'customer-wide');
  await look(ben.page, 'desk-wide');
  await expectNoViolation(ben.page, 'a dispute beside the thread');
});

it('is decided by an admin, with a reason, and counted', async () => {
  const { brand, grace, ben, ada } = await shop();
  const conversation = await write(ada, brand, 'Nothing came.');
  const wanted = { client_id: crypto.randomUUID(), text: 'It never came.' };
  await call(ada, 'POST', `/v1/conversations/${conversation}/disputes`, wanted);
  await ben.pick('Ada');
  const of = (desk: Desk) => desk.page.getByRole('region', { name: 'Disputes' });
  await of(ben).getByText('Opened', { exact: true }).click();
  await of(ben).getByRole('button', { name: 'Ask for more' }).waitFor();
  expect(await of(ben).getByRole('button', { name: 'Decide' }).count()).toBe(0);

  await grace.pick('Ada');
  await of(grace).getByText('Opened', { exact: true }).click();
  await of(grace).getByRole('button', { name: 'Decide' }).click();
  const form = of(grace).getByRole('form', { name: 'Decide' });
  await form.getByRole('combobox', { name: 'In whose favour' }).selectOption('The brand’s');
  await form.getByRole('textbox', { name: 'The reason' }).fill('The carrier has your signature.');
  await look(grace.page, 'desk-decides');
  await form.getByRole('button', { name: 'Decide' }).click();
  await of(grace).getByText('Decided', { exact: true }).waitFor();
  await ada.row(brand).click();
  const decided = ada.page.locator('article', { hasText: 'Decided for the brand' });
  await decided.getByText('The carrier has your signature.').waitFor();

  const { page } = await Desk.open(grace.person, brand, '/reports');
  const tile = page.locator('.tile', { hasText: 'Disputes decided' });
  await tile.waitFor();
  expect(await tile.locator('.value').textContent()).toBe('1');
});
