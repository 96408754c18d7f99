/** The emoji used lately on this device, the last one first. */
const storageKey = 'subrosa.emoji';
const mostKept = 21;

export function recentEmoji(): string[] {
  return (localStorage.getItem(storageKey) ?? '').split(' ').filter(Boolean);
}

export function rememberEmoji(character: string): void {
  const others = recentEmoji().filter((one) => one !== character);
  localStorage.setItem(storageKey, [character, ...others].slice(0, mostKept).join(' '));
}

/** Forgets them: they are of whoever was signed in. */
export function forgetRecent(): void {
  localStorage.removeItem(storageKey);
}
