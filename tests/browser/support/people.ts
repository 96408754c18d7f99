/** People in browsers: each in a context of their own, doing with the page what a person does. */
import { existsSync } from 'node:fs';

import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Locator,
  type Page,
} from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';

export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};
export const smallPhone: BrowserContextOptions = { ...phone, viewport: { width: 320, height: 568 } };
export const wide: BrowserContextOptions = { viewport: { width: 1360, height: 860 } };

/** A page that keeps the whole app for a time without a network: what tests of that time ask for, as it takes a quarter more. */
export const withServiceWorker: BrowserContextOptions = { ...wide, serviceWorkers: 'allow' };
const withoutServiceWorker: BrowserContextOptions = { serviceWorkers: 'block' };

export const password = 'correct-horse-battery';
export const demoPassword = 'under-the-rose';

let browser: Browser;
let open: BrowserContext[] = [];
/** What no page may ever do, collected while a test runs. */
let faults: string[] = [];
let serial = 0;
let browsers = 0;

/** Chromium without its own windows, which is a third quicker; where there is none, the whole one. */
function executable(): string {
  const shell = '/usr/bin/chromium-headless-shell';
  return process.env['CHROMIUM'] ?? (existsSync(shell) ? shell : '/usr/bin/chromium');
}

/** Call once in each test file. */
export function useBrowser(): void {
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: executable(),
      args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
    });
  });
  afterEach(async () => {
    await Promise.all(open.map((context) => context.close()));
    open = [];
    const seen = faults;
    faults = [];
    expect(seen, 'errors and refusals on the pages').toEqual([]);
  });
  afterAll(() => browser.close());
}

/** A browser of its own, signed out. */
export async function newPage(options: BrowserContextOptions = wide): Promise<Page> {
  const origins = inject('origins');
  const origin = origins[(browsers += 1) % origins.length] ?? origins[0];
  const context = await browser.newContext({
    baseURL: origin,
    locale: 'en-GB',
    ...withoutServiceWorker,
    ...options,
  });
  context.setDefaultTimeout(15_000);
  open.push(context);
  const page = await context.newPage();
  watch(page);
  return page;
}

/** Another tab of the same browser. */
export async function newTab(page: Page): Promise<Page> {
  const tab = await page.context().newPage();
  watch(tab);
  return tab;
}

function watch(page: Page): void {
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    const text = message.text();
    // Being signed out, refused or offline is part of life; breaking the page's own policy is not.
    if (
      message.type() === 'error' &&
      !text.includes('Failed to load resource') &&
      !text.includes('ERR_INTERNET')
    )
      faults.push(text);
  });
}

/** A new account, signed in. How people sign up by themselves is the entrance's test. */
export async function join(name: string, options?: BrowserContextOptions): Promise<Person> {
  const handle = `${name.toLowerCase()}${process.pid}x${(serial += 1)}`;
  const page = await enter('/v1/accounts', { handle, display_name: name, password }, options);
  return new Person(page, name, handle);
}

/** The same person on one more device. */
export async function signIn(
  { name, handle }: Pick<Person, 'name' | 'handle'>,
  options?: BrowserContextOptions,
  secret = password,
): Promise<Person> {
  const page = await enter('/v1/sessions', { handle, password: secret }, options);
  return new Person(page, name, handle);
}

/** A browser whose cookie is the answer to a request. */
async function enter(path: string, data: object, options?: BrowserContextOptions): Promise<Page> {
  const page = await newPage(options);
  const answer = await page.request.post(path, { data });
  expect(answer.status(), `${path}: ${await answer.text()}`).toBe(201);
  await page.goto('/');
  await page.locator('#search').waitFor();
  return page;
}

/** What one person does and sees. */
export class Person {
  constructor(
    readonly page: Page,
    readonly name: string,
    readonly handle: string,
  ) {}

  /** Begins a conversation by handle. */
  async writeTo(other: Person): Promise<void> {
    await this.page.getByRole('button', { name: 'New message' }).first().click();
    const dialog = this.page.getByRole('dialog');
    await dialog.locator('input').fill(other.handle);
    await dialog.getByRole('button', { name: `Write to ${other.name}` }).click();
    await this.composer.waitFor();
  }

  async open(other: Pick<Person, 'name'>): Promise<void> {
    await this.row(other).click();
    await this.composer.waitFor();
  }

  async say(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Control+Enter');
  }

  get composer(): Locator {
    return this.page.locator('#composer');
  }

  row(other: Pick<Person, 'name'>): Locator {
    return this.page.locator('#conversations a', { hasText: other.name });
  }

  message(text: string): Locator {
    return this.page.locator('article', { hasText: text });
  }

  /** Where one's own message is: `queued`, `sent`, `delivered`, `read`… */
  delivery(text: string, state: string): Locator {
    return this.message(text).locator(`[data-delivery=${state}]`);
  }

  /** All texts in the thread, in the order in which they stand. */
  async texts(): Promise<string[]> {
    const found = await this.page.locator('article').evaluateAll((all) =>
      all
        .map((one) => ({
          top: one.getBoundingClientRect().top,
          text: one.querySelector('[id$="-text"]')?.textContent?.trim() ?? '',
        }))
        .sort((one, other) => one.top - other.top)
        .map(({ text }) => text),
    );
    return found;
  }
}
