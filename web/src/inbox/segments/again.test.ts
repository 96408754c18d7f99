import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { ApiError } from '../../engine';

import { again } from './again';

const refusal = { type: '', title: '', hint: '', status: 503, code: 'overloaded' as const };
const page = { hidden: false };

beforeEach(() => {
  vi.useFakeTimers();
  page.hidden = false;
  vi.stubGlobal('document', page);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});
const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1_000);

it('asks a while after the last answer, also after a refusal, until it is ended', async () => {
  const ends: ((error?: ApiError) => void)[] = [];
  const task = vi.fn(
    () => new Promise<void>((resolve, reject) => ends.push((error) => (error ? reject(error) : resolve()))),
  );
  const end = again(task, 1_000);
  await seconds(5);
  expect(task, 'one at a time').toHaveBeenCalledTimes(1);
  ends.shift()?.(new ApiError(refusal));
  await seconds(1);
  expect(task).toHaveBeenCalledTimes(2);
  end();
  ends.shift()?.();
  await seconds(5);
  expect(task, 'what is under way is the last').toHaveBeenCalledTimes(2);
});

it('asks nothing while nobody looks at the page', async () => {
  const task = vi.fn(() => Promise.resolve());
  page.hidden = true;
  const end = again(task, 1_000);
  await seconds(3);
  expect(task).not.toHaveBeenCalled();
  page.hidden = false;
  await seconds(1);
  expect(task).toHaveBeenCalledTimes(1);
  end();
});
