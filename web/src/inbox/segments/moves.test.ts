import { expect, it } from 'vitest';

import type { SegmentMovePage } from '../../engine';

import { Moves } from './moves.svelte';

function server() {
  const all: string[] = [];
  const moves = (_: string, after: string, limit: number): Promise<SegmentMovePage> => {
    const page = all.slice(Number(after), Number(after) + limit);
    return Promise.resolve({
      moves: page.map((conversation) => ({ conversation, has_entered: true, at: 0 })),
      next: String(Number(after) + page.length),
    });
  };
  return { all, moves };
}

const shown = (moves: Moves) => moves.newest?.map(({ conversation }) => conversation);

it('shows the newest first, and tells when somebody has come or gone', async () => {
  const made = server();
  const moves = new Moves(made, 'seg');
  expect(await moves.look(), 'the first look is one at whoever is in').toBe(true);
  expect([shown(moves), await moves.look()]).toEqual([[], false]);
  made.all.push('a', 'b');
  expect([await moves.look(), shown(moves)]).toEqual([true, ['b', 'a']]);
  made.all.push('c');
  expect([await moves.look(), shown(moves)]).toEqual([true, ['c', 'b', 'a']]);
  expect(await moves.look()).toBe(false);
});

it('shows no more than the newest, once each', async () => {
  const made = server();
  made.all.push(...Array.from({ length: 450 }, (_, number) => `c${number}`));
  const moves = new Moves(made, 'seg');
  await moves.look();
  expect([shown(moves)?.length, shown(moves)?.[0]]).toEqual([20, 'c449']);
  made.all.push('new');
  const [one, other] = await Promise.all([moves.look(), moves.look()]);
  expect([one, other], 'two looks at once are one').toEqual([true, false]);
  expect(shown(moves)?.slice(0, 2)).toEqual(['new', 'c449']);
});
