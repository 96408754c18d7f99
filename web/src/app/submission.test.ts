import { describe, expect, it } from 'vitest';

import { ApiError, type Problem } from '../engine';

import { Submission } from './submission.svelte';

function refusal(code: Problem['code'], field?: string): () => Promise<never> {
  const problem: Problem = { type: '', title: 'Title.', status: 422, code, hint: 'Hint.' };
  return () => Promise.reject(new ApiError(field === undefined ? problem : { ...problem, field }));
}

describe('a form', () => {
  it('shows what is wrong beside the field that the server names', async () => {
    const form = new Submission(['display_name', 'bio']);
    expect(await form.run(refusal('text_invalid', 'bio'))).toBe(false);
    expect(form.errorOf('bio')).toContain('can’t be used');
    expect(form.errorOf('display_name')).toBeNull();
    expect(form.problem).toBeNull();
  });

  it('knows which field a code is about, and shows the rest above', async () => {
    const form = new Submission(['handle', 'password']);
    await form.run(refusal('handle_taken'));
    expect(form.errorOf('handle')).toContain('taken');
    await form.run(refusal('sign_in_failed'));
    expect(form.errorOf('handle')).toBeNull();
    expect(form.problem?.code).toBe('sign_in_failed');
    await form.run(refusal('invite_required', 'invite'));
    expect(form.problem?.code, 'a field that is not there').toBe('invite_required');
  });

  it('forgets it when something is typed, and when it works', async () => {
    const form = new Submission();
    await form.run(refusal('internal'));
    form.touch();
    expect(form.problem).toBeNull();
    await form.run(refusal('internal'));
    expect(await form.run(() => Promise.resolve())).toBe(true);
    expect([form.problem, form.done]).toEqual([null, true]);
  });

  it('is sent once at a time', async () => {
    const form = new Submission();
    let finish = (): void => undefined;
    const first = form.run(() => new Promise<void>((done) => (finish = done)));
    let calls = 0;
    expect(await form.run(() => Promise.resolve((calls += 1)))).toBe(false);
    finish();
    expect(await first).toBe(true);
    expect(calls).toBe(0);
  });

  it('follows the last choice after what is under way, also where that fails', async () => {
    const form = new Submission();
    let fail = (): void => undefined;
    const first = form.run(
      () => new Promise((_, reject) => (fail = () => void refusal('internal')().catch(reject))),
    );
    const followed: string[] = [];
    const choose = (what: string): void => {
      form.latest(() => Promise.resolve(followed.push(what)));
    };
    choose('lost on the way');
    choose('the last');
    expect(followed).toEqual([]);
    fail();
    expect(await first).toBe(false);
    await expect.poll(() => [form.busy, form.done, form.problem]).toEqual([false, true, null]);
    expect(followed).toEqual(['the last']);
    choose('at once');
    expect(followed).toEqual(['the last', 'at once']);
  });

  it('hides no fault of its own', async () => {
    const form = new Submission();
    await expect(form.run(() => Promise.reject(new TypeError('a mistake')))).rejects.toThrow('a mistake');
    expect(form.busy).toBe(false);
  });
});
