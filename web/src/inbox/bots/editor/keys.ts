/** The editor's keys: undo, redo, copies, removal. While something is written, they are the field's own. */
import type { FlowEditor } from './editor.svelte';
import { leaveForm } from './focus';
import { ENTRY } from './layout';

export function editorKeys(editor: FlowEditor): (event: KeyboardEvent) => void {
  function run(event: KeyboardEvent): boolean {
    const command = (event.ctrlKey || event.metaKey) && !event.altKey;
    const key = event.key.toLowerCase();
    if (command && key === 'z') return act(() => (event.shiftKey ? editor.redo() : editor.undo()));
    if (command && key === 'y') return act(() => editor.redo());
    if (event.key === 'Escape' && editor.selected !== null) return act(() => void leaveForm(editor));
    if (isWriting(event.target)) return false;
    const step = editor.selected === ENTRY ? null : editor.selected;
    if (step === null || !editor.mayEdit) return false;
    if (event.key === 'Delete' || event.key === 'Backspace') return act(() => editor.remove(step));
    if (command && key === 'd') return act(() => editor.duplicate(step));
    return false;
  }

  return (event) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return;
    if (run(event)) event.preventDefault();
  };
}

function act(what: () => void): boolean {
  what();
  return true;
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT|BUTTON)$/.test(target.tagName)) &&
    target.closest('[data-step]') === null
  );
}
