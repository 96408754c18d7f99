/** Where steps stand on the map: from the beginning to the right, each as high as what it shows. Pure, and the same each time. */
import { Graph, layout as arrange } from '@dagrejs/dagre';

import type { Step, Way } from './ways';

export interface Position {
  readonly x: number;
  readonly y: number;
}

/** The name of what stands before the first step; no step is called so. */
export const ENTRY = ':entry';

/** In pixels, as in the styles of `StepCard`. */
export const CARD_WIDTH = 260;
const headHeight = 44;
const lineHeight = 20;
const wayHeight = 32;
const padding = 20;
const charactersInLine = 34;
const mostLines = 3;

export function heightOf(words: string, ways: number): number {
  const lines = words === '' ? 0 : Math.min(mostLines, Math.ceil(words.length / charactersInLine));
  return headHeight + lines * lineHeight + ways * wayHeight + padding;
}

export function positionsOf(
  steps: readonly (Pick<Step, 'name' | 'ways'> & { readonly words: string })[],
  entries: readonly Way[],
): Map<string, Position> {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 36, ranksep: 90, marginx: 24, marginy: 24 });
  graph.setDefaultEdgeLabel(() => ({}));
  const names = new Set(steps.map(({ name }) => name));
  graph.setNode(ENTRY, { width: CARD_WIDTH, height: heightOf('', entries.length) });
  for (const { name, words, ways } of steps)
    graph.setNode(name, { width: CARD_WIDTH, height: heightOf(words, ways.length) });
  const link = (from: string, ways: readonly Way[]) => {
    for (const { to } of ways) if (names.has(to) && to !== from) graph.setEdge(from, to);
  };
  link(ENTRY, entries);
  for (const { name, ways } of steps) link(name, ways);
  arrange(graph);
  const found = new Map<string, Position>();
  for (const name of graph.nodes()) {
    const { x, y, width, height } = graph.node(name);
    found.set(name, { x: x - width / 2, y: y - height / 2 });
  }
  return found;
}
