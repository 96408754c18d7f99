/** Where the focus goes when a form opens and closes. */
import { tick } from 'svelte';

import type { FlowEditor } from './editor.svelte';

/** Closes the form; whoever came by the keyboard is at its step again. */
export async function leaveForm(editor: FlowEditor): Promise<void> {
  const name = editor.selected;
  editor.selected = null;
  await tick();
  if (name === null) return;
  const step = document.querySelector<HTMLElement>(`[data-step="${CSS.escape(name)}"] button`);
  step?.focus({ preventScroll: true });
}
