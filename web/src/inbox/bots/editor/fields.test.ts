import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { type Field, FIELDS, FLOW_FIELDS, VARIABLE_FIELDS } from './fields';
import { type Json, type JsonObject, list, object, text } from './json';
import { KINDS, type Kind } from './kinds';

const schema = JSON.parse(
  readFileSync(new URL('../../../../../docs/api/flow.schema.json', import.meta.url), 'utf8'),
) as JsonObject;
const parts = object(schema['$defs']);

/** What a reference, or one beside others, is about. */
function resolved(of: Json | undefined): JsonObject {
  const reference = text(object(of)['$ref']);
  if (reference) return object(parts[reference.split('/').at(-1) ?? '']);
  const [only] = list(object(of)['allOf']);
  return only === undefined ? object(of) : resolved(only);
}

const keysOf = (of: Json | undefined) => Object.keys(object(resolved(of)['properties'])).sort();

/** The fields by their keys, those of one section as `section.key`. */
const written = (fields: readonly Field[]) => fields.map(({ key }) => key).sort();
const fieldOf = (fields: readonly Field[], key: string): readonly Field[] => {
  const found = fields.find((field) => field.key === key);
  return found?.is === 'list' ? found.of : [];
};

describe('the forms', () => {
  const kinds = Object.fromEntries(
    list(object(parts['Node'])['oneOf']).flatMap((one) => Object.entries(object(object(one)['properties']))),
  );

  it('know every kind of step', () => {
    // A campaign's journey alone sends its messages.
    const ofBots = Object.keys(kinds).filter((kind) => kind !== 'promote');
    expect(ofBots.sort()).toEqual([...KINDS].sort());
  });

  it.each(KINDS.filter((kind) => kind !== 'goto'))('have every field of %s', (kind: Kind) => {
    expect(written(FIELDS[kind])).toEqual(keysOf(kinds[kind]));
  });

  it('have every field of what stands in lists', () => {
    expect(written(fieldOf(FIELDS.say, 'cards'))).toEqual(keysOf(parts['Card']));
    expect(written(fieldOf(FIELDS.say, 'buttons'))).toEqual(keysOf(parts['Button']));
    expect(written(fieldOf(FIELDS.say, 'quick_replies'))).toEqual(keysOf(parts['QuickReply']));
    expect(written(fieldOf(FIELDS.form, 'fields'))).toEqual(keysOf(parts['Field']));
    expect(written(VARIABLE_FIELDS)).toEqual(keysOf(parts['Variable']));
    expect(written(fieldOf(VARIABLE_FIELDS, 'choices'))).toEqual(keysOf(parts['Choice']));
  });

  it('have everything that stands beside the steps', () => {
    const all = FLOW_FIELDS.flatMap(({ fields }) => fields);
    const sections = ['triggers', 'fallback'];
    const elsewhere = ['v', 'nodes', 'comments'];
    const wanted = [
      ...keysOf(schema).filter((key) => ![...sections, ...elsewhere].includes(key)),
      ...keysOf(parts['Triggers']).map((key) => `triggers.${key}`),
      ...keysOf(parts['Fallback']).map((key) => `fallback.${key}`),
    ].sort();
    expect(written(all)).toEqual(wanted);
    expect(written(fieldOf(all, 'triggers.keywords'))).toEqual(keysOf(parts['Keywords']));
    expect(written(fieldOf(all, 'triggers.intents'))).toEqual(keysOf(parts['Intent']));
    expect(written(fieldOf(all, 'menu'))).toEqual(keysOf(parts['Entrance']));
  });
});
