/**
 * A flow file as text that is changed part by part. Everything that a change is not about stays: comments, the order of entries, how
 * texts are written, and what this app does not know. Pure.
 *
 * A file is JSON when it begins with a brace, YAML otherwise, as the server reads it (`crates/flow/src/file`).
 */
import { type Node, isAlias, isCollection, isMap, isScalar, isSeq, parseDocument, visit } from 'yaml';

import { type Json, type Path, at, isObject } from './json';

/** What a text holds, or why it can't be read and in which line. */
export type Read =
  | { readonly flow: Json; readonly error: null }
  | { readonly flow: null; readonly error: { readonly line: number | null; readonly text: string } };

/** What a change does to a file. Paths that lead nowhere are made by `set`, and left alone by the others. */
export interface Tree {
  get(path: Path): Json | undefined;
  set(path: Path, value: Json): void;
  remove(path: Path): void;
  /** Gives an entry of a map another name, in its place. */
  rename(path: Path, name: string): void;
  /** Puts one more into a list. */
  insert(path: Path, index: number, value: Json): void;
  /** Moves one of a list. */
  move(path: Path, from: number, to: number): void;
}

const isJson = (source: string) => source.trimStart().startsWith('{');
const mostExpanded = 50_000;

type Document = ReturnType<typeof parseDocument>;

export function read(source: string): Read {
  try {
    if (isJson(source)) return { flow: readJson(source), error: null };
    const document = parse(source);
    const [error] = document.errors;
    if (error) {
      const text = (error.message.split('\n')[0] ?? '').replace(/ at line \d+.*$/, '');
      return { flow: null, error: { line: error.linePos?.[0].line ?? null, text } };
    }
    return { flow: plain(document.toJS() as unknown), error: null };
  } catch (thrown) {
    return { flow: null, error: { line: null, text: thrown instanceof Error ? thrown.message : '' } };
  }
}

/** The text after a change. */
export function edit(source: string, change: (tree: Tree) => void): string {
  if (isJson(source)) {
    const tree = new JsonTree(readJson(source));
    change(tree);
    return `${JSON.stringify(tree.value, null, 2)}\n`;
  }
  const document = parse(source);
  writeOut(document);
  change(new YamlTree(document));
  keepPadding(document, source);
  // Texts are not folded anew: each stays in the lines it has.
  return document.toString({ lineWidth: 0 });
}

function parse(source: string): Document {
  return parseDocument(source, { intAsBigInt: true });
}

function readJson(source: string): Json {
  return JSON.parse(source, (_, value: unknown) => {
    if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value))
      throw new RangeError(`${value}`);
    return value;
  }) as Json;
}

/** Whole numbers come as `bigint`, so that none that is not touched loses a digit. */
function plain(value: unknown): Json {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]));
  return value as Json;
}

/** Repeats are written out: what is changed at one place must not change at another. */
function writeOut(document: Document): void {
  let expanded = 0;
  visit(document, {
    Alias(_, alias) {
      expanded += 1;
      const meant = alias.resolve(document);
      if (!meant || expanded > mostExpanded) throw new RangeError(alias.source);
      return meant.clone() as Node;
    },
  });
  if (expanded === 0) return;
  visit(document, {
    Node(_, node) {
      if (!isAlias(node)) delete node.anchor;
    },
  });
}

/** Lists and maps in one line have spaces at their ends where those of the file do; the library knows one way for both. */
function keepPadding(document: Document, source: string): void {
  const ofLists = /\[ \S/.test(source) ? ' ' : '';
  const ofMaps = /(?:[:,-] |\[)\{[\w"']/.test(source) ? '' : ' ';
  visit(document, {
    Collection(_, node) {
      if (!node.flow) return;
      const write = node.toString.bind(node);
      const flowCollectionPadding = isSeq(node) ? ofLists : ofMaps;
      node.toString = (context, ...rest) => write(context && { ...context, flowCollectionPadding }, ...rest);
    },
  });
}

class JsonTree implements Tree {
  constructor(public value: Json) {}

  get = (path: Path): Json | undefined => at(this.value, path);

  set(path: Path, value: Json): void {
    this.value = changed(this.value, path, () => value);
  }

  remove(path: Path): void {
    const key = path.at(-1);
    this.#parent(path, (parent) => {
      if (Array.isArray(parent)) return parent.filter((_, index) => index !== key) as Json;
      return isObject(parent)
        ? Object.fromEntries(Object.entries(parent).filter(([name]) => name !== key))
        : parent;
    });
  }

  rename(path: Path, name: string): void {
    const key = path.at(-1);
    this.#parent(path, (parent) => {
      if (!isObject(parent)) return parent;
      return Object.fromEntries(
        Object.entries(parent).map(([old, value]) => [old === key ? name : old, value]),
      );
    });
  }

  insert(path: Path, index: number, value: Json): void {
    this.value = changed(this.value, path, (items) =>
      (Array.isArray(items) ? (items as Json[]) : []).toSpliced(index, 0, value),
    );
  }

  move(path: Path, from: number, to: number): void {
    this.value = changed(this.value, path, (items) => {
      if (!Array.isArray(items) || items[from] === undefined) return items ?? null;
      return (items as Json[]).toSpliced(from, 1).toSpliced(to, 0, items[from] as Json);
    });
  }

  #parent(path: Path, change: (parent: Json) => Json): void {
    const above = path.slice(0, -1);
    const parent = at(this.value, above);
    if (parent !== undefined) this.value = changed(this.value, above, () => change(parent));
  }
}

