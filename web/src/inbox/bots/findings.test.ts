import { describe, expect, it } from 'vitest';

import { findingsOf } from './findings';

describe('findings', () => {
  it('stand at their lines', () => {
    const detail =
      'line 7: error[unknown-target] first.then: there is no node `x`\nline 12: error[loop] a: b';
    expect(findingsOf(detail)).toEqual([
      { line: 7, code: 'unknown-target', text: 'first.then: there is no node `x`' },
      { line: 12, code: 'loop', text: 'a: b' },
    ]);
  });

  it('may be about the whole, or about a file that can’t be read', () => {
    expect(findingsOf('line 3: expected a mapping')).toEqual([
      { line: 3, code: null, text: 'expected a mapping' },
    ]);
    expect(findingsOf('error[no-start] flow: it begins nowhere')).toEqual([
      { line: null, code: 'no-start', text: 'flow: it begins nowhere' },
    ]);
    expect(findingsOf("the flow can't run")).toEqual([
      { line: null, code: null, text: "the flow can't run" },
    ]);
  });

  it('are none without a detail', () => {
    expect(findingsOf(undefined)).toEqual([]);
    expect(findingsOf('\n')).toEqual([]);
  });
});
