import { expect, it } from 'vitest';

import { ApiError, type FileLook, type ImportedPiece, type ImportRequest } from '../../../engine';

import { Importing, PIECE } from './importing.svelte';

const look: FileLook = {
  encoding: 'utf-8',
  separator: 'comma',
  decimal: 'point',
  days: 'day_first',
  columns: [
    { name: 'Number', field: 'number', samples: ['1'] },
    { name: 'When', samples: ['2026-03-22'] },
    { name: 'Total', field: 'total', samples: ['1.00'] },
  ],
  fields: ['number', 'placed_at', 'total', 'currency'],
};

function piece(change: Partial<ImportedPiece>): ImportedPiece {
  const none = { created: 0, updated: 0, unchanged: 0, stale: 0, unknown: 0, refused: 0, repeated: 0 };
  return { consumed: 0, next_line: 1, records: 0, problems: [], seen: [], ...none, ...change };
}

function unavailable(): ApiError {
  return new ApiError({
    type: '',
    title: '',
    hint: '',
    status: 503,
    code: 'storage_unavailable',
  });
}

/** A server that reads 400,000 bytes of each piece, and answers some calls in its own way. */
function server(special: Record<number, () => ImportedPiece> = {}) {
  const asked: ImportRequest[] = [];
  const rest = {
    look: () => Promise.resolve(look),
    importPiece: (request: ImportRequest, bytes: Blob) =>
      Promise.resolve().then(() => {
        asked.push(request);
        const answer = special[asked.length];
        if (answer) return answer();
        const line = request.line ?? 1;
        return piece({
          consumed: request.last ? bytes.size : 400_000,
          next_line: line + 10,
          created: 2,
          refused: 1,
          seen: [7, 100 + asked.length],
          problems: [{ line, problem: 'total: no amount' }],
        });
      }),
  };
  return { rest, asked };
}

const file = new File([new Uint8Array(1_000_000)], 'orders.csv');

async function chosen(special: Record<number, () => ImportedPiece> = {}) {
  const { rest, asked } = server(special);
  const importing = new Importing(rest, 'Europe/Berlin', () => Promise.resolve());
  await importing.choose(file);
  return { importing, asked };
}

it('says what is missing, and gives no field to two columns', async () => {
  const { importing } = await chosen();
  expect(importing.step).toBe('columns');
  expect(importing.missing).toEqual(['placed_at', 'currency']);
  importing.setField(1, 'placed_at');
  importing.setManner({ currency: 'EUR' });
  expect(importing.missing).toEqual([]);
  importing.setField(0, 'total');
  expect(importing.fields).toEqual(['total', 'placed_at', '']);
});

it('takes no consents without their proof', async () => {
  const { importing } = await chosen();
  importing.kind = 'consents';
  expect(importing.missing).toEqual(['handle', 'topic', 'state', 'at', 'source']);
});

it('reads a file piece by piece, from where the server is', async () => {
  const { importing, asked } = await chosen();
  await importing.tryOut();
  expect(asked.map(({ line, last, dry_run }) => [line, last, dry_run])).toEqual([
    [1, false, true],
    [11, false, true],
    [21, true, true],
  ]);
  expect(importing.step).toBe('tried');
  expect(importing.place).toBe(file.size);
  // The same order in each piece.
  expect(importing.tally).toMatchObject({ created: 6, refused: 3, repeated: 2 });
  expect(importing.tally.problems.map(({ line }) => line)).toEqual([1, 11, 21]);
  await importing.bringIn();
  expect(importing.step).toBe('done');
  expect(asked.at(-1)).toMatchObject({ dry_run: false, zone: 'Europe/Berlin', columns: 'number,,total' });
  expect(PIECE).toBe(524_288);
});

it('tries again what may be another time, and goes on where it gave up', async () => {
  const fail = () => {
    throw unavailable();
  };
  const { importing, asked } = await chosen({ 2: fail, 4: fail, 5: fail, 6: fail, 7: fail });
  await importing.bringIn();
  expect(importing.problem?.code).toBe('storage_unavailable');
  expect([importing.running, importing.doing, importing.place]).toEqual([false, 'import', 800_000]);
  await importing.goOn();
  expect([importing.step, importing.problem, importing.tally.created]).toEqual(['done', null, 6]);
  expect(asked).toHaveLength(8);
});

it('stops at once what is refused, and at the next piece what someone stops', async () => {
  const refuse = () => {
    throw new ApiError({
      type: '',
      title: '',
      hint: '',
      status: 400,
      code: 'invalid_parameter',
      field: 'file',
    });
  };
  const refused = await chosen({ 1: refuse });
  await refused.importing.tryOut();
  expect(refused.asked).toHaveLength(1);
  expect(refused.importing.problem?.field).toBe('file');
  refused.importing.stop();
  expect([refused.importing.step, refused.importing.doing]).toEqual(['columns', null]);

  const { importing, asked } = await chosen();
  const done = importing.bringIn();
  importing.stop();
  await done;
  expect([importing.step, asked.length, importing.stopped]).toEqual(['done', 1, true]);
});
