import { expect, it } from 'vitest';

import { centred, inside, squareOf } from './crop';

it('takes the largest square in the middle', () => {
  expect(squareOf(centred, 400, 300)).toEqual({ left: 50, top: 0, side: 300 });
});

it('never reaches beyond the picture', () => {
  for (const crop of [
    { x: -3, y: 9, zoom: 2 },
    { x: 2, y: -1, zoom: 0.1 },
    { x: 0.5, y: 0.5, zoom: 100 },
  ]) {
    const { left, top, side } = squareOf(inside(crop, 400, 300), 400, 300);
    expect(left).toBeGreaterThanOrEqual(0);
    expect(top).toBeGreaterThanOrEqual(0);
    expect(left + side).toBeLessThanOrEqual(400);
    expect(top + side).toBeLessThanOrEqual(300);
  }
});
