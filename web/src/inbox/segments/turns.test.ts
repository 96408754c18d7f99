import { expect, it } from 'vitest';

import { Turns } from './turns';

it('runs so many at once, in their order, also after one that fails', async () => {
  const turns = new Turns(2);
  const begun: number[] = [];
  const ends: ((fails: boolean) => void)[] = [];
  const task = (number: number) => () => {
    begun.push(number);
    return new Promise<number>((resolve, reject) =>
      ends.push((fails) => (fails ? reject(new Error('no')) : resolve(number))),
    );
  };
  const all = [1, 2, 3, 4].map((number) => turns.run(task(number)));
  const failed = expect(all[0]).rejects.toThrow('no');
  expect(begun).toEqual([1, 2]);
  ends[0]?.(true);
  await failed;
  await expect.poll(() => begun).toEqual([1, 2, 3]);
  turns.clear();
  ends[1]?.(false);
  ends[2]?.(false);
  expect(await Promise.all([all[1], all[2]])).toEqual([2, 3]);
  expect(begun).toEqual([1, 2, 3]);
});
