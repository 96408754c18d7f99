import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { Drafts } from './drafts';
import type { Conversation } from './wire';

/** The brand's state, in which no member's words stand. */
const state = { id: 'c' } as Conversation;
const wait = 100;

function member() {
  const saved: string[] = [];
  const save = (_: string, text: string) => Promise.resolve(saved.push(text));
  const drafts = new Drafts(null, { changed: () => undefined, save }, wait, true);
  return { drafts, saved };
}

describe('the words of a brand’s member', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('are not wiped by states of the brand, which never show them', async () => {
    const { drafts, saved } = member();
    drafts.write(state, 'c', 'Not finished');
    drafts.settle(state);
    await vi.advanceTimersByTimeAsync(wait);
    drafts.settle(state);
    expect([saved, drafts.of(state, 'c')]).toEqual([['Not finished'], 'Not finished']);
  });

  it('come from another device, unless something newer was begun here', async () => {
    const { drafts } = member();
    drafts.learnt('c', 'From the phone');
    expect(drafts.of(state, 'c')).toBe('From the phone');
    drafts.write(state, 'c', 'Newer');
    drafts.learnt('c', 'From the phone');
    expect(drafts.of(state, 'c')).toBe('Newer');
    await vi.advanceTimersByTimeAsync(wait);
    drafts.learnt('c', '');
    expect(drafts.of(state, 'c')).toBe('');
  });

  it('are gone at once when they were sent, here or elsewhere', async () => {
    const { drafts, saved } = member();
    drafts.write(state, 'c', 'Hello');
    await vi.advanceTimersByTimeAsync(wait);
    drafts.sent('c', 'Something else');
    expect(drafts.of(state, 'c')).toBe('Hello');
    drafts.sent('c', 'Hello');
    expect(drafts.of(state, 'c')).toBe('');
    drafts.write(state, 'c', 'Again');
    drafts.write(state, 'c', '');
    expect(saved.at(-1), 'without waiting for a pause').toBe('');
  });
});
