import { expect, it } from 'vitest';

import { conversationPath, parse } from './routes';

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
])('%s', (path, route) => {
  expect(parse(path)).toEqual(route);
});

it('writes what it reads', () => {
  expect(parse(conversationPath('cnv_a/b c'))).toEqual({ page: 'conversation', id: 'cnv_a/b c' });
});
