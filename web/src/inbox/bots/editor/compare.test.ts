import { describe, expect, it } from 'vitest';

import { compare, isSame } from './compare';
import { positionsOf } from './layout';
import { inOrder } from './order';
import { read } from './source';
import { entriesOf, stepsOf } from './ways';

const before = `start: first
nodes:
  first: { say: { text: Hi, then: last } }
  gone: { goto: last }
  last: { end: {} }
`;
const after = `start: first
idle: 2h
nodes:
  last: { end: {} }
  more: { goto: last }
  first: { say: { text: Hello, quick_replies: [{ text: A, then: last }] } }
`;

describe('two versions', () => {
  it('differ by step and field', () => {
    const changes = compare(read(before).flow ?? {}, read(after).flow ?? {});
    expect(changes).toEqual({
      added: ['more'],
      removed: ['gone'],
      changed: [
        {
          name: 'first',
          fields: [
            { field: 'say.quick_replies', before: null, after: '[{"text":"A","then":"last"}]' },
            { field: 'say.text', before: 'Hi', after: 'Hello' },
            { field: 'say.then', before: 'last', after: null },
          ],
        },
      ],
      flow: [{ field: 'idle', before: null, after: '2h' }],
    });
    expect(isSame(changes)).toBe(false);
  });

  it('are the same in another order', () => {
    const flow = read(before).flow ?? {};
    const nodes = Object.entries((flow as { nodes: object }).nodes).reverse();
    expect(isSame(compare(flow, { nodes: Object.fromEntries(nodes), start: 'first' }))).toBe(true);
  });
});

describe('steps', () => {
  const flow =
    read(`start: b
nodes:
  lost: { goto: d }
  d: { end: {} }
  a: { goto: d }
  b: { condition: { if: { open: true }, then: c, otherwise: a } }
  c: { goto: b }
`).flow ?? {};

  it('stand in the order in which one comes to them', () => {
    expect(inOrder(stepsOf(flow), entriesOf(flow)).map(({ name }) => name)).toEqual([
      'b',
      'c',
      'a',
      'd',
      'lost',
    ]);
  });

  it('stand on the map from the beginning on, each at a place of its own', () => {
    const steps = stepsOf(flow).map((step) => ({ ...step, words: 'Words' }));
    const places = positionsOf(steps, entriesOf(flow));
    expect(places.size).toBe(6);
    expect(new Set([...places.values()].map(({ x, y }) => `${x} ${y}`)).size).toBe(6);
    const x = (name: string) => places.get(name)?.x ?? 0;
    expect(x(':entry')).toBeLessThan(x('b'));
    expect(x('b')).toBeLessThan(x('a'));
    expect(positionsOf(steps, entriesOf(flow))).toEqual(places);
  });
});
