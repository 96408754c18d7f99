/** A brand's team at its inbox, and the customer on the other side. */
import { expect, it } from 'vitest';

import { call, Desk, found, hire, shop, write } from './support/brands';
import { join, signIn, useBrowser } from './support/people';

useBrowser();

it('a customer writes, an agent answers from a saved reply, and notes stay with the team', async () => {
  const { brand, grace, ben, ada } = await shop();
  const saved = { name: 'Where is my order', text: 'Hello {{customer}}, {{agent}} here: it is on its way.' };
  await call(grace.person, 'POST', '/v1/brand/replies', saved, brand);
  await grace.page.getByText('Nobody has written yet').waitFor();
  await grace.page.reload();

  // The customer sees that this is a brand, before the first word.
  await ada.page.getByRole('button', { name: 'New message' }).first().click();
  await ada.page.getByRole('dialog').locator('input').fill(brand.handle);
  await ada.page.getByRole('dialog').getByRole('button', { name: 'Write to Rosewater' }).click();
  await ada.composer.waitFor();
  await ada.page.locator('header').getByText('its team can read this').waitFor();
  await ada.say('Where is my parcel?');

  await grace.row('Ada').waitFor();
  await expect.poll(() => grace.count('unassigned').textContent()).toBe('1');
  await grace.pick('Ada');
  await grace.note('A regular: be kind');
  await grace.noteCard('A regular').getByText('Only your team sees this').waitFor();

  await grace.page.locator('#composer-reply').click();
  await grace.composer.pressSequentially('/order');
  await grace.page.getByRole('option', { name: 'Where is my order' }).waitFor();
  await grace.page.keyboard.press('Enter');
  await expect.poll(() => grace.composer.inputValue()).toBe('Hello Ada, Grace here: it is on its way.');
  await grace.composer.press('Control+Enter');

  await ada.message('Hello Ada, Grace here').waitFor();
  await expect
    .poll(() => ada.texts())
    .toEqual(['Where is my parcel?', 'Hello Ada, Grace here: it is on its way.']);
  expect(await ada.page.content()).not.toContain('be kind');

  // The reply took the ticket, and the colleague sees who wrote it and the note.
  await expect.poll(() => grace.count('mine').textContent()).toBe('1');
  await expect.poll(() => grace.count('unassigned').textContent()).toBe('0');
  await ben.turnTo('open');
  await ben.pick('Ada');
  await ben.noteCard('be kind').waitFor();
  await ben.message('it is on its way').locator('.writer', { hasText: 'Grace' }).waitFor();
});

