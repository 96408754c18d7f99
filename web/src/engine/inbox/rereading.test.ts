import { expect, it } from 'vitest';

import { Rereading } from './rereading';

it('reads a part once at a time, and again where it was changed meanwhile', async () => {
  const read: string[] = [];
  let answer = (): void => undefined;
  const rereading = new Rereading<string>(async (part) => {
    read.push(part);
    await new Promise<void>((resolve, reject) => {
      answer = part === 'brand' ? reject : resolve;
    });
  });
  const answered = async () => {
    answer();
    await new Promise((resolve) => setTimeout(resolve));
  };
  rereading.heard('templates');
  rereading.heard('brand');
  rereading.heard('templates');
  rereading.heard('templates');
  expect(read).toEqual(['templates']);
  await answered();
  expect(read).toEqual(['templates', 'brand']);
  await answered();
  expect(read).toEqual(['templates', 'brand', 'templates']);
  await answered();
  rereading.heard('templates');
  expect(read).toHaveLength(4);
});
