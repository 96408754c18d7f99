import { describe, expect, it } from 'vitest';

import { ENTRY } from './layout';
import { byName, percentGone, without } from './step-figures';

const figures = (step: string, entered: number, gone = 0) => ({
  step,
  entered,
  gone,
  done: 0,
  handed_over: 0,
});
const report = {
  zone: 'UTC',
  from: '2026-11-01',
  to: '2026-11-28',
  reached: 9,
  done: 4,
  gone: 3,
  handed_over: 2,
  steps: [figures('size', 9, 3), figures('old', 2)],
};

describe('figures of steps', () => {
  it('stand at their steps, and all sessions where the flow begins', () => {
    const found = byName(report);
    expect(found.get('size')?.entered).toBe(9);
    expect(found.get(ENTRY)).toEqual({ step: ENTRY, entered: 9, done: 4, gone: 3, handed_over: 2 });
  });

  it('tell of steps that are gone', () => {
    expect(without(report, new Set(['size', 'new'])).map(({ step }) => step)).toEqual(['old']);
  });

  it('have shares of no more than all', () => {
    expect(percentGone(figures('size', 9, 3))).toBe(33);
    expect(percentGone(figures('size', 0, 1))).toBe(0);
    expect(percentGone(figures('size', 1, 2))).toBe(100);
  });
});
