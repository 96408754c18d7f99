import { expect, it } from 'vitest';

import { offeredBudgets, WITHOUT_END } from './budgets';

it('offers none to twenty, and as many as come', () => {
  const offered = offeredBudgets(7);
  expect(offered).toHaveLength(22);
  expect([offered[0], offered[20], offered.at(-1)]).toEqual([0, 20, WITHOUT_END]);
});

it('keeps what another app has set', () => {
  expect(offeredBudgets(50).slice(-2)).toEqual([50, WITHOUT_END]);
});
