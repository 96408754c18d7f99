import { describe, expect, it } from 'vitest';

import { findingsOf } from './findings';

const flow = `v: 1
start: first
variables:
  number: { kind: text }
nodes:
  first:
    ask: { text: Which?, into: number, then: last }
  last:
    end: {}
`;

describe('findings', () => {
  it('stand at the lines that the server says', () => {
    const detail =
      'line 7: error[unknown-target] first.then: there is no node `x`\nline 12: error[loop] a: b';
    expect(findingsOf(detail, flow)).toEqual([
      { line: 7, code: 'unknown-target', text: 'first.then: there is no node `x`' },
      { line: 12, code: 'loop', text: 'a: b' },
    ]);
    expect(findingsOf('line 3: expected a mapping', flow)).toEqual([
      { line: 3, code: null, text: 'expected a mapping' },
    ]);
  });

  it('stand at what they name where it says none', () => {
    const lines = (detail: string, source = flow) => findingsOf(detail, source).map(({ line }) => line);
    expect(lines('error[unknown-target] first.then: there is no node `x`')).toEqual([6]);
    expect(lines('error[a] last: b\nerror[a] start: c')).toEqual([8, 2]);
    expect(lines('error[a] last: b', '{\n"nodes": {\n"last": {}}}')).toEqual([3]);
    expect(lines('error[a] nowhere: b')).toEqual([null]);
  });

  it('may be about the whole', () => {
    expect(findingsOf("the flow can't run", flow)).toEqual([
      { line: null, code: null, text: "the flow can't run" },
    ]);
  });

  it('are none without a detail', () => {
    expect(findingsOf(undefined, flow)).toEqual([]);
    expect(findingsOf('\n', flow)).toEqual([]);
  });
});
