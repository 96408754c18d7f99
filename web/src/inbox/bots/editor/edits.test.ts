import { readFileSync } from 'node:fs';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  addStep,
  changeKind,
  connect,
  duplicateStep,
  freeName,
  put,
  removeSteps,
  renameStep,
  renameVariable,
} from './edits';
import { type Json, at } from './json';
import { KINDS, NOWHERE, madeOf } from './kinds';
import { read } from './source';
import { entriesOf, stepsOf } from './ways';

const source = `v: 1
name: Test
language: en
start: first
triggers:
  keywords:
    - { words: [help], then: person }
variables:
  number: { kind: text }
comments:
  ask: Asks twice
nodes:
  first:
    say:
      text: "Hi {{ number }}, {{ contact.number }}"
      quick_replies:
        - { text: Order, then: ask, set: { number: "1" } }
        - { text: Person, then: person }
  ask:
    ask: { text: Which?, into: number, then: pause, otherwise: person }
  pause:
    wait: { for: 5m, then: decide, reply: decide }
  decide:
    condition: { if: { compare: { value: number, is: set } }, then: first, otherwise: person }
  person:
    hand_over: { summary: "{% if number %}{{ number }}{% endif %}" }
`;

const flowOf = (text: string): Json => read(text).flow ?? {};
const get = (text: string, path: string) =>
  at(
    flowOf(text),
    path.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key)),
  );
const way = (text: string, step: string, field: string) => {
  const found = stepsOf(flowOf(text))
    .find(({ name }) => name === step)
    ?.ways.find((one) => one.field === field);
  if (!found) throw new Error(`${step} has no way ${field}`);
  return found;
};

describe('steps', () => {
  it('lead where they say', () => {
    const ways = stepsOf(flowOf(source)).map(({ name, ways: all }) => [
      name,
      all.map(({ field, to }) => `${field} ${to}`),
    ]);
    expect(Object.fromEntries(ways)).toEqual({
      first: ['quick_replies.0.then ask', 'quick_replies.1.then person'],
      ask: ['then pause', 'otherwise person'],
      pause: ['then decide', 'reply decide'],
      decide: ['then first', 'otherwise person'],
      person: [],
    });
    expect(entriesOf(flowOf(source)).map(({ field, to, words }) => [field, to, words])).toEqual([
      ['start', 'first', ''],
      ['triggers.keywords.0.then', 'person', 'help'],
    ]);
  });

  it('have names that are free and plain', () => {
    const taken = new Set(['say', 'say_2']);
    expect(freeName('say', (name) => taken.has(name))).toBe('say_3');
    expect(freeName('Größe wählen!', () => false)).toBe('gro_e_wahlen');
    expect(freeName('سؤال', () => false)).toBe('step');
    expect(freeName('x'.repeat(60), () => false)).toHaveLength(36);
  });

  it('are added into a way, and go on where it went', () => {
    const { source: added, name } = addStep(source, 'say', way(source, 'ask', 'then'));
    expect(name).toBe('say');
    expect([get(added, 'nodes.ask.ask.then'), get(added, 'nodes.say.say.then')]).toEqual(['say', 'pause']);
    const alone = addStep(source, 'condition');
    expect(get(alone.source, 'nodes.condition.condition.then')).toBe(NOWHERE);
    for (const kind of KINDS) expect(read(addStep('v: 1\n', kind).source).error).toBeNull();
    expect(get(addStep('v: 1\n', 'ask').source, 'variables.answer.kind')).toBe('text');
  });

  it('are removed, and what led there goes on where they went, or nowhere', () => {
    const without = removeSteps(source, ['ask']);
    expect(get(without, 'nodes.ask')).toBeUndefined();
    expect(get(without, 'nodes.first.say.quick_replies.0.then')).toBe(NOWHERE);
    expect(get(without, 'comments')).toBeUndefined();
    const single = removeSteps(put(source, ['nodes', 'pause', 'wait', 'reply'], undefined), ['pause']);
    expect(get(single, 'nodes.ask.ask.then')).toBe('decide');
    const both = removeSteps(source, ['pause', 'decide']);
    expect(get(both, 'nodes.ask.ask.then')).toBe(NOWHERE);
  });

  it('are renamed, and everything that leads there follows', () => {
    const renamed = renameStep(source, 'person', 'people');
    expect(renamed).toBe(source.replaceAll(/\bperson\b/g, 'people'));
    expect(get(renameStep(source, 'ask', 'question'), 'comments.question')).toBe('Asks twice');
    expect(get(renameStep(source, 'first', 'hello'), 'start')).toBe('hello');
  });

  it('are duplicated and become another kind with their words and ways', () => {
    const { source: copied, name } = duplicateStep(source, 'ask');
    expect([name, get(copied, 'nodes.ask_2')]).toEqual(['ask_2', get(source, 'nodes.ask')]);
    const step = stepsOf(flowOf(source)).find((one) => one.name === 'ask');
    const said = step && changeKind(source, step, 'say');
    expect(said && get(said, 'nodes.ask')).toEqual({ say: { text: 'Which?', then: 'pause' } });
  });

  it('are connected and disconnected', () => {
    expect(get(connect(source, way(source, 'pause', 'reply'), ''), 'nodes.pause.wait.reply')).toBeUndefined();
    expect(get(connect(source, way(source, 'ask', 'then'), ''), 'nodes.ask.ask.then')).toBe(NOWHERE);
    expect(get(connect(source, way(source, 'ask', 'then'), 'decide'), 'nodes.ask.ask.then')).toBe('decide');
  });
});

