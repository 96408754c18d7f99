/** What is wrong with a flow, as the server tells it: one finding a line. Pure. */
export interface Finding {
  /** Where it is in the file, from 1; null where it is about the whole. */
  readonly line: number | null;
  /** The server's own words, with the place in the flow. */
  readonly text: string;
  /** Its stable name, by which the docs explain it. */
  readonly code: string | null;
}

/** `line 7: error[unknown-target] first.then: there is no node x`, of which the first two parts may be missing. */
const shape = /^(?:line (\d+): )?(?:\w+\[([\w-]+)\] )?(.+)$/;
/** The node, or the entry of the flow, that a finding names first. */
const place = /^([a-z0-9_]+)(?:\.[\w.]*)?: /;

export function findingsOf(detail: string | undefined, source: string): Finding[] {
  const lines = (detail ?? '').split('\n').filter((line) => line.trim() !== '');
  return lines.map((whole) => {
    const [, line, code, text = whole] = shape.exec(whole) ?? [];
    const at = line === undefined ? lineOf(place.exec(text)?.[1], source) : Number(line);
    return { line: at, text, code: code ?? null };
  });
}

/** Where a node begins, or else an entry of the flow, when the server does not say it. */
function lineOf(name: string | undefined, source: string): number | null {
  if (name === undefined) return null;
  const lines = source.split('\n');
  const isNamed = (line: string, indent: string) => new RegExp(`^${indent}"?${name}"? *:`).test(line);
  const nodes = lines.findIndex((line) => /^\s*"?nodes"? *:/.test(line));
  const node = lines.findIndex((line, index) => index > nodes && nodes >= 0 && isNamed(line, '\\s+'));
  const found = node >= 0 ? node : lines.findIndex((line) => isNamed(line, '\\s*'));
  return found < 0 ? null : found + 1;
}
