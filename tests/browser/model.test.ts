/** The language model at the desk: switched on by an owner, a draft with its sources, translations, vectors, and what is said when it fails. */
import { createServer, type IncomingMessage, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { expectNoViolation, looks } from './support/axe';
import { call, Desk, found, hire, write } from './support/brands';
import { join, useBrowser, wide } from './support/people';
import { Server } from './support/server';

useBrowser();

let server: Server;
let model: HttpServer;
/** What it answers next; nothing at all breaks its form. */
let says = '';

/** What texts mean to the model for vectors: whether they are about sending something back. */
const meaning = (text: string) => [/send it back|refund/i.test(text) ? 4 : 0.1, 1];

async function vectors(request: IncomingMessage): Promise<object> {
  const { input } = (await json(request)) as { input: string[] };
  return { data: input.map((text, index) => ({ index, embedding: meaning(text) })) };
}

beforeAll(async () => {
  model = createServer((request, answer) => {
    answer.setHeader('content-type', 'application/json');
    if (request.url === '/v1/embeddings') {
      void vectors(request).then((made) => answer.end(JSON.stringify(made)));
      return;
    }
    answer.end(
      JSON.stringify(says === '' ? {} : { choices: [{ message: { role: 'assistant', content: says } }] }),
    );
  }).listen(0, '127.0.0.1');
  await new Promise((listening) => model.once('listening', listening));
  server = await Server.start({
    SUBROSA_MODEL_URL: `http://127.0.0.1:${(model.address() as AddressInfo).port}/v1`,
    SUBROSA_MODEL_NAME: 'tiny',
    SUBROSA_MODEL_PRIVATE_NETWORK: 'true',
    SUBROSA_EMBEDDINGS_URL: `http://127.0.0.1:${(model.address() as AddressInfo).port}/v1`,
    SUBROSA_EMBEDDINGS_NAME: 'near',
    SUBROSA_EMBEDDINGS_PRIVATE_NETWORK: 'true',
  });
});
afterAll(async () => {
  model.closeAllConnections();
  model.close();
  await server.stop();
});

const at = (look: object = wide) => ({ ...look, baseURL: server.origins[0] });

async function stage(look?: object) {
  const [grace, ben, ada] = await Promise.all([
    join('Grace', at(look)),
    join('Ben', at(look)),
    join('Ada', at()),
  ]);
  const brand = await found(grace, 'Rosewater');
  await hire(grace, brand, ben);
  const text = {
    title: 'Returns',
    language: 'en',
    markdown: 'You can send it back within 30 days of delivery.',
  };
  const made = await call<{ article: { id: string } }>(grace, 'POST', '/v1/brand/articles', { text }, brand);
  await call(grace, 'PUT', `/v1/brand/articles/${made.article.id}/publication`, { version: 1 }, brand);
  await write(ada, brand, 'Bis wann kann ich es zurückschicken? 30 days?');
  return { brand, grace, ben };
}

it('drafts and translates once it is switched on, and sends nothing by itself', async () => {
  const { brand, grace, ben } = await stage();
  const desk = await Desk.open(ben, brand);
  await desk.pick('Ada');
  expect(await desk.page.getByRole('button', { name: 'Assist' }).count()).toBe(0);

  const { page } = await Desk.open(grace, brand, '/settings');
  await page.getByText('The model “tiny” of the operator, at 127.0.0.1').waitFor();
  await page.locator('[name=model-drafts]').check();
  await page.locator('[name=model-translations]').check();
  const form = page.locator('form', { has: page.locator('[name=model-drafts]') });
  await form.locator('button[type=submit]').click();
  await expect
    .poll(() =>
      call<{ uses: object }>(grace, 'GET', '/v1/brand/model', undefined, brand).then(({ uses }) => uses),
    )
    .toEqual({ drafts: true, translations: true, answers: false, embeddings: false });

  await desk.page.reload();
  await desk.composer.waitFor();
  await desk.composer.fill('Hello');
  says = 'Within 30 days of delivery [1].';
  await desk.page.getByRole('button', { name: 'Assist' }).click();
  await desk.page.getByRole('menuitem', { name: 'Draft a reply' }).click();
  const note = desk.page.locator('[data-drafted=draft]');
  await note.getByText('From: Returns').click();
  await note.getByText('You can send it back within 30 days of delivery.').waitFor();
  if (process.env['SUBROSA_LOOK'])
    await desk.page.screenshot({ path: `${process.env['SUBROSA_LOOK']}/model-wide.png` });
  expect(await desk.composer.inputValue()).toBe('Within 30 days of delivery.');
  await note.getByRole('button', { name: 'Take it back' }).click();
  expect(await desk.composer.inputValue()).toBe('Hello');

  says = 'Hallo';
  await desk.page.getByRole('button', { name: 'Assist' }).click();
  await desk.page.getByRole('menuitem', { name: 'Translate into' }).click();
  await desk.page.locator('[data-drafted=translation]').waitFor();
  expect(await desk.composer.inputValue()).toBe('Hallo');
  expect(await desk.page.locator('article.mine').count()).toBe(0);
  await desk.composer.press('Control+Enter');
  await desk.message('Hallo').waitFor();
  expect(await desk.page.locator('[data-drafted]').count()).toBe(0);

  says = 'Until when can I send it back?';
  await desk.message('Bis wann').click({ button: 'right' });
  await desk.page.getByRole('menuitem', { name: 'Translate' }).click();
  const below = desk.page.locator('[data-translation]');
  await below.getByText('Until when can I send it back?').waitFor();
  await below.getByRole('button', { name: 'Hide the translation' }).click();
  expect(await below.count()).toBe(0);

  says = '';
  await desk.page.getByRole('button', { name: 'Assist' }).click();
  await desk.page.getByRole('menuitem', { name: 'Draft a reply' }).click();
  await desk.page.getByText('The language model gave no usable answer.').waitFor();
});

it('finds articles by what they mean once it is switched on, and shows by which way', async () => {
  const { brand, grace } = await stage();
  for (const [title, markdown] of [
    ['Delivery', 'Seven days, to all of Europe.'],
    ['Paying', 'By card or by invoice.'],
    ['Sizes', 'All bowls are 20 cm wide.'],
  ]) {
    const text = { title, language: 'en', markdown };
    const made = await call<{ article: { id: string } }>(
      grace,
      'POST',
      '/v1/brand/articles',
      { text },
      brand,
    );
    await call(grace, 'PUT', `/v1/brand/articles/${made.article.id}/publication`, { version: 1 }, brand);
  }
  const { page } = await Desk.open(grace, brand, '/settings');
  await page.getByText('The model “near” of the operator, at 127.0.0.1').waitFor();
  expect(await page.locator('[data-vectors]').count()).toBe(0);
  await page.locator('[name=model-embeddings]').check();
  const form = page.locator('form', { has: page.locator('[name=model-embeddings]') });
  await form.locator('button[type=submit]').click();
  await page.locator('[data-vectors]').waitFor();
  const articles = () =>
    call<{ embeddings: { articles: number } }>(grace, 'GET', '/v1/brand/model', undefined, brand).then(
      ({ embeddings }) => embeddings.articles,
    );
  await expect.poll(articles, { timeout: 20_000 }).toBe(4);
  await page.reload();
  await page.getByText('4 of 4 published articles have vectors (4 passages).').waitFor();
  await expectNoViolation(page, 'the switch of vectors');
  if (process.env['SUBROSA_LOOK']) await page.locator('[name=model-embeddings]').scrollIntoViewIfNeeded();
  if (process.env['SUBROSA_LOOK'])
    await page.screenshot({ path: `${process.env['SUBROSA_LOOK']}/vectors-wide.png` });

  const { page: knowledge } = await Desk.open(grace, brand, '/knowledge');
  await knowledge.locator('[name=try-question]').fill('How do I get a refund?');
  await knowledge.locator('[name=try-question]').press('Enter');
  await knowledge.locator('[data-unknown]').waitFor();
  await knowledge.locator('[data-found-by=meaning]').waitFor();
  expect(await knowledge.locator('[data-found-by=words]').count()).toBe(0);
  if (process.env['SUBROSA_LOOK'])
    await knowledge.screenshot({ path: `${process.env['SUBROSA_LOOK']}/vectors-try.png` });
});

it.each(looks)('what the model does has no violations, %s', async (_, look) => {
  const { brand, grace } = await stage(look);
  await call(grace, 'PUT', '/v1/brand/model', { drafts: true, translations: true, answers: false }, brand);
  const desk = await Desk.open(grace, brand);
  await desk.pick('Ada');
  says = 'Within 30 days of delivery [1].';
  await desk.page.locator('[data-assist]').click();
  await desk.page.getByRole('menuitem').first().click();
  await desk.page.locator('[data-drafted] summary').click();
  await desk.message('Bis wann').click({ button: 'right' });
  await desk.page.getByRole('menuitem').last().click();
  await desk.page.locator('[data-translation] .text').waitFor();
  await expectNoViolation(desk.page, 'a draft and a translation');
  expect(await desk.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  if (process.env['SUBROSA_LOOK'])
    await desk.page.screenshot({ path: `${process.env['SUBROSA_LOOK']}/model-phone.png` });
});