/** The same with another value at a path. */
function changed(value: Json | undefined, path: Path, change: (value: Json | undefined) => Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  if (typeof key === 'number') {
    const items = Array.isArray(value) ? [...(value as Json[])] : [];
    items[key] = changed(items[key], rest, change);
    return items;
  }
  const entries = isObject(value) ? value : {};
  return { ...entries, [key]: changed(entries[key], rest, change) };
}

class YamlTree implements Tree {
  constructor(private readonly document: Document) {}

  get(path: Path): Json | undefined {
    const node = this.document.getIn(path, true) as Node | undefined;
    return node === undefined ? undefined : plain(node.toJS(this.document));
  }

  set(path: Path, value: Json): void {
    this.#ground(path);
    const before = this.document.getIn(path, true);
    if (isScalar(before) && (typeof value !== 'object' || value === null)) {
      before.value = value;
      if (needsQuotes(value) && before.type === 'PLAIN') before.type = 'QUOTE_DOUBLE';
    } else {
      const isNew = before === undefined;
      this.document.setIn(path, this.#made(value));
      if (isNew) this.#spaced(path);
    }
    this.#unflow(path);
  }

  remove(path: Path): void {
    if (this.document.hasIn(path)) this.document.deleteIn(path);
  }

  rename(path: Path, name: string): void {
    const parent = this.document.getIn(path.slice(0, -1), true);
    if (!isMap(parent)) return;
    const pair = parent.items.find(({ key }) => isScalar(key) && String(key.value) === path.at(-1));
    if (pair && isScalar(pair.key)) pair.key.value = name;
  }

  insert(path: Path, index: number, value: Json): void {
    this.#ground([...path, index]);
    const items = this.document.getIn(path, true);
    if (isSeq(items)) items.items.splice(index, 0, this.#made(value));
    else this.document.setIn(path, this.#made([value]));
    this.#unflow([...path, index]);
  }

  move(path: Path, from: number, to: number): void {
    const items = this.document.getIn(path, true);
    if (!isSeq(items)) return;
    const [moved] = items.items.splice(from, 1);
    if (moved !== undefined) items.items.splice(to, 0, moved);
  }

  /** What is to hold the value is a map or a list: an entry without a value, or another one, becomes it. */
  #ground(path: Path): void {
    for (let depth = 1; depth < path.length; depth += 1) {
      const above = path.slice(0, depth);
      const node = this.document.getIn(above, true);
      if (node === undefined || isCollection(node)) continue;
      this.document.setIn(above, this.document.createNode(typeof path[depth] === 'number' ? [] : {}));
    }
  }

  #made(value: Json): Node {
    const node = this.document.createNode(value);
    visit(node, {
      Scalar(_, scalar) {
        if (needsQuotes(scalar.value)) scalar.type = 'QUOTE_DOUBLE';
      },
    });
    return node;
  }

  /** A new entry stands as far from the one before as that does from the one before it. */
  #spaced(path: Path): void {
    const parent = this.document.getIn(path.slice(0, -1), true);
    if (!isMap(parent) || parent.items.length < 3) return;
    const [before, added] = parent.items.slice(-2);
    if (!added || !isScalar(before?.key) || !before.key.spaceBefore) return;
    const key = this.document.createNode(isScalar(added.key) ? added.key.value : added.key);
    key.spaceBefore = true;
    added.key = key;
  }

  /** What stood in one line and has become long is written in several. */
  #unflow(path: Path): void {
    for (let depth = 0; depth < path.length; depth += 1) {
      const node = depth === 0 ? this.document.contents : this.document.getIn(path.slice(0, depth), true);
      if (!isCollection(node) || !node.flow) continue;
      if (JSON.stringify(plain(node.toJS(this.document))).length > longestLine) node.flow = false;
    }
  }
}

const longestLine = 100;
/** Texts that other readers of YAML take for something else: numbers, yes and no. */
const looksOtherwise = /^(?:[-+.]?\d[\d_.,:eExXoObBa-fA-F+-]*|y|n|yes|no|on|off|true|false|null|~)$/i;

function needsQuotes(value: unknown): boolean {
  return typeof value === 'string' && looksOtherwise.test(value);
}