describe('any flow of steps', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  const step = fc.tuple(fc.constantFrom(...KINDS), fc.constantFrom(...names));
  const flows = fc.tuple(...names.map(() => step)).map((steps) => {
    const nodes = steps.map(([kind, next], index) => [names[index], { [kind]: madeOf(kind, next, 'x') }]);
    return put('v: 1\nstart: a\nvariables: { x: { kind: text } }\n', ['nodes'], Object.fromEntries(nodes));
  });
  const targets = (text: string) =>
    [...entriesOf(flowOf(text)), ...stepsOf(flowOf(text)).flatMap(({ ways }) => ways)].map(({ to }) => to);

  it('has no way to a step that is gone, and all of what else it had', () => {
    fc.assert(
      fc.property(flows, fc.constantFrom(...names), (text, name) => {
        const without = removeSteps(text, [name]);
        expect(targets(without)).not.toContain(name);
        expect(stepsOf(flowOf(without)).map((one) => one.name)).toEqual(names.filter((one) => one !== name));
      }),
    );
  });

  it('is the same after a step was renamed there and back', () => {
    fc.assert(
      fc.property(flows, fc.constantFrom(...names), (text, name) => {
        const there = renameStep(text, name, 'other');
        expect(targets(there)).toEqual(targets(text).map((to) => (to === name ? 'other' : to)));
        expect(renameStep(there, 'other', name)).toBe(text);
      }),
    );
  });
});

describe('variables', () => {
  it('are renamed wherever they are read or set, and nothing else is', () => {
    const renamed = renameVariable(source, 'number', 'order');
    expect(get(renamed, 'nodes.first.say.text')).toBe('Hi {{ order }}, {{ contact.number }}');
    expect(get(renamed, 'nodes.first.say.quick_replies.0.set')).toEqual({ order: '1' });
    expect(get(renamed, 'nodes.ask.ask.into')).toBe('order');
    expect(get(renamed, 'nodes.decide.condition.if.compare.value')).toBe('order');
    expect(get(renamed, 'nodes.person.hand_over.summary')).toBe('{% if order %}{{ order }}{% endif %}');
    expect(get(renamed, 'variables')).toEqual({ order: { kind: 'text' } });
  });
});

describe('values', () => {
  it('leave nothing empty behind when they go', () => {
    const without = put(source, ['triggers', 'keywords', 0], undefined);
    expect(get(without, 'triggers')).toBeUndefined();
    expect(get(put(source, ['nodes', 'first', 'say', 'text'], ''), 'nodes.first.say.text')).toBe('');
  });

  it('of the example of a shop stay what they are through any of it', () => {
    const shop = readFileSync(
      new URL('../../../../../examples/bots/shop.flow.yaml', import.meta.url),
      'utf8',
    );
    const there = renameStep(shop, 'person', 'people');
    expect(flowOf(renameStep(there, 'people', 'person'))).toEqual(flowOf(shop));
  });
});
