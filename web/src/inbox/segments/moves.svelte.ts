/** Who came into a live segment and who left it: the newest, and whatever happens from then on. */
import type { Segment, SegmentMove } from '../../engine';
import type { SegmentsRest } from '../../engine/inbox/segments-rest';

import { MOST, newestMoves } from './newest';

const SHOWN = 20;

export class Moves {
  /** The newest first; null until they are read. */
  newest: readonly SegmentMove[] | null = $state.raw(null);
  /** Behind the last that was read. */
  #place = '0';

  constructor(
    private readonly rest: Pick<SegmentsRest, 'moves'>,
    private readonly segment: Segment['id'],
  ) {}

  /** Whether somebody has come or gone since the last look; at the first, whoever is in may be others. */
  async look(): Promise<boolean> {
    const held = this.newest;
    const { moves, next } = held
      ? await this.rest.moves(this.segment, this.#place, MOST)
      : await newestMoves((after, limit) => this.rest.moves(this.segment, String(after), limit), SHOWN);
    // Another look was quicker.
    if (held !== this.newest) return false;
    this.#place = next;
    if (held && moves.length === 0) return false;
    this.newest = [...moves.toReversed(), ...(held ?? [])].slice(0, SHOWN);
    return true;
  }
}
