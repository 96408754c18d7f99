import { describe, expect, it } from 'vitest';

import { begin, redo, undo, write } from './history';

describe('a history', () => {
  it('goes back and forth', () => {
    let history = write(write(begin('a', 0), 'b', null, 1), 'c', null, 2);
    history = undo(history);
    expect(history.now.source).toBe('b');
    history = undo(undo(history));
    expect(history.now.source).toBe('a');
    history = redo(redo(redo(history)));
    expect(history.now.source).toBe('c');
  });

  it('forgets what was taken back once something else is done', () => {
    const history = write(undo(write(begin('a', 0), 'b', null, 1)), 'c', null, 2);
    expect(redo(history)).toEqual(history);
    expect(undo(history).now.source).toBe('a');
  });

  it('takes what is written into one field without a pause as one deed', () => {
    let history = begin('', 0);
    for (const [index, text] of ['H', 'He', 'Hel'].entries())
      history = write(history, text, 'text', index * 100);
    history = write(history, 'Hello', 'text', 10_000);
    expect(undo(history).now.source).toBe('Hel');
    expect(undo(undo(history)).now.source).toBe('');
    // What follows an undo begins anew.
    const again = write(undo(history), 'Help', 'text', 10_001);
    expect(undo(again).now.source).toBe('Hel');
  });

  it('changes nothing when nothing is changed, and has an end', () => {
    const history = begin('a', 0);
    expect(write(history, 'a', null, 1)).toBe(history);
    let long = history;
    for (let index = 0; index < 500; index += 1) long = write(long, String(index), null, index);
    expect(long.past.length).toBe(200);
  });
});
