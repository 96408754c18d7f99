/**
 * Brings a file in, a piece at a time: looked at, tried, brought in. What breaks off goes on where it was, and the same piece again does
 * no harm. Never holds more of the file than a piece.
 */
import {
  asApiError,
  type FileLook,
  type ImportedPiece,
  type ImportRequest,
  type Problem,
  type RowProblem,
  type TableKind,
} from '../../../engine';
import type { TablesRest } from '../../../engine/inbox/tables-rest';

import { Seen } from './seen';

/** Bytes of a piece, as the server takes it. */
export const PIECE = 512 * 1024;
/** Problems that are shown. */
const PROBLEMS = 20;
/** Milliseconds before each new try when no answer came. */
const WAITS = [1_000, 4_000, 10_000];
export type Step = 'file' | 'columns' | 'tried' | 'done';

/** How what stands in the file is meant. */
export type Manner = Required<
  Pick<
    ImportRequest,
    'encoding' | 'separator' | 'decimal' | 'days' | 'zone' | 'currency' | 'status' | 'payment'
  >
>;

export const COUNTS = ['created', 'updated', 'unchanged', 'stale', 'unknown', 'refused', 'repeated'] as const;
export type Count = (typeof COUNTS)[number];

/** What became of all pieces so far. */
export type Tally = Record<Count, number> & { readonly problems: readonly RowProblem[] };

const NOTHING: Tally = {
  created: 0,
  updated: 0,
  unchanged: 0,
  stale: 0,
  unknown: 0,
  refused: 0,
  repeated: 0,
  problems: [],
};

export class Importing {
  kind: TableKind = $state('orders');
  step: Step = $state('file');
  file: File | null = $state.raw(null);
  look: FileLook | null = $state.raw(null);
  /** The field of each column; empty where it is left out. */
  fields: string[] = $state([]);
  manner: Manner | null = $state.raw(null);
  /** What is under way, or was broken off. */
  doing: 'try' | 'import' | null = $state(null);
  /** Whether it is under way just now. */
  running = $state(false);
  /** How many bytes were read. */
  place = $state(0);
  tally: Tally = $state.raw(NOTHING);
  /** Whether someone has stopped it. */
  stopped = $state(false);
  problem: Problem | null = $state.raw(null);

  #line = 1;
  #seen = new Seen();

  constructor(
    private readonly rest: Pick<TablesRest, 'look' | 'importPiece'>,
    private readonly zone: string,
    private readonly wait = (milliseconds: number): Promise<void> =>
      new Promise((resolve) => setTimeout(resolve, milliseconds)),
  ) {}

  /** What is still to be said before it can be read. */
  readonly missing: readonly string[] = $derived.by(() => {
    const has = (field: string): boolean => this.fields.includes(field);
    if (this.kind !== 'orders') {
      const who = ['handle', 'external_id', 'email', 'phone'].some(has) ? [] : ['handle'];
      const proof = ['topic', 'state', 'at', 'source'].filter((field) => !has(field));
      return this.kind === 'contacts' ? who : [...who, ...proof];
    }
    const named = has('number') || has('reference') ? [] : ['number'];
    const needed = ['placed_at', 'total'].filter((field) => !has(field));
    const priced = has('currency') || this.manner?.currency ? [] : ['currency'];
    return [...named, ...needed, ...priced];
  });

  /** Looks at a file, or again at the same one with another encoding or separator. */
  async choose(file: File, as: Partial<Pick<Manner, 'encoding' | 'separator'>> = {}): Promise<void> {
    this.problem = null;
    this.running = true;
    try {
      const { encoding: known, separator: between } = as;
      const request = {
        kind: this.kind,
        ...(known && { encoding: known }),
        ...(between && { separator: between }),
      };
      const look = await this.rest.look(request, file.slice(0, PIECE));
      this.file = file;
      this.look = look;
      this.fields = look.columns.map(({ field }) => field ?? '');
      const { encoding, separator, decimal, days } = look;
      const { zone, currency, status, payment } = this.manner ?? {
        zone: this.zone,
        currency: '',
        status: 'open' as const,
        payment: 'pending' as const,
      };
      this.manner = { encoding, separator, decimal, days, zone, currency, status, payment };
      this.step = 'columns';
    } catch (thrown) {
      this.problem = asApiError(thrown).problem;
    } finally {
      this.running = false;
    }
  }

