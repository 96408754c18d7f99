import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { ApiError, type GivenRule, type Segment, type SegmentCount, type SegmentRule } from '../../engine';

import { draftOf } from './drafts';
import { SegmentEditor } from './editor.svelte';
import { placeIn } from './place';
import { add, newLine, setCondition } from './tree';

const offers: SegmentRule = { consent: 'offers' };
const segment: Segment = {
  id: 's',
  name: 'Some',
  rule: offers,
  text: 'consent offers',
  kind: 'asked',
  is_ready: true,
  created_at: 0,
  changed_at: 0,
};
const problem = { type: '', title: '', hint: '', status: 422, code: 'invalid_parameter' as const };

/** Answers by hand, in any order. */
function server() {
  const asked: { given: GivenRule; answer: (answer: Partial<SegmentCount>) => void; refuse: () => void }[] =
    [];
  const count = (given: GivenRule) =>
    new Promise<SegmentCount>((resolve, reject) => {
      const answer = (of: Partial<SegmentCount>) =>
        resolve({ of: 10, at: 0, rule: given.rule ?? offers, text: '', conditions: [], ...of });
      asked.push({ given, answer, refuse: () => reject(new ApiError({ ...problem, detail: 'at 3: no' })) });
    });
  return { asked, count };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const later = () => vi.advanceTimersByTimeAsync(300);

let serial = 0;
function editor(rule: SegmentRule = offers) {
  const { asked, count } = server();
  const key = `test ${(serial += 1)}`;
  return { asked, key, made: new SegmentEditor(key, { count }, { name: 'Some', rule, isLive: false }) };
}

it('counts at once, then a moment after the last change, and drops answers that come too late', async () => {
  const { asked, made } = editor();
  asked[0]?.answer({ contacts: 4, conditions: [{ place: 'all.0', text: '', contacts: 4 }] });
  await later();
  const [line] = made.lines;
  expect([made.counting.answer?.contacts, made.counting.isOld]).toEqual([4, false]);
  expect(made.counts.get(line?.id ?? 0)).toBe(4);

  for (const topic of ['a', 'b'])
    made.change(setCondition(made.root, line?.id ?? 0, { consent: topic }), 'x');
  await later();
  expect(asked.length, 'two changes, one question').toBe(2);
  expect([made.counting.answer?.contacts, made.counting.isOld], 'kept, and greyed').toEqual([4, true]);
  made.change(add(made.root, made.root.id, newLine({ consent: 'c' }, true)));
  await later();
  asked[2]?.answer({
    contacts: 1,
    conditions: [
      { place: '', text: '' },
      { place: '', text: '', contacts: 7 },
    ],
  });
  asked[1]?.answer({ contacts: 9 });
  await later();
  expect(made.counting.answer?.contacts).toBe(1);
  // One that is not told is not there; one that is turned around holds of the others.
  expect([...made.counts.values()]).toEqual([3]);
});

it('asks nothing while something is still to be said', async () => {
  const { asked, made } = editor({ all: [] });
  asked[0]?.answer({ contacts: 10 });
  await later();
  made.change(add(made.root, made.root.id, newLine({ event: { name: '' } })));
  await later();
  expect(asked.length).toBe(1);
  expect([made.counting.isWaiting, made.isSaid]).toEqual([true, false]);
});

it('takes back and does again, and keeps what is not saved', async () => {
  const { made, key } = editor();
  const [line] = made.lines;
  made.change(setCondition(made.root, line?.id ?? 0, { consent: 'a' }), 'x');
  made.change(setCondition(made.root, line?.id ?? 0, { consent: 'ab' }), 'x');
  expect([made.changed, draftOf(key)?.name]).toEqual([true, 'Some']);
  made.undo();
  expect([made.rule, made.changed, draftOf(key)]).toEqual([{ all: [offers] }, false, undefined]);
  made.redo();
  expect(made.rule).toEqual({ all: [{ consent: 'ab' }] });
  const again = new SegmentEditor(key, server(), { name: 'Some', rule: offers, isLive: false });
  expect([again.rule, again.lines[0]?.id]).toEqual([made.rule, line?.id]);
  again.discard();
  expect([again.rule, again.changed]).toEqual([{ all: [offers] }, false]);
});

it('follows a text once the server knows which rule it is', async () => {
  const { asked, made } = editor();
  made.write('not a rule');
  expect([made.given, made.changed]).toEqual([{ text: 'not a rule' }, true]);
  await later();
  asked.at(-1)?.refuse();
  await later();
  expect([made.counting.problem?.detail, made.rule]).toEqual(['at 3: no', { all: [offers] }]);
  made.write('consent news');
  await later();
  asked.at(-1)?.answer({ rule: { consent: 'news' } });
  await later();
  expect([made.text, made.given]).toEqual(['consent news', { rule: { all: [{ consent: 'news' }] } }]);
  // First the text that is no rule is taken back, then the one that was.
  made.write('consent news and');
  made.undo();
  expect([made.text, made.rule]).toEqual([null, { all: [{ consent: 'news' }] }]);
  made.undo();
  expect(made.rule).toEqual({ all: [offers] });
});

it('is saved with a text that was not counted yet', () => {
  const { made, key } = editor();
  made.write('consent news');
  made.saved({ ...segment, name: 'New', rule: { consent: 'news' } });
  expect([made.rule, made.name, draftOf(key)]).toEqual([{ all: [{ consent: 'news' }] }, 'New', undefined]);
});

it('is switched to be kept up to date, with a rule that is left to the letter', () => {
  const { made, key } = editor();
  made.isLive = true;
  expect([made.changed, draftOf(key)?.isLive]).toEqual([true, true]);
  expect(made.toSave).toEqual({ name: 'Some', given: { rule: offers }, is_live: true });
  made.discard();
  expect([made.isLive, made.changed, draftOf(key)]).toEqual([false, false, undefined]);

  made.isLive = true;
  made.name = ' Other ';
  made.saved({ ...segment, name: 'Other', kind: 'live', contacts: 0, is_ready: false });
  expect([made.isLive, made.changed, draftOf(key)]).toEqual([true, false, undefined]);
  made.change(add(made.root, made.root.id, newLine({ consent: 'news' })));
  expect(made.toSave.given).toEqual({ rule: { all: [offers, { consent: 'news' }] } });
});

it('finds the place in a text that the server names by its bytes', () => {
  expect(placeIn('attribute a = "ü"\n  und', 'at 21: here stands `and`')).toEqual({
    at: 20,
    line: 2,
    column: 3,
    why: 'here stands `and`',
  });
  expect(placeIn('x', 'all.0: say')).toBeNull();
});
