import { describe, expect, it } from 'vitest';

import { firstCell, nextCell } from './cells';

const week = [
  [0, 0, 0, 0],
  [0, 2, 0, 1],
  [0, 0, 0, 0],
  [0, 5, 0, 0],
];

describe('cells of the week', () => {
  it('begin with the first that has something', () => {
    expect(firstCell(week)).toEqual({ day: 1, hour: 1 });
    expect(firstCell([[0], [0]])).toBeNull();
  });

  it('are passed over where there is nothing, and end where the week does', () => {
    const from = { day: 1, hour: 1 };
    expect(nextCell(week, from, 'ArrowRight', false)).toEqual({ day: 1, hour: 3 });
    expect(nextCell(week, from, 'ArrowLeft', true)).toEqual({ day: 1, hour: 3 });
    expect(nextCell(week, from, 'ArrowDown', false)).toEqual({ day: 3, hour: 1 });
    expect(nextCell(week, from, 'ArrowUp', false)).toBeNull();
    expect(nextCell(week, from, 'ArrowLeft', false)).toBeNull();
    expect(nextCell(week, from, 'Enter', false)).toBeNull();
  });
});
