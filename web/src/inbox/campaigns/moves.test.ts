import { expect, it } from 'vitest';

import { deedsOf } from './moves';

const all = { member: 'me', mayManage: true, mayApprove: true };
const by = (who: string) => ({ submitted_by: who, changed_by: who });

it('another than who wrote it agrees', () => {
  expect(deedsOf({ state: 'waiting', ...by('other') }, all)).toEqual(['approve', 'withdraw', 'cancel']);
  expect(deedsOf({ state: 'waiting', ...by('me') }, all)).toEqual(['withdraw', 'cancel']);
  expect(deedsOf({ state: 'waiting', submitted_by: 'other', changed_by: 'me' }, all)).not.toContain(
    'approve',
  );
  expect(deedsOf({ state: 'waiting', ...by('other') }, { ...all, mayApprove: false })).not.toContain(
    'approve',
  );
});

it('what has begun is paused, goes on, or ends; what is over stays', () => {
  expect(deedsOf({ state: 'running', ...by('other') }, all)).toEqual(['pause', 'cancel']);
  expect(deedsOf({ state: 'paused', ...by('other') }, all)).toEqual(['resume', 'cancel']);
  expect(deedsOf({ state: 'finished', ...by('other') }, all)).toEqual([]);
  expect(deedsOf({ state: 'running', ...by('other') }, { ...all, mayManage: false })).toEqual([]);
});
