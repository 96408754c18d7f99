/** How many messages wait, where a tab shows it: title and icon. */
import { bubblePath, petalPath, petalTurns } from '../ui/mark';

const plainIcon = '/icon.svg';

export function showUnread(count: number): void {
  document.title = count > 0 ? `(${count}) Subrosa` : 'Subrosa';
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (link) link.href = count > 0 ? `data:image/svg+xml,${encodeURIComponent(badgedIcon(count))}` : plainIcon;
}

/** The mark with a count over its lower corner. */
export function badgedIcon(count: number): string {
  const label = count > 99 ? '99' : String(count);
  const petals = petalTurns.map((turn) => `<path d="${petalPath}" transform="${turn}"/>`).join('');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><path fill="#b8245f" d="${bubblePath}"/>` +
    `<g fill="#fff">${petals}</g><circle cx="43" cy="43" r="21" fill="#fff"/><circle cx="43" cy="43" r="19" fill="#221a1e"/>` +
    `<text x="43" y="44" fill="#fff" font-family="sans-serif" font-weight="700" font-size="${label.length > 1 ? 25 : 30}" ` +
    `text-anchor="middle" dominant-baseline="central">${label}</text></svg>`
  );
}
