import { expect, it } from 'vitest';

import { mayReply } from './sending';

it('a reply can be sent until its moment, for ever without one, and not where the server says why', () => {
  expect(mayReply(undefined, 5)).toEqual({});
  expect(mayReply({ kinds: [{ kind: 'reply' }, { kind: 'automatic' }] }, 5)).toEqual({});
  expect(mayReply({ kinds: [{ kind: 'reply', until: 9 }] }, 5)).toEqual({ until: 9 });
  expect(mayReply({ kinds: [{ kind: 'reply', until: 9 }] }, 9)).toEqual({ reason: 'window_closed' });
  expect(mayReply({ kinds: [], reason: 'customer_gone' }, 5)).toEqual({ reason: 'customer_gone' });
  const only = mayReply({ kinds: [{ kind: 'automatic' }], reason: 'window_closed' }, 5);
  expect(only).toEqual({ reason: 'window_closed' });
});
