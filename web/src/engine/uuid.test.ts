import { expect, test } from 'vitest';
import { uuid } from './uuid';

test('a name begins with its time, and no two are alike', () => {
  // The example of RFC 9562, appendix A.6.
  const time = 0x017f22e279b0;
  expect(uuid(time)).toMatch(/^017f22e2-79b0-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(uuid(time)).not.toBe(uuid(time));
  expect(uuid(time) < uuid(time + 1)).toBe(true);
});
