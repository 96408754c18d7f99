import { expect, it } from 'vitest';

import { windowChange } from './window-change';

const keys = (text: string) => Array.from(text, (key) => ({ key }));

it.each([
  ['', 'abc', 'appended'],
  ['abc', 'abc', 'appended'],
  ['abc', 'abcd', 'appended'],
  ['abc', 'abd', 'appended'],
  ['abc', 'xyabc', 'prepended'],
  ['abc', 'xabcd', 'prepended'],
  ['abc', 'xyz', 'replaced'],
  ['abc', 'xyab', 'replaced'],
  ['abc', 'bcd', 'replaced'],
  ['abc', '', 'replaced'],
] as const)('from %j to %j: %s', (before, after, change) => {
  expect(windowChange(keys(before), keys(after))).toBe(change);
});
