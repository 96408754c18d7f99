/** Brands and those who work for them: made through the API, used in browsers. */
import type { BrowserContextOptions, Locator } from 'playwright-core';
import { expect } from 'vitest';

import { join, type Person } from './people';

export interface Brand {
  readonly id: string;
  readonly name: string;
  readonly handle: string;
}

/** A call of the API by whoever is signed in on a page, for themselves or for a brand. */
export async function call<Answer>(
  { page }: Pick<Person, 'page'>,
  method: string,
  path: string,
  body?: object,
  brand?: Pick<Brand, 'id'>,
): Promise<Answer> {
  const [status, answer] = await page.evaluate(
    async ({ method, path, body, account }) => {
      const headers: Record<string, string> = {
        'Content-Type': 'application/json',
      };
      if (account) headers['Subrosa-Account'] = account;
      const answer = await fetch(path, {
        method,
        headers,
        body: body && JSON.stringify(body),
      });
      return [answer.status, answer.status === 204 ? null : await answer.json()] as const;
    },
    { method, path, body, account: brand?.id },
  );
  expect(status, `${method} ${path}: ${JSON.stringify(answer)}`).toBeLessThan(300);
  return answer as Answer;
}

let serial = 0;

/** A new brand of someone's. */
export async function found(owner: Person, name: string, wished?: string): Promise<Brand> {
  const handle = wished ?? `${name.toLowerCase()}${process.pid}x${(serial += 1)}`;
  const { account } = await call<{ account: { id: string } }>(owner, 'POST', '/v1/brands', {
    handle,
    display_name: name,
  });
  return { id: account.id, name, handle };
}

/** Someone works for a brand, by invitation. */
export async function hire(owner: Person, brand: Brand, member: Person, role = 'agent'): Promise<void> {
  await call(owner, 'POST', '/v1/brand/members', { handle: member.handle, role }, brand);
  await call(member, 'PUT', `/v1/brands/${brand.id}/membership`);
}

/** An owner and an agent, each at their inbox, and a customer. */
export async function shop(options?: BrowserContextOptions): Promise<{
  brand: Brand;
  grace: Desk;
  ben: Desk;
  ada: Person;
}> {
  const [grace, ben, ada] = await Promise.all([join('Grace', options), join('Ben', options), join('Ada')]);
  const brand = await found(grace, 'Rosewater');
  await hire(grace, brand, ben);
  return {
    brand,
    grace: await Desk.open(grace, brand),
    ben: await Desk.open(ben, brand),
    ada,
  };
}

/** A customer writes to a brand, through the API. */
export async function write(customer: Person, brand: Brand, text: string): Promise<string> {
  const { conversation } = await call<{ conversation: { id: string } }>(
    customer,
    'POST',
    '/v1/conversations',
    { handle: brand.handle },
  );
  const client_id = crypto.randomUUID();
  await call(customer, 'POST', `/v1/conversations/${conversation.id}/messages`, {
    client_id,
    body: { v: 1, text },
  });
  return conversation.id;
}

/** One member at the inbox of a brand. */
export class Desk {
  private constructor(
    readonly person: Person,
    readonly brand: Brand,
  ) {}

  static async open(person: Person, brand: Brand, path = '/v/unassigned'): Promise<Desk> {
    await person.page.goto(`/inbox/${brand.handle}${path}`);
    await person.page.locator('#tickets, [data-queue]').first().waitFor();
    return new Desk(person, brand);
  }

  get page(): Person['page'] {
    return this.person.page;
  }

  get composer(): Locator {
    return this.page.locator('#composer');
  }

  row(name: string): Locator {
    return this.page.locator('#tickets a', { hasText: name });
  }

  /** The number beside a view. */
  count(queue: string): Locator {
    return this.page.locator(`a[data-queue="${queue}"] .count`);
  }

  async turnTo(queue: string): Promise<void> {
    await this.page.locator(`a[data-queue="${queue}"]`).click();
  }

  async pick(name: string): Promise<void> {
    await this.row(name).click();
    await this.composer.waitFor();
  }

  async reply(text: string): Promise<void> {
    await this.page.locator('#composer-reply').click();
    await this.composer.fill(text);
    await this.composer.press('Control+Enter');
  }

  async note(text: string): Promise<void> {
    await this.page.locator('#composer-note').click();
    await this.composer.fill(text);
    await this.composer.press('Control+Enter');
  }

  message(text: string): Locator {
    return this.page.locator('article:not([data-note])', { hasText: text });
  }

  noteCard(text: string): Locator {
    return this.page.locator('article[data-note]', { hasText: text });
  }

  /** Presses keys outside of what is being written. */
  async press(...keys: string[]): Promise<void> {
    await this.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    for (const key of keys) await this.page.keyboard.press(key);
  }

  toast(text: string): Locator {
    return this.page.locator('.toast', { hasText: text });
  }
}
