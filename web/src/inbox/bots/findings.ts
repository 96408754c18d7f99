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

export function findingsOf(detail: string | undefined): Finding[] {
  const lines = (detail ?? '').split('\n').filter((line) => line.trim() !== '');
  return lines.map((whole) => {
    const [, line, code, text] = shape.exec(whole) ?? [];
    return { line: line === undefined ? null : Number(line), text: text ?? whole, code: code ?? null };
  });
}
