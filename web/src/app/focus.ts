/** Where keys move the focus between parts that do not know each other. */
import { tick } from 'svelte';

import { router } from './router.svelte';

/** To the search box; on a phone that is on the list's screen. */
export function focusSearch(): boolean {
  const box = document.querySelector<HTMLInputElement>('#search');
  if (!box) return false;
  if (box.closest('[inert]')) router.go('/');
  void tick().then(() => {
    box.focus();
    box.select();
  });
  return true;
}

export function focusComposer(): void {
  document.querySelector<HTMLTextAreaElement>('#composer')?.focus();
}
