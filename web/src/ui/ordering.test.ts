import { expect, it } from 'vitest';

import { moved } from './ordering.svelte';

it('moves one of a list, and nothing beyond its ends', () => {
  const items = ['a', 'b', 'c'];
  expect(moved(items, 0, 1)).toEqual(['b', 'a', 'c']);
  expect(moved(items, 2, -1)).toEqual(['a', 'c', 'b']);
  expect(moved(items, 0, -1)).toBe(items);
  expect(moved(items, 2, 1)).toBe(items);
  expect(moved(items, -1, 1)).toBe(items);
});
