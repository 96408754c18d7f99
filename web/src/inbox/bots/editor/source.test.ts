import { readFileSync } from 'node:fs';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type Json, type Path, at, isObject } from './json';
import { edit, read } from './source';

const shop = readFileSync(new URL('../../../../../examples/bots/shop.flow.yaml', import.meta.url), 'utf8');
const small = `# What it is for.
v: 1
name: "Small" # and quick
nodes:
  # It greets.
  first:
    say: { text: Hello!, then: last }

  last:
    end: {}
`;

function flowOf(source: string): Json {
  const { flow, error } = read(source);
  expect(error).toBeNull();
  return flow;
}

describe('a source', () => {
  it('holds the same flow as text and as JSON', () => {
    const flow = flowOf(shop);
    expect(flowOf(JSON.stringify(flow))).toEqual(flow);
    expect(at(flow, ['variables', 'reason', 'choices', 1, 'text'])).toBe('It is broken');
    expect(flowOf('{"text": "\\ud83c\\udf39"}')).toEqual({ text: '🌹' });
  });

  it('that can’t be read says where', () => {
    expect(read('v: 1\nname: [a').error?.line).toBeGreaterThanOrEqual(2);
    expect(read('v: 1\nv: 2').error?.line).toBe(2);
    expect(read('{"v": 1,').error).not.toBeNull();
    // A number that would lose digits is nothing to edit here.
    expect(read('{"v": 12345678901234567890}').error).not.toBeNull();
  });

  it('stays as it is written but for what is changed', () => {
    const changed = edit(small, (tree) => tree.set(['nodes', 'first', 'say', 'text'], 'Good day!'));
    expect(changed).toBe(small.replace('Hello!', 'Good day!'));
    const added = edit(small, (tree) => tree.set(['nodes', 'more'], { goto: 'last' }));
    expect(added).toBe(`${small}\n  more:\n    goto: last\n`);
    expect(edit(small, (tree) => tree.rename(['nodes', 'first'], 'begin'))).toBe(
      small.replace('first:', 'begin:'),
    );
    const gone = edit(small, (tree) => tree.remove(['nodes', 'first']));
    expect(flowOf(gone)).toEqual({ v: 1, name: 'Small', nodes: { last: { end: {} } } });
    expect(gone).toContain('# What it is for.');
  });

  it('keeps every value and comment of a real flow, whatever is changed beside it', () => {
    const changed = edit(shop, (tree) => tree.set(['name'], 'Corner'));
    expect(flowOf(changed)).toEqual({ ...(flowOf(shop) as object), name: 'Corner' });
    const comments = (source: string) => source.match(/#.*$/gm);
    expect(comments(changed)).toEqual(comments(shop));
  });

  it('writes texts that look like something else in quotes', () => {
    for (const text of [
      'yes',
      'no',
      'on',
      '12',
      '1.5',
      '1_000',
      '2026-12-24',
      '0x1f',
      'null',
      '~',
      '.5',
      'true',
    ]) {
      const changed = edit(small, (tree) => tree.set(['name'], text));
      expect(at(flowOf(changed), ['name'])).toBe(text);
      expect(changed, text).toMatch(/^name: ["']/m);
    }
  });

  it('fills in what was left empty', () => {
    const changed = edit('triggers:\nmenu: ~\n', (tree) => {
      tree.set(['triggers', 'always'], true);
      tree.insert(['menu'], 0, { text: 'Help', then: 'a' });
    });
    expect(flowOf(changed)).toEqual({ triggers: { always: true }, menu: [{ text: 'Help', then: 'a' }] });
  });

  it('writes out what it repeats before one of the places changes', () => {
    const repeats = 'a: &a { text: Hi }\nb: *a\nc: [*a]\n';
    const changed = edit(repeats, (tree) => tree.set(['b', 'text'], 'Ho'));
    expect(flowOf(changed)).toEqual({ a: { text: 'Hi' }, b: { text: 'Ho' }, c: [{ text: 'Hi' }] });
  });

  it('keeps large numbers that it does not touch', () => {
    const changed = edit('n: 12345678901234567890\nm: 1.50\nx: a\n', (tree) => tree.set(['x'], 'b'));
    expect(changed).toBe('n: 12345678901234567890\nm: 1.50\nx: b\n');
  });

  it('breaks a line that became long', () => {
    const long = 'x'.repeat(120);
    const changed = edit(small, (tree) => tree.set(['nodes', 'first', 'say', 'text'], long));
    expect(changed).toContain(`    say:\n      text: ${long}\n      then: last\n`);
  });
});

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(
    'yes',
    '12',
    '- a',
    '{{ name }}',
    '{% if a %}b{% endif %}',
    ' # no comment',
    'a: b',
    '\n\nlines\n',
    '>-',
    "'",
    '"',
  ),
);
const scalar = fc.oneof(text, fc.integer({ min: -1000, max: 1000 }), fc.boolean());
const key = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/);
const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar as fc.Arbitrary<Json>,
    fc.array(tie('value'), { maxLength: 3 }) as fc.Arbitrary<Json>,
    fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }) as fc.Arbitrary<Json>,
  ),
}));
const flow = fc.dictionary(key, value, {
  minKeys: 1,
  maxKeys: 5,
  noNullPrototype: true,
}) as fc.Arbitrary<Json>;

describe('any flow', () => {
  const yamlOf = (of: Json) =>
    edit('v: 1\n', (tree) =>
      Object.entries(of as object).forEach(([name, part]) => tree.set([name], part as Json)),
    );

  it('comes back as it went in', () => {
    fc.assert(
      fc.property(flow, (of) => {
        const written = yamlOf(of);
        expect(flowOf(written)).toEqual({ v: 1, ...(of as object) });
        // A change that changes nothing.
        expect(flowOf(edit(written, () => undefined))).toEqual(flowOf(written));
        expect(edit(written, () => undefined)).toBe(written);
      }),
    );
  });

  it('changes alike in YAML and in JSON, and nowhere but where it is told', () => {
    fc.assert(
      fc.property(flow, value, fc.nat(), (of, next, seed) => {
        const paths = pathsOf(of);
        const path = paths[seed % paths.length] ?? [];
        const change = (source: string) => flowOf(edit(source, (tree) => tree.set(path, next)));
        const yaml = change(yamlOf(of));
        const json = change(JSON.stringify(of));
        expect(yaml).toEqual({ v: 1, ...(json as object) });
        expect(at(json, path)).toEqual(next);
        for (const other of paths)
          if (!isWithin(path, other) && !isWithin(other, path))
            expect(at(json, other)).toEqual(at(of, other));
      }),
    );
  });
});

function pathsOf(of: Json, path: Path = []): Path[] {
  const parts: [string | number, Json][] = Array.isArray(of)
    ? (of as Json[]).map((part, index) => [index, part])
    : isObject(of)
      ? Object.entries(of)
      : [];
  return parts.flatMap(([name, part]) => [[...path, name], ...pathsOf(part, [...path, name])]);
}

function isWithin(path: Path, other: Path): boolean {
  return other.every((part, index) => path[index] === part);
}
