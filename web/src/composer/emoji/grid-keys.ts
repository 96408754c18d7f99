/** Where an arrow leads in a grid of buttons with a search box above it; undefined when it leads nowhere. */
export function stepInGrid(
  event: KeyboardEvent,
  cells: readonly HTMLElement[],
  search: HTMLElement,
): HTMLElement | undefined {
  if (event.target === search) return event.key === 'ArrowDown' ? cells[0] : undefined;
  const index = cells.findIndex((cell) => cell === event.target);
  const from = cells[index];
  if (!from) return undefined;
  const forward = getComputedStyle(from).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  switch (event.key) {
    case 'ArrowDown':
      return vertical(cells, from, 1);
    case 'ArrowUp':
      return vertical(cells, from, -1) ?? search;
    case forward:
      return cells[index + 1];
    case 'ArrowLeft':
    case 'ArrowRight':
      return cells[index - 1] ?? search;
    default:
      return undefined;
  }
}

/** The cell nearest below or above; rows end early where a group does. */
function vertical(cells: readonly HTMLElement[], from: HTMLElement, way: 1 | -1): HTMLElement | undefined {
  const start = from.getBoundingClientRect();
  const ahead = cells.filter((cell) => (cell.getBoundingClientRect().top - start.top) * way > 1);
  const edge = (way > 0 ? ahead[0] : ahead.at(-1))?.getBoundingClientRect().top;
  const row = ahead.filter((cell) => cell.getBoundingClientRect().top === edge);
  const distance = (cell: HTMLElement) => Math.abs(cell.getBoundingClientRect().left - start.left);
  return row.sort((one, other) => distance(one) - distance(other))[0];
}
