import { expect, it } from 'vitest';

import type { Backtest, SaveRule } from '../../engine';

import { everyDay } from './every-day';
import { Trial } from './trial.svelte';

const rule: SaveRule = {
  name: 'R',
  is_on: false,
  when: { kind: 'opened' },
  then: [{ kind: 'assign' }],
  stops: false,
};
const page = (of: Partial<Backtest>): Backtest => ({
  from: '2026-02-27',
  to: '2026-03-01',
  days: [],
  tickets: [],
  looked: 1,
  is_cut: false,
  ...of,
});

it('adds up what the pages say', async () => {
  const pages = [
    page({ days: [{ day: '2026-02-28', times: 2 }], conversations: 3, looked: 2, next: '7' }),
    page({ days: [{ day: '2026-02-28', times: 1 }], is_cut: true }),
  ];
  const asked: (string | undefined)[] = [];
  const trial = new Trial({
    backtest: (_, after) => {
      asked.push(after);
      return Promise.resolve(pages[asked.length - 1] ?? page({}));
    },
  });
  await trial.run(rule);
  expect(asked).toEqual([undefined, '7']);
  expect([trial.times, trial.looked, trial.conversations, trial.isCut, trial.running]).toEqual([
    3,
    3,
    3,
    true,
    false,
  ]);
});

it('shows days on which nothing would have been', () => {
  const days = everyDay({ from: '2026-02-27', to: '2026-03-01' }, { '2026-02-28': 4 });
  expect(days.map(({ day, times }) => `${day} ${times}`)).toEqual([
    '2026-02-27 0',
    '2026-02-28 4',
    '2026-03-01 0',
  ]);
});
