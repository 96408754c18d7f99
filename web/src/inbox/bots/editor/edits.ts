/** What is done to a flow: each a change of its text, in which the references follow. Pure. */
import { type Json, type JsonObject, type Path, at, isObject, object, text } from './json';
import { type Kind, KINDS, NOWHERE, madeOf } from './kinds';
import { type Read, type Tree, edit, read } from './source';
import { type Step, type Way, entriesOf, stepsOf } from './ways';

/** As the server has it (`crates/flow/src/name.rs`). */
export const NAME = /^[a-z][a-z0-9_]{0,39}$/;

/** What can be read of a source that is known to be one. */
function flowOf(source: string): Json {
  const { flow }: Read = read(source);
  return flow ?? {};
}

/** A name that is like the wanted one and not taken: letters, digits and underscores. */
export function freeName(wanted: string, taken: (name: string) => boolean): string {
  const plain = wanted
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_\d]+|_+$/g, '')
    .slice(0, 36);
  const base = plain || 'step';
  if (!taken(base)) return base;
  let number = 2;
  while (taken(`${base}_${number}`)) number += 1;
  return `${base}_${number}`;
}

function waysOfAll(flow: Json): Way[] {
  return [...entriesOf(flow), ...stepsOf(flow).flatMap(({ ways }) => ways)];
}

/** Sets one value; nothing takes it away, and with it what has become empty above it. */
export function put(source: string, path: Path, value: Json | undefined): string {
  return edit(source, (tree) => {
    if (value !== undefined) tree.set(path, value);
    else clear(tree, path);
  });
}

function clear(tree: Tree, path: Path): void {
  tree.remove(path);
  const above = path.slice(0, -1);
  // A step, its kind, one of a list stay; a section or list that holds nothing more goes.
  const stays = typeof above.at(-1) !== 'string' || (above[0] === 'nodes' && above.length <= 3);
  const left = tree.get(above);
  const isEmpty = Array.isArray(left) ? left.length === 0 : isObject(left) && Object.keys(left).length === 0;
  if (!stays && isEmpty) clear(tree, above);
}

export function insert(source: string, path: Path, index: number, value: Json): string {
  return edit(source, (tree) => tree.insert(path, index, value));
}

/** Takes one out of a list; the list stays, also when nothing is left in it. */
export function take(source: string, path: Path, index: number): string {
  return edit(source, (tree) => tree.remove([...path, index]));
}

export function move(source: string, path: Path, from: number, to: number): string {
  return edit(source, (tree) => tree.move(path, from, to));
}

/** Lets a way lead to a step, or nowhere. */
export function connect(source: string, way: Way, to: string): string {
  return put(source, way.path, to || (way.optional ? undefined : NOWHERE));
}

/** A name for a new step. */
function stepName(flow: Json, wanted: string): string {
  const names = object(at(flow, ['nodes']));
  return freeName(wanted, (taken) => taken === NOWHERE || Object.hasOwn(names, taken));
}

/** The variable that a new step of a kind keeps its answer in: the first there is, or one that is declared for it. */
function variableFor(flow: Json, kind: Kind, tree: Tree): string {
  const [known] = Object.keys(object(at(flow, ['variables'])));
  if (known !== undefined) return known;
  if (kind === 'ask' || kind === 'form' || kind === 'look_up_order')
    tree.set(['variables', 'answer'], { kind: 'text' });
  return 'answer';
}

/** A new step, and the way that leads to it, if one does. It goes on where that way went before. */
export function addStep(
  source: string,
  kind: Kind,
  from: Way | null = null,
): { source: string; name: string } {
  const flow = flowOf(source);
  const name = stepName(flow, kind);
  const before = from?.to ?? '';
  const next = at(flow, ['nodes', before]) === undefined ? NOWHERE : before;
  const added = edit(source, (tree) => {
    tree.set(['nodes', name], { [kind]: madeOf(kind, next, variableFor(flow, kind, tree)) });
    if (from) tree.set(from.path, name);
  });
  return { source: added, name };
}

export function duplicateStep(source: string, name: string): { source: string; name: string } {
  const flow = flowOf(source);
  const copy = stepName(flow, name.replace(/_\d+$/, ''));
  return {
    source: edit(source, (tree) => tree.set(['nodes', copy], at(flow, ['nodes', name]) ?? {})),
    name: copy,
  };
}

