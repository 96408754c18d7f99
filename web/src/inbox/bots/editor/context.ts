/** The flow that a component stands in. */
import { getContext, setContext } from 'svelte';

import type { FlowEditor } from './editor.svelte';

const key = Symbol('flow');

export function provideEditor(editor: FlowEditor): FlowEditor {
  return setContext(key, editor);
}

export function useEditor(): FlowEditor {
  return getContext<FlowEditor>(key);
}
