/** Which step leads where, and what leads into a flow: the edges of the map. The same ways as in `crates/flow/src/graph.rs`. Pure. */
import { type Json, type JsonObject, type Path, at, list, object, text } from './json';
import { type Kind, isKind } from './kinds';

/** A way out of a step, or into the flow. */
export interface Way {
  /** Where it stands in the step's kind, or in the flow: `quick_replies.0.then`. */
  readonly field: string;
  /** The same from the beginning of the file. */
  readonly path: Path;
  /** The step that it leads to, which may be missing; nothing where it is left out. */
  readonly to: string;
  /** What stands on it, in the flow's own words; nothing where the field says what it is. */
  readonly words: string;
  /** It may be left out of the file. */
  readonly optional: boolean;
}

/** A step as the file has it. */
export interface Step {
  readonly name: string;
  /** Null for what this app does not know. */
  readonly kind: Kind | null;
  /** What stands below the kind. */
  readonly body: Json;
  readonly ways: readonly Way[];
  readonly comment: string;
}

export function stepsOf(flow: Json): Step[] {
  const comments = object(at(flow, ['comments']));
  return Object.entries(object(at(flow, ['nodes']))).map(([name, node]) => {
    const [key, more] = Object.keys(object(node));
    const kind = more === undefined && isKind(key) ? key : null;
    const body = kind ? (object(node)[kind] ?? null) : node;
    return { name, kind, body, ways: kind ? waysOf(name, kind, body) : [], comment: text(comments[name]) };
  });
}

function waysOf(name: string, kind: Kind, body: Json): Way[] {
  const base: Path = ['nodes', name, kind];
  const of = object(body);
  const way = (field: string, words = '', optional = false): Way => {
    const path = field.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key));
    return { field, path: [...base, ...path], to: text(at(body, path)), words, optional };
  };
  switch (kind) {
    case 'say':
      return waysOfSay(of, way);
    case 'ask':
    case 'form':
    case 'condition':
      return [way('then'), way('otherwise')];
    case 'set':
      return [way('then')];
    case 'look_up_order':
      return [way('found'), way('not_found'), way('throttled')];
    case 'webhook':
      return [way('then'), way('fallback', '', true)];
    case 'answer':
      return [way('answered'), way('unknown')];
    case 'consent':
      return [way('agreed'), way('declined')];
    case 'wait':
      return [way('then'), way('reply', '', true)];
    case 'goto':
      return [{ field: 'goto', path: base, to: text(body), words: '', optional: false }];
    case 'hand_over':
    case 'end':
      return [];
  }
}

function waysOfSay(say: JsonObject, way: (field: string, words?: string, optional?: boolean) => Way): Way[] {
  const ways = list(say['quick_replies']).map((reply, index) =>
    way(`quick_replies.${index}.then`, text(object(reply)['text'])),
  );
  const buttons = (of: JsonObject, place: string) => {
    for (const [index, button] of list(of['buttons']).entries()) {
      const { text: words, open } = object(button);
      if (open === undefined) ways.push(way(`${place}buttons.${index}.then`, text(words), true));
    }
  };
  buttons(say, '');
  for (const [index, card] of list(say['cards']).entries()) buttons(object(card), `cards.${index}.`);
  // Where something has to be chosen it does not go on by itself; a way that stands there all the same is shown.
  const waits = ways.length > 0;
  if (!waits || say['then'] !== undefined) ways.push(way('then', '', true));
  return ways;
}

export function namesOf(steps: readonly Step[]): ReadonlySet<string> {
  return new Set(steps.map(({ name }) => name));
}

/** The ways into a flow: where it begins, what is said at any time, and what is offered. */
export function entriesOf(flow: Json): Way[] {
  const way = (path: Path, words: string): Way => ({
    field: path.join('.'),
    path,
    to: text(at(flow, path)),
    words,
    optional: false,
  });
  const each = (path: Path, words: (entry: JsonObject) => string) =>
    list(at(flow, path)).map((entry, index) => way([...path, index, 'then'], words(object(entry))));
  return [
    way(['start'], ''),
    ...each(['triggers', 'keywords'], ({ words }) => list(words).map(text).join(', ')),
    ...each(['triggers', 'intents'], ({ name }) => text(name)),
    ...each(['ice_breakers'], (entry) => text(entry['text'])),
    ...each(['menu'], (entry) => text(entry['text'])),
  ];
}
