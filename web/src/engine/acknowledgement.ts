/**
 * Tells the server how far this device has stored its account's changes: what the other person sees as "delivered".
 * Only what is kept is acknowledged, and only by the one tab that acts for all.
 */
import { type Position, formatCursor } from './cursor';
import { Debounce } from './debounce';
import type { Cursor } from './wire';

export class Acknowledgement {
  #kept: Position | null = null;
  #told: Position | null = null;
  readonly #soon: Debounce;

  constructor(
    private readonly mayTell: () => boolean,
    private readonly tell: (cursor: Cursor) => Promise<unknown>,
    timing: { acknowledge: number; acknowledgeMost: number },
  ) {
    this.#soon = new Debounce(() => void this.#tellNow(), timing.acknowledge, timing.acknowledgeMost);
  }

  /** Everything up to here is stored. */
  kept(position: Position): void {
    this.#kept = position;
    this.schedule();
  }

  /** There may be something to tell, and someone to tell it to. */
  schedule(): void {
    this.#soon.schedule();
  }

  async #tellNow(): Promise<void> {
    const kept = this.#kept;
    const told = this.#told;
    if (!kept || !this.mayTell()) return;
    if (told?.epoch === kept.epoch && told.from === undefined && told.number >= kept.number) return;
    try {
      await this.tell(formatCursor(kept));
      this.#told = kept;
    } catch {
      // Told with the next change or connection.
    }
  }

  stop(): void {
    this.#soon.cancel();
  }
}
