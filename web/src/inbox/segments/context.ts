/** What all lines of a segment's editor look at. */
import { getContext, setContext } from 'svelte';

import type { Known } from './conditions';
import type { SegmentEditor } from './editor.svelte';

export interface Around {
  readonly editor: SegmentEditor;
  readonly known: Known;
  /** What events are called that are often asked for. */
  readonly names: () => readonly string[];
}

const key = Symbol('segments');

export const provideSegments = (around: Around): Around => setContext(key, around);
export const useSegments = (): Around => getContext<Around>(key);
