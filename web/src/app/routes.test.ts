import { expect, it } from 'vitest';

import { conversationPath, type InboxPlace, inboxPath, parse } from './routes';

it.each([
  ['/', { page: 'home' }],
  ['/settings', { page: 'settings' }],
  ['/sign-in/', { page: 'sign-in' }],
  ['/sign-up', { page: 'sign-up' }],
  ['/c/cnv_1', { page: 'conversation', id: 'cnv_1' }],
  ['/c', { page: 'unknown' }],
  ['/c/a/b', { page: 'unknown' }],
  ['/settings/x', { page: 'unknown' }],
  ['/c/%E0%A4%A', { page: 'conversation', id: '' }],
  ['/v1/info', { page: 'unknown' }],
  ['/inbox', { page: 'unknown' }],
  ['/inbox/rose', { page: 'inbox', brand: 'rose', at: { part: 'views' } }],
  ['/inbox/rose/c', { page: 'unknown' }],
  ['/inbox/rose/v/mine/x', { page: 'unknown' }],
  ['/inbox/rose/elsewhere/x', { page: 'unknown' }],
  ['/inbox/rose/settings/elsewhere', { page: 'unknown' }],
  ['/inbox/rose/campaigns/cmp_1/elsewhere', { page: 'unknown' }],
  ['/inbox/rose/settings/bots/acc_x/more', { page: 'unknown' }],
  ['/inbox/rose/settings/bots/acc_x/flow/more', { page: 'unknown' }],
  ['/inbox/rose/settings/hours/acc_x/flow', { page: 'unknown' }],
])('%s', (path, route) => {
  expect(parse(path)).toEqual(route);
});

it('writes what it reads', () => {
  expect(parse(conversationPath('cnv_a/b c'))).toEqual({ page: 'conversation', id: 'cnv_a/b c' });
});

const places: InboxPlace[] = [
  { part: 'views' },
  { part: 'settings' },
  { part: 'audit' },
  { part: 'reports' },
  { part: 'level-report' },
  { part: 'knowledge' },
  { part: 'segments' },
  { part: 'segment', id: 'seg_1' },
  { part: 'campaigns' },
  { part: 'campaign', id: 'new' },
  { part: 'campaign-report', id: 'cmp_1' },
  { part: 'article', id: 'art_1' },
  { part: 'orders' },
  { part: 'webhooks' },
  { part: 'rules' },
  { part: 'rule', id: 'new' },
  { part: 'rule-log' },
  { part: 'bots', bot: null },
  { part: 'bots', bot: 'acc_ü/x' },
  { part: 'flow', bot: 'acc_ü/x' },
  { part: 'queue', name: 'mine' },
  { part: 'label', label: 'back / order?' },
  { part: 'view', id: 'viw_1' },
  { part: 'edit-view', id: null },
  { part: 'edit-view', id: 'viw_1' },
  { part: 'conversation', id: 'cnv_1' },
];
it.each(places)('writes what it reads of an inbox: $part', (at) => {
  expect(parse(inboxPath('rose.water', at))).toEqual({ page: 'inbox', brand: 'rose.water', at });
});
