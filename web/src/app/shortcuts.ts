/** The keys that work everywhere. Single letters never do: they belong to those who write and to screen readers. */
import { engine } from './engine';
import { focusSearch } from './focus';
import { overlays } from './overlays.svelte';
import { router } from './router.svelte';
import { conversationPath } from './routes';

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
/** What people press on this machine: ⌘ or Ctrl. */
export const commandKey = isMac ? '⌘' : 'Ctrl';

export function handleShortcut(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return;
  if (run(event)) event.preventDefault();
}

function run(event: KeyboardEvent): boolean {
  const command = (event.ctrlKey || event.metaKey) && !event.altKey;
  if (command && event.key.toLowerCase() === 'k') return focusSearch();
  // On a Mac, Option makes letters and moves by paragraphs in what is being written; elsewhere Alt + arrow opens a choice.
  const alt = event.altKey && !command && !(isMac && isWriting(event.target));
  if (alt && !isChoice(event.target)) {
    if (event.key === 'ArrowDown') return step(1);
    if (event.key === 'ArrowUp') return step(-1);
  }
  if (alt && event.code === 'KeyN') return show('new-message');
  if (event.key === '?' && !isWriting(event.target)) return show('shortcuts');
  if (event.key === 'Escape' && router.route.page !== 'home') {
    router.up();
    return true;
  }
  return false;
}

function show(overlay: 'new-message' | 'shortcuts'): boolean {
  overlays.show(overlay);
  return true;
}

/** The next conversation of the list, or the one before. */
function step(by: number): boolean {
  const { route } = router;
  const open = route.page === 'conversation' ? route.id : null;
  const index = engine.conversations.findIndex((conversation) => conversation.id === open);
  const next = engine.conversations[index < 0 ? 0 : index + by];
  if (next) router.go(conversationPath(next.id));
  return true;
}

function isChoice(target: EventTarget | null): boolean {
  return target instanceof HTMLSelectElement;
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