it('a saved reply also does something, seen before it is sent; one without words does it at once', async () => {
  const { brand, grace, ada } = await shop();
  const conversation = await write(ada, brand, 'My bowl is broken');
  const { page } = await Desk.open(grace.person, brand, '/settings');
  await page.getByRole('button', { name: 'Add a saved reply' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('[name=reply-name]').fill('Refund');
  await dialog.locator('[name=reply-text]').fill('Your money is on its way.');
  await dialog.getByLabel('Status').selectOption('resolved');
  await dialog.locator('[name=reply-add-labels]').fill('refund, damaged');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page
    .getByText('Your money is on its way. · Resolved · label “damaged, refund”')
    .or(page.getByText('Your money is on its way. · Resolved · label “refund, damaged”'))
    .waitFor();
  const spam = { name: 'Spam', text: '', then: { status: 'pending', add_labels: ['spam'] } };
  await call(grace.person, 'POST', '/v1/brand/replies', spam, brand);

  const desk = await Desk.open(grace.person, brand, '/v/unassigned');
  await desk.pick('Ada');
  await desk.page.locator('#composer-reply').click();
  await desk.composer.pressSequentially('/spam');
  await desk.page.getByRole('option', { name: 'Spam' }).waitFor();
  await desk.page.keyboard.press('Enter');
  await desk.toast('Pending').waitFor();
  expect(await desk.composer.inputValue()).toBe('');
  await ada.row(brand).click();
  await expect.poll(() => ada.texts()).toEqual(['My bowl is broken']);

  await desk.composer.pressSequentially('/refund');
  await desk.page.getByRole('option', { name: 'Refund' }).waitFor();
  await desk.page.keyboard.press('Enter');
  await desk.page.locator('[data-then]').getByText('When sent: Resolved').waitFor();
  await desk.composer.press('Control+Enter');
  await desk.page.locator('[data-then]').waitFor({ state: 'detached' });
  const ticket = async () => {
    const path = `/v1/conversations/${conversation}/tickets`;
    const { tickets } = await call<{ tickets: { status: string; labels: string[] }[] }>(
      grace.person,
      'GET',
      path,
      undefined,
      brand,
    );
    return [tickets[0]?.status, tickets[0]?.labels.join()];
  };
  await expect.poll(ticket).toEqual(['resolved', 'damaged,refund,spam']);

  // What it would do can be left out.
  await desk.composer.pressSequentially('/refund');
  await desk.page.keyboard.press('Enter');
  await desk.page.getByRole('button', { name: 'Send without this' }).click();
  await desk.page.locator('[data-then]').waitFor({ state: 'detached' });
  expect(await desk.composer.inputValue()).toBe('Your money is on its way.');
});

it('two answer at once: the late reply is stopped, and goes if one says so', async () => {
  const { brand, grace, ben, ada } = await shop();
  await write(ada, brand, 'Is anyone there?');
  await grace.pick('Ada');
  await ben.pick('Ada');
  await ben.composer.pressSequentially('I will look into');
  await grace.page.getByText('Writing now: Ben').waitFor();
  await grace.reply('Yes, I am here.');

  await ben.page.getByText('Grace has taken this conversation').waitFor();
  await ben.composer.press('Control+Enter');
  const stopped = ben.page.locator('[data-stopped]');
  await stopped.getByText('Grace has taken').waitFor();
  expect(await grace.message('I will look into').count()).toBe(0);

  // Taken back to the composer, the words are whole.
  await stopped.getByRole('button', { name: 'Edit' }).click();
  await expect.poll(() => ben.composer.inputValue()).toBe('I will look into');
  await stopped.waitFor({ state: 'detached' });
  await ben.composer.press('Control+Enter');
  await grace.message('I will look into').waitFor();
});

it('sends a stopped reply anyway', async () => {
  const { brand, grace, ben, ada } = await shop();
  await write(ada, brand, 'Is anyone there?');
  await ben.pick('Ada');
  await ben.composer.pressSequentially('Late but true');
  await grace.pick('Ada');
  await grace.reply('First');
  await ben.page.getByText('Grace has taken this conversation').first().waitFor();
  await ben.composer.press('Control+Enter');
  await ben.page.locator('[data-stopped]').getByRole('button', { name: 'Send anyway' }).click();
  await grace.message('Late but true').waitFor();
  // Ben has it now, and goes on without being stopped.
  await ben.reply('And more');
  await ben.reply('And still more');
  await grace.message('And still more').waitFor();
  expect(await ben.page.locator('[data-stopped]').count()).toBe(0);
});

it('resolves, undoes and resolves again, by keys and with the reply', async () => {
  const { brand, grace, ada } = await shop();
  await write(ada, brand, 'Thank you');
  await grace.row('Ada').waitFor();
  await grace.press('j', 'Enter');
  await grace.composer.waitFor();
  await grace.press('e');
  await grace.toast('1 ticket: Resolved').waitFor();
  await grace.row('Ada').waitFor({ state: 'detached' });
  await grace.press('u');
  await grace.toast('Undone').waitFor();
  await grace.row('Ada').waitFor();

  await grace.page.locator('#composer-reply').click();
  await grace.composer.fill('You are welcome.');
  await grace.page.getByRole('button', { name: 'Send and…' }).click();
  await grace.page.getByRole('menuitem', { name: 'Send and resolve' }).click();
  await grace.message('You are welcome.').waitFor();
  await expect.poll(() => grace.count('resolved').textContent()).toBe('1');
  await grace.page.getByText('Ticket resolved · Grace').last().waitFor();

  // The customer's next word opens it again.
  await write(ada, brand, 'One more thing');
  await grace.page.getByText('Ticket #1 opened again').waitFor();
  await expect.poll(() => grace.count('mine').textContent()).toBe('1');

  // A brand that never opens again begins another, and the one before is an earlier one.
  await call(grace.person, 'PATCH', '/v1/brand', { reopen_seconds: 0 }, brand);
  await grace.press('e');
  await expect.poll(() => grace.count('resolved').textContent()).toBe('1');
  await write(ada, brand, 'Another question');
  const panel = grace.page.locator('aside');
  await panel.getByText('Earlier tickets').waitFor();
  await panel.getByRole('button', { name: /Ticket #1/ }).click();
  await grace.page.getByText('Ticket #2 opened').waitFor();
});

it('snoozes until a moment and until the customer writes', async () => {
  const { brand, grace, ada } = await shop();
  await write(ada, brand, 'No hurry');
  await grace.pick('Ada');
  await grace.press('z');
  await grace.page.getByRole('dialog').getByRole('option', { name: 'Tomorrow morning' }).click();
  await grace.toast('Snoozed').waitFor();
  await grace.page.locator('header').getByText('Snoozed until').waitFor();
  await expect.poll(() => grace.count('snoozed').textContent()).toBe('1');

  await grace.press('z');
  await grace.page.getByRole('dialog').locator('input').fill('until they');
  await grace.page.keyboard.press('Enter');
  await expect.poll(() => grace.page.locator('header').getByText('Snoozed until').count()).toBe(0);
  await write(ada, brand, 'Now, please');
  await expect.poll(() => grace.count('snoozed').textContent()).toBe('0');
  await expect.poll(() => grace.count('unassigned').textContent()).toBe('1');
});

it('changes several at once, and takes it back', async () => {
  const [grace, ben] = [await join('Grace'), await join('Ben')];
  const brand = await found(grace, 'Rosewater');
  await hire(grace, brand, ben);
  for (const name of ['Ada', 'Ida', 'Eva']) await write(await join(name), brand, `Hello from ${name}`);
  const desk = await Desk.open(grace, brand);
  await desk.row('Eva').waitFor();

  await desk.press('j', 'x', 'j', 'x');
  await desk.page.getByText('2 selected').waitFor();
  await desk.press('a');
  await desk.page.getByRole('dialog').locator('input').fill('ben');
  await desk.page.keyboard.press('Enter');
  await desk.toast('2 tickets assigned to Ben').waitFor();
  await expect.poll(() => desk.page.locator('#tickets a').count()).toBe(1);
  await desk.page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => desk.page.locator('#tickets a').count()).toBe(3);

  await desk.page.getByRole('checkbox', { name: 'Select Ada' }).check();
  await desk.page.getByRole('checkbox', { name: 'Select all' }).check();
  await desk.page.getByText('3 selected').waitFor();
  await desk.press('l');
  await desk.page.getByRole('dialog').locator('input').fill('Delivery');
  await desk.page.getByRole('option', { name: 'New label: Delivery' }).click();
  await desk.toast('3 tickets labelled').waitFor();
  await desk.page.getByRole('navigation').getByRole('link', { name: 'Delivery' }).click();
  await expect.poll(() => desk.page.locator('#tickets a').count()).toBe(3);
  await desk.press('j', 'x', 'e');
  await expect.poll(() => desk.page.locator('#tickets a').count()).toBe(2);
});

it('a reconnect brings what colleagues did, and what was written offline goes out', async () => {
  const { brand, grace, ben, ada } = await shop();
  await write(ada, brand, 'Hello?');
  await grace.pick('Ada');
  await ben.pick('Ada');
  await ben.page.context().setOffline(true);
  await ben.page.getByText('No connection').first().waitFor();
  await grace.note('Ben has gone');
  await grace.reply('Hello Ada');
  await grace.message('Hello Ada').locator('[data-delivery=delivered]').waitFor();
  await ben.note('Written in a tunnel');
  await ben.noteCard('in a tunnel').waitFor();

  await ben.page.context().setOffline(false);
  await ben.message('Hello Ada').waitFor();
  await ben.noteCard('Ben has gone').waitFor();
  await grace.noteCard('in a tunnel').waitFor();
  await expect.poll(() => ben.noteCard('in a tunnel').count()).toBe(1);
});

it('each member has words of their own, on all their devices', async () => {
  const { brand, grace, ben, ada } = await shop();
  await write(ada, brand, 'Hello?');
  await grace.pick('Ada');
  await grace.composer.pressSequentially('Not finished');
  await ben.pick('Ada');
  await ben.note('And something happens meanwhile');
  await grace.noteCard('something happens').waitFor();
  expect(await grace.composer.inputValue()).toBe('Not finished');
  expect(await ben.composer.inputValue()).toBe('');

  const path = new URL(grace.page.url()).pathname.split(brand.handle)[1] ?? '';
  const other = await Desk.open(await signIn(grace.person), brand, path);
  await expect.poll(() => other.composer.inputValue(), { timeout: 10_000 }).toBe('Not finished');
  await grace.page.reload();
  await expect.poll(() => grace.composer.inputValue()).toBe('Not finished');
  await other.composer.press('Control+Enter');
  await grace.message('Not finished').waitFor();
  await expect.poll(() => grace.composer.inputValue()).toBe('');
  await grace.page.reload();
  await grace.message('Not finished').waitFor();
  await expect.poll(() => grace.composer.inputValue()).toBe('');
});

it('is worked through without a pointer', async () => {
  const [grace, names] = [await join('Grace'), ['Ada', 'Ida', 'Eva']];
  const brand = await found(grace, 'Rosewater');
  for (const name of names) await write(await join(name), brand, `Hello from ${name}`);
  const desk = await Desk.open(grace, brand);
  const { keyboard } = desk.page;
  const opened = (name: string) => desk.page.locator('header h2', { hasText: name }).waitFor();
  const writing = () =>
    expect.poll(() => desk.page.evaluate(() => document.activeElement?.id)).toBe('composer');
  await desk.row('Eva').waitFor();

  // The newest is Eva's; J and K move, also while a ticket is open, and open the next.
  await desk.press('j', 'j', 'k', 'Enter');
  await opened('Eva');
  await keyboard.press('n');
  await writing();
  await keyboard.type('Seen');
  await keyboard.press('Enter');
  await desk.noteCard('Seen').waitFor();
  await keyboard.press('Escape');
  await keyboard.press('j');
  await opened('Ida');
  await keyboard.press('r');
  await writing();
  await keyboard.type('At once');
  await keyboard.press('Control+Shift+Enter');
  await desk.message('At once').waitFor();
  await expect.poll(() => desk.count('resolved').textContent()).toBe('1');
  await keyboard.press('Escape');
  await keyboard.press('p');
  await desk.page.getByRole('dialog').getByRole('option', { name: 'Urgent' }).waitFor();
  await keyboard.press('Escape');
  await desk.page.getByRole('dialog').waitFor({ state: 'detached' });

  // What was resolved left its place to the next. At the end of the list J stays there, so it can be pressed until it is heard: right
  // behind a window that closes it may not be.
  const heading = desk.page.locator('header h2').first();
  await expect
    .poll(async () => {
      await keyboard.press('j');
      return heading.textContent();
    })
    .toContain('Ada');
  await keyboard.press('z');
  await keyboard.type('pick');
  await keyboard.press('Enter');
  await desk.page.locator('input[type=datetime-local]').waitFor();
  await keyboard.press('Enter');
  await desk.toast('Snoozed').waitFor();
  await keyboard.press('g');
  await keyboard.press('s');
  await desk.row('Ada').waitFor();
  await keyboard.press('?');
  await desk.page.getByRole('dialog').getByText('Send and resolve').waitFor();
  await desk.page.getByRole('checkbox', { name: 'Single-letter keys' }).uncheck();
  await keyboard.press('Escape');
  await desk.page.getByRole('dialog').waitFor({ state: 'detached' });
  await keyboard.press('u');
  // Had it undone anything, it would have been before the list was read again.
  await desk.turnTo('open');
  await desk.turnTo('snoozed');
  await desk.row('Ada').waitFor();
  expect(await desk.count('snoozed').textContent()).toBe('1');
});

it('invitations are accepted in the messenger, and who is let go leaves at once', async () => {
  const grace = await join('Grace');
  const ben = await join('Ben');
  await grace.page.goto('/settings');
  await grace.page.getByRole('button', { name: 'Make a brand' }).click();
  await grace.page.locator('[name=brand-name]').fill('Thornfield');
  await grace.page.locator('[name=brand-handle]').fill(`thornfield${process.pid}`);
  await grace.page.getByRole('button', { name: 'Make a brand' }).click();
  await grace.page.getByText('Nobody has written yet').waitFor();

  await grace.page.getByRole('link', { name: 'Brand and team' }).click();
  await grace.page.locator('[name=invite-handle]').fill(ben.handle);
  await grace.page.getByRole('button', { name: 'Invite', exact: true }).click();
  await grace.page.locator('li', { hasText: 'Ben' }).getByText('invited').waitFor();
  await grace.page.getByRole('button', { name: 'Add a saved reply' }).click();
  await grace.page.locator('[name=reply-name]').fill('Thanks');
  await grace.page.locator('[name=reply-text]').fill('Thank you, {{customer}}.');
  await grace.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await grace.page.locator('li', { hasText: 'Thanks' }).waitFor();

  await ben.page.reload();
  await ben.page.getByText('Thornfield invites you to its team. Role: Agent').waitFor();
  await ben.page.getByRole('button', { name: 'Accept' }).click();
  await ben.page.getByText('Nobody has written yet').waitFor();
  await ben.page.goto('/');
  await ben.page.getByRole('list', { name: 'Inboxes' }).getByRole('link', { name: 'Thornfield' }).click();
  await ben.page.getByText('Nobody has written yet').waitFor();

  // Another role counts at once.
  const ada = await join('Ada');
  const brand = { handle: `thornfield${process.pid}`, id: '', name: 'Thornfield' };
  await write(ada, brand, 'Hello');
  await ben.page.locator('#tickets a').click();
  await ben.page.locator('#composer-reply').waitFor();
  await grace.page.reload();
  await grace.page.getByRole('combobox', { name: 'Role of Ben' }).selectOption('marketer');
  await ben.page.locator('#composer-reply').waitFor({ state: 'detached' });
  await ben.page.locator('#composer-note').waitFor();
  await grace.page.getByRole('combobox', { name: 'Role of Ben' }).selectOption('analyst');
  await ben.page.getByText('Your role reads and does not write.').waitFor();

  await grace.page.getByRole('button', { name: 'Remove Ben' }).click();
  await grace.page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await ben.page.getByText('You are no longer on this team').waitFor();
  await ben.page.getByRole('button', { name: 'Your messages' }).click();
  await ben.page.locator('#search').waitFor();
  expect(await ben.page.getByRole('list', { name: 'Inboxes' }).count()).toBe(0);
});

it('signing out leaves nothing of the brand in the browser', async () => {
  const { brand, grace, ada } = await shop();
  await write(ada, brand, 'A secret order');
  await grace.pick('Ada');
  const kept = () =>
    grace.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? ''));
  expect((await kept()).some((name) => name.includes(brand.id))).toBe(true);
  await grace.page.goto('/settings');
  await grace.page.getByRole('button', { name: 'Sign out', exact: true }).last().click();
  await grace.page.locator('[name=password]').waitFor();
  await expect.poll(kept).toEqual([]);
});
