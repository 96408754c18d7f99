/** The keys that take back and do again, in the lines too; a text and a name have the browser's own. */
import type { SegmentEditor } from './editor.svelte';

export function undoKeys(editor: SegmentEditor): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return;
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    const isRedo = key === 'y' || (key === 'z' && event.shiftKey);
    if (key !== 'z' && !isRedo) return;
    const { target } = event;
    const isField = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
    if (isField && !target.closest('[data-lines]')) return;
    event.preventDefault();
    if (isRedo) editor.redo();
    else editor.undo();
  };
}