/** Removes steps. What led to one leads to where it went on, if it had one way; else the way ends, and the checks say so. */
export function removeSteps(source: string, gone: readonly string[]): string {
  const flow = flowOf(source);
  const steps = new Map(stepsOf(flow).map((step) => [step.name, step]));
  const after = (name: string, seen: readonly string[] = []): string => {
    if (!gone.includes(name)) return name;
    const [way, ...others] = steps.get(name)?.ways.filter(({ to }) => to !== '') ?? [];
    return !way || others.length > 0 || seen.includes(name) ? '' : after(way.to, [...seen, name]);
  };
  const broken = waysOfAll(flow).filter(
    ({ to, path }) => gone.includes(to) && !gone.includes(String(path[1])),
  );
  return edit(source, (tree) => {
    for (const { path, to, optional } of broken) {
      const next = after(to);
      if (next || !optional) tree.set(path, next || NOWHERE);
      else tree.remove(path);
    }
    for (const name of gone) {
      tree.remove(['nodes', name]);
      if (tree.get(['comments', name]) !== undefined) clear(tree, ['comments', name]);
    }
  });
}

/** Gives a step another name; everything that leads to it follows. */
export function renameStep(source: string, from: string, to: string): string {
  const ways = waysOfAll(flowOf(source)).filter((way) => way.to === from);
  return edit(source, (tree) => {
    for (const { path } of ways) tree.set(path, to);
    tree.rename(['comments', from], to);
    tree.rename(['nodes', from], to);
  });
}

/** Another kind, with what both have: the words, the ways on. */
export function changeKind(source: string, step: Step, kind: Kind): string {
  const flow = flowOf(source);
  const words = text(object(step.body)['text']);
  return edit(source, (tree) => {
    const made = madeOf(kind, step.ways[0]?.to || NOWHERE, variableFor(flow, kind, tree));
    const kept = isObject(made) && 'text' in made && words ? { ...made, text: words } : made;
    for (const other of KINDS) if (other !== kind) tree.remove(['nodes', step.name, other]);
    tree.set(['nodes', step.name, kind], kept);
  });
}

/** Gives a variable another name, wherever it is read or set. Texts follow where they name it alone. */
export function renameVariable(source: string, from: string, to: string): string {
  const flow = flowOf(source);
  return edit(source, (tree) => {
    const visit = (value: Json | undefined, path: Path): void => {
      if (typeof value === 'string') {
        const next = namesVariable(path) ? exact(value) : inText(value);
        if (next !== value) tree.set(path, next);
      } else if (Array.isArray(value)) {
        (value as Json[]).forEach((part, index) => visit(part, [...path, index]));
      } else if (isObject(value)) {
        for (const [name, part] of Object.entries(value)) visit(part, [...path, name]);
      }
    };
    const exact = (value: string) => (value === from ? to : value);
    const inText = (value: string) =>
      value.replace(/\{\{.*?\}\}|\{%.*?%\}/gs, (code) =>
        code.replace(new RegExp(`(?<![\\w.])${from}(?![\\w.])`, 'g'), to),
      );
    visit(at(flow, ['nodes']), ['nodes']);
    visit(at(flow, ['fallback']), ['fallback']);
    for (const path of mapsOfVariables(flow)) tree.rename([...path, from], to);
    tree.rename(['variables', from], to);
  });
}

/** Whether the name of a variable, and nothing else, stands there. */
function namesVariable(path: Path): boolean {
  const [, , kind] = path;
  const key = path.at(-1);
  if (kind === 'ask' || kind === 'form') return key === 'into';
  if (kind === 'condition') return key === 'value';
  return kind === 'look_up_order' && (key === 'number' || path.at(-2) === 'second');
}

/** Where variables are the keys: what is set, and what is saved. */
function mapsOfVariables(flow: Json): Path[] {
  const found: Path[] = [];
  for (const { name, kind, body } of stepsOf(flow)) {
    const of: JsonObject = object(body);
    if (kind === 'set') found.push(['nodes', name, kind, 'variables']);
    if (kind === 'webhook') found.push(['nodes', name, kind, 'save']);
    if (kind === 'say') {
      const replies = of['quick_replies'];
      if (Array.isArray(replies))
        replies.forEach((_, index) => found.push(['nodes', name, kind, 'quick_replies', index, 'set']));
    }
  }
  return found;
}
