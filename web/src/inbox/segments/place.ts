/** Where a text is wrong, as the server says it: at one of its bytes. Pure. */
export interface Place {
  /** In the text's own units, as a field counts them. */
  readonly at: number;
  readonly line: number;
  readonly column: number;
  readonly why: string;
}

/** "at 12: here stands a number": null where no byte of the text is meant. */
export function placeIn(text: string, detail: string): Place | null {
  const [, byte, why = ''] = /^at (\d+): (.*)$/s.exec(detail) ?? [];
  if (byte === undefined) return null;
  const before = new TextDecoder().decode(new TextEncoder().encode(text).slice(0, Number(byte)));
  const lines = before.split('\n');
  return { at: before.length, line: lines.length, column: Array.from(lines.at(-1) ?? '').length + 1, why };
}
