import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { Polling } from './polling';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('asks until it is told that this was the last time', async () => {
  const answers: (number | null)[] = [10, 20, null];
  const ask = vi.fn(() => Promise.resolve(answers.shift() ?? null));
  new Polling(ask, () => false).start();
  await vi.advanceTimersByTimeAsync(10);
  expect(ask).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(ask).toHaveBeenCalledTimes(3);
});

it('goes on after what failed, rests while nobody looks, and ends', async () => {
  let hidden = false;
  const ask = vi.fn(() => Promise.reject<number | null>(new Error('no answer')));
  const polling = new Polling(ask, () => hidden, 100);
  polling.start();
  await vi.advanceTimersByTimeAsync(100);
  expect(ask).toHaveBeenCalledTimes(2);
  hidden = true;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(ask).toHaveBeenCalledTimes(2);
  hidden = false;
  await vi.advanceTimersByTimeAsync(100);
  expect(ask).toHaveBeenCalledTimes(3);
  polling.stop();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(ask).toHaveBeenCalledTimes(3);
});
