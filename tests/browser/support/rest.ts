/** What a program does beside the browser: calls of the API, to set a scene quickly. */
import { expect, inject } from 'vitest';

/** Makes something; `origin` for another server than that of the whole run. */
export async function post<Answer>(
  path: string,
  body: object,
  token?: string,
  origin: string = inject('origins')[0],
): Promise<Answer> {
  const answer = await fetch(`${origin}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(body),
  });
  expect(answer.status, path).toBe(201);
  return (await answer.json()) as Answer;
}

/** Does something for 1, 2, 3… `count`, some at once, group after group. */
export async function inGroups(
  count: number,
  atOnce: number,
  work: (number: number) => Promise<unknown>,
): Promise<void> {
  for (let first = 1; first <= count; first += atOnce) {
    const size = Math.min(atOnce, count - first + 1);
    await Promise.all(Array.from({ length: size }, (_, index) => work(first + index)));
  }
}
