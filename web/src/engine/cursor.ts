/**
 * How far this client has seen its account's changes.
 */
import type { Cursor } from './wire';

export interface Position {
  epoch: string;
  number: number;
  /** Where the catch-up began that has come here and is not at its end. */
  from?: number;
}

export function parseCursor(cursor: Cursor): Position {
  const [epoch = '', number = '0', from] = cursor.split('.');
  return positionAt(epoch, number, from);
}

export function positionAt(
  epoch: string,
  number: number | string,
  from: number | string | undefined,
): Position {
  const position: Position = { epoch, number: Number(number) };
  if (from !== undefined) position.from = Number(from);
  return position;
}

export function formatCursor({ epoch, number, from }: Position): Cursor {
  return from === undefined ? `${epoch}.${number}` : `${epoch}.${number}.${from}`;
}
