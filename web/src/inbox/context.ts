/** The inbox that a component stands in. */
import { getContext, setContext } from 'svelte';

import type { Desk } from './desk.svelte';

const key = Symbol('desk');

export function provideDesk(desk: Desk): Desk {
  return setContext(key, desk);
}

export function useDesk(): Desk {
  return getContext<Desk>(key);
}
