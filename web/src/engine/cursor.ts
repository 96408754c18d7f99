/**
 * How far this client has seen its account's changes.
 */
import type { Cursor } from './wire';

export interface Position {
  epoch: string;
  number: number;
}

export function parseCursor(cursor: Cursor): Position {
  const [epoch = '', number = '0'] = cursor.split('.');
  return { epoch, number: Number(number) };
}

export function formatCursor({ epoch, number }: Position): Cursor {
  return `${epoch}.${number}`;
}