  /** A column becomes a field, which no other column is then. */
  setField(column: number, field: string): void {
    this.fields = this.fields.map((other, place) => {
      if (place === column) return field;
      return other === field ? '' : other;
    });
  }

  setManner(change: Partial<Manner>): void {
    if (this.manner) this.manner = { ...this.manner, ...change };
  }

  /** Reads the whole file without writing anything. */
  tryOut(): Promise<void> {
    return this.#begin('try');
  }

  /** Brings the whole file in. */
  bringIn(): Promise<void> {
    return this.#begin('import');
  }

  /** Goes on where it was broken off. */
  async goOn(): Promise<void> {
    const { file, doing } = this;
    if (!file || !doing || this.running) return;
    this.problem = null;
    this.running = true;
    try {
      while (this.place < file.size && !this.stopped) await this.#piece(file);
      this.step = doing === 'import' ? 'done' : this.stopped ? 'columns' : 'tried';
      this.doing = null;
    } catch (thrown) {
      this.problem = asApiError(thrown).problem;
    } finally {
      this.running = false;
    }
  }

  /** What is under way ends with the piece it is at. One that was broken off is given up. */
  stop(): void {
    this.stopped = true;
    if (this.running || !this.doing) return;
    this.step = this.doing === 'import' ? 'done' : 'columns';
    this.doing = null;
    this.problem = null;
  }

  toColumns(): void {
    this.step = 'columns';
  }

  /** Begins with another file. */
  again(): void {
    this.file = null;
    this.look = null;
    this.manner = null;
    this.problem = null;
    this.step = 'file';
  }

  #begin(doing: 'try' | 'import'): Promise<void> {
    this.doing = doing;
    this.place = 0;
    this.tally = NOTHING;
    this.stopped = false;
    this.#line = 1;
    this.#seen = new Seen();
    return this.goOn();
  }

  async #piece(file: File): Promise<void> {
    const end = Math.min(this.place + PIECE, file.size);
    const read = await this.#send(file.slice(this.place, end), end === file.size);
    // The server reads on or says why not; this is a file that was changed meanwhile.
    this.place = read.consumed > 0 ? this.place + read.consumed : file.size;
    this.#line = read.next_line;
    const again = this.#seen.add(read.seen);
    const sum = (count: Count): number => this.tally[count] + read[count];
    this.tally = {
      created: sum('created'),
      updated: sum('updated'),
      unchanged: sum('unchanged'),
      stale: sum('stale'),
      unknown: sum('unknown'),
      refused: sum('refused'),
      repeated: sum('repeated') + again,
      problems: [...this.tally.problems, ...read.problems].slice(0, PROBLEMS),
    };
  }

  async #send(piece: Blob, last: boolean): Promise<ImportedPiece> {
    const request = this.#request(last);
    for (const milliseconds of WAITS) {
      try {
        return await this.rest.importPiece(request, piece);
      } catch (thrown) {
        const error = asApiError(thrown);
        if (!error.retryable || this.stopped) throw error;
        await this.wait(Math.max(milliseconds, (error.problem.retry_after ?? 0) * 1_000));
      }
    }
    return this.rest.importPiece(request, piece);
  }

  #request(last: boolean): ImportRequest {
    if (!this.manner) throw new Error('nothing was chosen');
    const { encoding, separator, decimal, days, zone, currency, status, payment } = this.manner;
    return {
      kind: this.kind,
      columns: this.fields.join(','),
      encoding,
      separator,
      decimal,
      days,
      line: this.#line,
      last,
      dry_run: this.doing === 'try',
      ...(this.kind !== 'contacts' && { zone }),
      ...(this.kind === 'orders' && { status, payment, ...(currency && { currency }) }),
    };
  }
}
