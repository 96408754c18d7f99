import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { EventLog, firstSeq, lastSeq } from './event-log';
import type { Event } from './wire';

const SIZE = 60;
const all: Event[] = Array.from({ length: SIZE }, (_, index) => ({
  seq: index + 1,
  id: `evt_${index + 1}`,
  kind: 'message',
  author: 'acc_a',
  client_id: `c${index + 1}`,
  at: index,
  body: { v: 1, text: String(index) },
}));

/** A page, as any reader may get one: consecutive events, or what a disk holds of them with holes. */
const page = fc.oneof(
  fc.tuple(fc.nat(SIZE), fc.nat(15)).map(([from, length]) => all.slice(from, from + length)),
  fc.subarray(all, { maxLength: 12 }),
);

function filled(pages: readonly (readonly Event[])[]): EventLog {
  const log = new EventLog();
  for (const events of pages) log.merge(events);
  return log;
}

describe('an event log', () => {
  it('is the same whatever order its pages come in', () => {
    fc.assert(
      fc.property(fc.array(page, { maxLength: 12 }), fc.integer(), (pages, seed) => {
        const shuffled = pages
          .map((events, index) => ({ events, key: Math.sin(seed + index) }))
          .sort((a, b) => a.key - b.key)
          .map(({ events }) => events);
        expect(filled(shuffled).events()).toEqual(filled(pages).events());
      }),
    );
  });

  it('holds exactly what was merged, once, in order, and knows its holes', () => {
    fc.assert(
      fc.property(fc.array(page, { maxLength: 12 }), (pages) => {
        const log = filled(pages);
        const expected = all.filter((event) => pages.some((events) => events.includes(event)));
        expect(log.events()).toEqual(expected);

        const missing = log.holes(SIZE).flatMap(({ from, to }) => all.slice(from - 1, to));
        expect(missing).toEqual(all.filter((event) => !expected.includes(event)));
      }),
    );
  });

  it('finds the run around an event, which ends at holes', () => {
    fc.assert(
      fc.property(fc.array(page, { maxLength: 6 }), fc.integer({ min: 1, max: SIZE }), (pages, seq) => {
        const log = filled(pages);
        const held = new Set(log.events().map((event) => event.seq));
        const run = log.runAt(seq);
        expect(run !== undefined).toBe(held.has(seq));
        if (!run) return;
        expect(run.map((event) => event.seq)).toEqual(
          Array.from({ length: run.length }, (_, index) => firstSeq(run) + index),
        );
        expect(held.has(firstSeq(run) - 1)).toBe(false);
        expect(held.has(lastSeq(run) + 1)).toBe(false);
      }),
    );
  });

  it('says whether anything was new', () => {
    fc.assert(
      fc.property(fc.array(page, { maxLength: 6 }), page, (pages, last) => {
        const log = filled(pages);
        const before = log.events().length;
        expect(log.merge(last)).toBe(log.events().length > before);
        expect(log.merge(last)).toBe(false);
      }),
    );
  });

  it('keeps only the newest run when asked to', () => {
    const log = filled([all.slice(0, 5), all.slice(10, 30)]);
    log.keepNewest(7);
    expect(log.events()).toEqual(all.slice(23, 30));
    expect(log.newest()).toEqual(all.slice(23, 30));
  });

  it('takes ten thousand events, one at a time, without copying them each time', () => {
    const log = new EventLog();
    const [sample] = all as [Event];
    log.merge([{ ...sample, seq: 1 }]);
    const run = log.newest();
    for (let seq = 2; seq <= 10_000; seq++) log.merge([{ ...sample, seq }]);
    expect(log.newest()).toBe(run);
    expect(run).toHaveLength(10_000);
  });
});
