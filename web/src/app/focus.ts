/** Where keys move the focus between parts that do not know each other. */
import { tick } from 'svelte';

import { router } from './router.svelte';

const mostFrames = 30;

/** To a row of a virtual list, which can take the focus only once it was drawn and measured. */
export async function focusWhenDrawn(find: () => HTMLElement | null | undefined): Promise<void> {
  for (let frame = 0; frame < mostFrames; frame += 1) {
    const row = find();
    row?.focus({ preventScroll: true });
    if (row && document.activeElement === row) return;
    await new Promise(requestAnimationFrame);
  }
}

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
