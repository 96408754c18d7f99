import { expect, it } from 'vitest';

import { deedsOf } from './moves';

const all = { member: 'me', mayManage: true, mayApprove: true };
const by = (who: string) => ({ submitted_by: who, changed_by: who, sent: 0 });

it('another than who wrote it agrees', () => {
  expect(deedsOf({ state: 'waiting', ...by('other') }, all)).toEqual(['approve', 'withdraw', 'cancel']);
  expect(deedsOf({ state: 'waiting', ...by('me') }, all)).toEqual(['withdraw', 'cancel']);
  expect(deedsOf({ state: 'waiting', ...by('other'), changed_by: 'me' }, all)).not.toContain('approve');
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

it('what somebody has and what rests can be taken back', () => {
  const sent = { ...by('other'), sent: 3 };
  expect(deedsOf({ state: 'paused', ...sent }, all)).toEqual(['resume', 'recall', 'cancel']);
  expect(deedsOf({ state: 'finished', ...sent }, all)).toEqual(['recall']);
  expect(deedsOf({ state: 'cancelled', ...sent }, all)).toEqual(['recall']);
  expect(deedsOf({ state: 'cancelled', ...by('other') }, all)).toEqual([]);
  expect(deedsOf({ state: 'running', ...sent }, all)).not.toContain('recall');
  expect(deedsOf({ state: 'finished', ...sent }, { ...all, mayManage: false })).toEqual([]);
});
