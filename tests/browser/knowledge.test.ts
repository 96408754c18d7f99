/** A brand's knowledge in the browser: written, tried, published, rolled back, and what was asked in vain. */
import { expect, it } from 'vitest';

import { expectNoViolation, looks } from './support/axe';
import { call, Desk, found, hire } from './support/brands';
import { join, phone, signIn, useBrowser } from './support/people';

useBrowser();

const article = (title: string, markdown: string) => ({ text: { title, language: 'en', markdown } });

/** Articles beside the one in question, so that words have weight. */
async function stock(owner: Parameters<typeof call>[0], brand: { id: string }): Promise<void> {
  for (const [title, markdown] of [
    ['Delivery abroad', 'We deliver to all of Europe within seven days.'],
    ['Caring for linen', 'Wash linen at 40 degrees and hang it up to dry.'],
    ['Ways to pay', 'By card, by invoice or with a voucher.'],
  ] as const) {
    const { article: made } = await call<{ article: { id: string } }>(
      owner,
      'POST',
      '/v1/brand/articles',
      article(title, markdown),
      brand,
    );
    await call(owner, 'PUT', `/v1/brand/articles/${made.id}/publication`, { version: 1 }, brand);
  }
}

it('an article is written, published, answers, and is rolled back', async () => {
  const grace = await join('Grace');
  const brand = await found(grace, 'Rosewater');
  const { page } = await Desk.open(grace, brand);
  await page.getByRole('link', { name: 'Knowledge' }).click();
  await page.getByText('No articles yet').waitFor();
  await stock(grace, brand);

  await page.getByRole('button', { name: 'Write an article' }).click();
  await page.locator('[name=article-title]').fill('Returns and refunds');
  await page
    .locator('[name=article-text]')
    .fill(
      'Send it back within **30 days**.\n\n## Costs\n\nThe <b>label</b> is [free](https://shop.example/label).',
    );
  const preview = page.locator('.markdown');
  await preview.locator('strong', { hasText: '30 days' }).waitFor();
  await preview.locator('h2', { hasText: 'Costs' }).waitFor();
  expect(await preview.locator('b').count(), 'HTML stays text').toBe(0);
  await page.getByRole('button', { name: 'Save and publish' }).click();
  await page.locator('[data-state]', { hasText: 'Published' }).waitFor();

  // Changed, but not published: customers get the text that is.
  await page.locator('[name=article-text]').fill('Send it back within **60 days**.');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.locator('[data-version="2"]').waitFor();
  await page.locator('[data-state]', { hasText: 'Changed since' }).waitFor();
  const ask = async (question: string): Promise<void> => {
    await page
      .getByRole('button', { name: 'Knowledge' })
      .or(page.getByRole('link', { name: 'Knowledge' }))
      .first()
      .click();
    await page.locator('[name=try-question]').fill(question);
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
  };
  await ask('within how many days can I send it back?');
  await page.locator('[data-answer]', { hasText: '30 days' }).waitFor();
  expect(await page.locator('[data-answer]').textContent()).toContain('— Returns and refunds');
  await ask('do you sell bicycles?');
  await page.locator('[data-unknown]').waitFor();

  // Published, and back.
  await page.locator('[name=article-search]').fill('refu');
  await page.locator('[data-articles="1"] a', { hasText: 'Returns and refunds' }).click();
  await page.getByRole('button', { name: 'Publish version 2' }).click();
  await page.locator('[data-version="2"]', { hasText: 'Customers are answered from this one' }).waitFor();
  await page.getByRole('button', { name: 'Publish version 1' }).click();
  await page.locator('[data-version="1"]', { hasText: 'Customers are answered from this one' }).waitFor();
  await page.getByRole('button', { name: 'Take the text of version 1' }).click();
  await expect.poll(() => page.locator('[name=article-text]').inputValue()).toContain('30 days');
});

it('an agent proposes, and does not publish; a second writer is told', async () => {
  const [grace, ben] = await Promise.all([join('Grace'), join('Ben')]);
  const brand = await found(grace, 'Rosewater');
  await hire(grace, brand, ben);
  const { page } = await Desk.open(ben, brand);
  await page.goto(`/inbox/${brand.handle}/knowledge/new`);
  await page.locator('[name=article-title]').fill('Opening hours');
  await page.locator('[name=article-text]').fill('Nine to six.');
  expect(await page.getByRole('button', { name: 'Save and publish' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.locator('[data-version="1"]').waitFor();
  await expect.poll(() => page.url()).not.toMatch(/\/new$/);
  const id = page.url().split('/').at(-1) ?? '';
  await call(grace, 'PUT', `/v1/brand/articles/${id}`, article('Opening hours', 'Ten to six.'), brand);
  await page.locator('[name=article-text]').fill('Nine to five.');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.getByText('Someone else has changed this.').waitFor();
  expect(await page.locator('[name=article-text]').inputValue(), 'no words are lost').toBe('Nine to five.');
});

it('fits on a phone', async () => {
  const grace = await join('Grace', phone);
  const brand = await found(grace, 'Rosewater');
  await stock(grace, brand);
  const { page } = grace;
  await page.goto(`/inbox/${brand.handle}/knowledge`);
  await page.locator('[data-articles="3"]').waitFor();
  const wide = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await wide()).toBe(0);
  await page.locator('[data-articles] a').first().click();
  await page.locator('[name=article-title]').waitFor();
  expect(await wide()).toBe(0);
  await page.locator('header').getByRole('button', { name: 'Knowledge' }).click();
  await page.locator('[data-articles="3"]').waitFor();
});

it.each(looks)('axe finds nothing, %s', async (_, options) => {
  const grace = await join('Grace');
  const brand = await found(grace, 'Rosewater');
  await stock(grace, brand);
  const { page } = await signIn(grace, options);
  await page.goto(`/inbox/${brand.handle}/knowledge`);
  await page.locator('[data-articles="3"]').waitFor();
  await page.locator('[name=try-question]').fill('at how many degrees do I wash linen?');
  await page.locator('form button').click();
  await page.locator('[data-answer]').waitFor();
  await expectNoViolation(page, 'the knowledge');
  await page.locator('[data-articles] a').first().click();
  await page.locator('[data-version="1"]').waitFor();
  await expectNoViolation(page, 'an article');
});
