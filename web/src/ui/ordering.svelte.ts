/**
 * A list whose order people choose: with the pointer, by a handle in each row, or with Alt and the arrow keys. The rows are the children
 * of one element, in the order of the items. What is let go of is kept; Esc puts everything back.
 */
import { tick } from 'svelte';

interface Around<Item> {
  items(): readonly Item[];
  /** While it is being chosen. */
  show(items: readonly Item[]): void;
  /** Chosen. */
  keep(items: readonly Item[]): void;
}

/** The same with one of them further down, or up. */
export function moved<Item>(items: readonly Item[], place: number, by: number): readonly Item[] {
  const to = place + by;
  const [item] = items.slice(place, place + 1);
  if (item === undefined || to < 0 || to >= items.length) return items;
  const others = items.toSpliced(place, 1);
  return others.toSpliced(to, 0, item);
}

export class Ordering<Item extends { readonly id: string }> {
  /** What the pointer holds. */
  dragged = $state.raw<string | null>(null);
  /** Whose children the rows are. */
  element = $state.raw<HTMLElement>();

  constructor(private readonly around: Around<Item>) {}

  /** The handle of an item is pressed. */
  drag(event: PointerEvent, id: string): void {
    if (event.button !== 0 || this.dragged !== null) return;
    const before = this.around.items();
    this.dragged = id;
    // On the window: a row that is moved in the document loses the pointer.
    const ending = new AbortController();
    const on = <Kind extends keyof WindowEventMap>(
      kind: Kind,
      heard: (event: WindowEventMap[Kind]) => void,
    ) => window.addEventListener(kind, heard, { signal: ending.signal, capture: true });
    const end = (isKept: boolean) => {
      ending.abort();
      this.dragged = null;
      const now = this.around.items();
      if (!isKept) this.around.show(before);
      else if (now.some((item, place) => item.id !== before[place]?.id)) this.around.keep(now);
    };
    on('pointermove', ({ pointerId, clientY }) => {
      if (pointerId === event.pointerId) this.#over(id, clientY);
    });
    on('pointerup', ({ pointerId }) => {
      if (pointerId === event.pointerId) end(true);
    });
    on('pointercancel', () => end(false));
    on('keydown', (pressed) => {
      if (pressed.key !== 'Escape') return;
      pressed.preventDefault();
      pressed.stopPropagation();
      end(false);
    });
  }

  /** A key is pressed in the row of an item; what had the focus has it afterwards. */
  key(event: KeyboardEvent, id: string): void {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (by === 0 || !event.altKey) return;
    event.preventDefault();
    const items = this.around.items();
    const next = moved(items, this.#placeOf(id), by);
    if (next === items) return;
    const focused = document.activeElement;
    this.around.keep(next);
    if (focused instanceof HTMLElement) void tick().then(() => focused.focus());
  }

  /** The pointer is at a height: past the middle of the row before or behind, the two change places. */
  #over(id: string, y: number): void {
    const items = this.around.items();
    const place = this.#placeOf(id);
    const [above, below] = [this.#middleOf(place - 1), this.#middleOf(place + 1)];
    const by = below !== null && y > below ? 1 : above !== null && y < above ? -1 : 0;
    if (by === 0) return;
    this.around.show(moved(items, place, by));
    void tick().then(() => this.element?.children[place + by]?.scrollIntoView({ block: 'nearest' }));
  }

  #placeOf(id: string): number {
    return this.around.items().findIndex((item) => item.id === id);
  }

  #middleOf(place: number): number | null {
    const box = this.element?.children[place]?.getBoundingClientRect();
    return box ? box.top + box.height / 2 : null;
  }
}
