import fc from 'fast-check';
import { expect, it } from 'vitest';

import { drawn, verdict } from './interval';

it('has nought and the value between the ends of the line', () => {
  const finite = fc.double({ min: -1e9, max: 1e9, noNaN: true });
  fc.assert(
    fc.property(fc.tuple(finite, finite, finite), (some) => {
      const [low, value, high] = [...some].sort((one, other) => one - other) as [number, number, number];
      const places = drawn({ low, value, high });
      for (const place of Object.values(places)) {
        expect(place).toBeGreaterThanOrEqual(5 - 1e-6);
        expect(place).toBeLessThanOrEqual(95 + 1e-6);
      }
      expect(places.low).toBeLessThanOrEqual(places.high);
      expect(places.nought <= places.low).toBe(low >= 0 || places.nought === places.low);
    }),
  );
  expect(drawn({ low: 0, value: 0, high: 0 })).toEqual({ low: 5, high: 5, value: 5, nought: 5 });
});

it('promises nothing that is not sure', () => {
  const of = (value: number, sure: boolean) =>
    verdict({ difference: { value, low: value - 1, high: value + 1 }, is_sure: sure });
  expect([verdict(undefined), of(3, false), of(3, true), of(-3, true)]).toEqual([
    'unknown',
    'unsure',
    'more',
    'less',
  ]);
});
