import { expect, it } from 'vitest';

import { ApiError, type ConversationId, type Profile } from '../../engine';
import type { Inbox } from '../../engine/inbox';

import { People } from './people.svelte';

const profile = (name: string): Profile => ({ id: name, handle: name, display_name: name, bio: '' });
const refusal = { type: '', title: '', hint: '', status: 404, code: 'not_found' as const };

it('asks once for each who is not known, and lets those be who are gone', async () => {
  const asked: ConversationId[] = [];
  const inbox = {
    conversation: (id: ConversationId) => (id === 'held' ? { peer: profile('Ada') } : undefined),
    rest: {
      conversation: (id: ConversationId) => {
        asked.push(id);
        return id === 'gone'
          ? Promise.reject(new ApiError(refusal))
          : Promise.resolve({ conversation: { peer: profile('Ida') } });
      },
    },
  } as unknown as Inbox;
  const people = new People(inbox);
  await Promise.all([people.meet(['held', 'ida', 'gone', 'ida']), people.meet(['ida'])]);
  await people.meet(['gone', 'held']);
  expect(asked).toEqual(['ida', 'gone']);
  expect(['held', 'ida', 'gone'].map((id) => people.of(id)?.display_name)).toEqual(['Ada', 'Ida', undefined]);
});
