/**
 * Where a thread is scrolled to, and what follows from it: staying at the newest message, opening where one left
 * or where the new ones begin, reading further at both ends, and knowing what was seen.
 *
 * Heights are not known before rows are drawn, so "at the newest" is a state that is kept (`pinned`), not a
 * number that is set once. Never moves the page under someone who scrolled away.
 */
import { tick } from 'svelte';
import type { VirtualizerHandle } from 'virtua/svelte';

import type { ConversationView, Thread } from '../engine';

import type { Row } from './rows';
import { keepPosition, recallPosition, type ScrollPosition } from './scroll-positions';

/** Closer to the end than this counts as being there. */
const nearPixels = 48;
/** The button to the newest shows from here. */
const awayPixels = 480;
/** How far ahead of the edge more is read. */
const aheadPixels = 900;
/** Room above the line where the new messages begin. */
const newRoomPixels = 96;
const foundMilliseconds = 2_400;
/** This long after a wheel, finger, pointer or key moved, what moves is the person's doing. */
const handMilliseconds = 250;
const handEvents = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;
const mostArrivalFrames = 20;
const mostTries = 5;

type Destination = 'newest' | { seq: number; align: 'start' | 'center'; offset: number };

interface Parts {
  thread: () => Thread;
  conversation: () => ConversationView;
  rows: () => readonly Row[];
  list: () => VirtualizerHandle | undefined;
  scroller: () => HTMLElement | undefined;
  /** The height of what stands above the rows. */
  topHeight: () => number;
}

export class TimelineScroll {
  /** The place to be was found; before, nothing is shown. */
  settled: boolean = $state(false);
  /** Stays at the newest message as messages come and heights change. */
  pinned: boolean = $state(true);
  /** Far enough from the newest to offer a way back. */
  away: boolean = $state(false);
  /** The other person's messages after this `seq` are new; the line stands there until one leaves or writes. */
  newAfter: number | null = $state(null);
  /** The key of a message that was searched for, while it is pointed out. */
  found: string | null = $state(null);

  readonly #parts: Parts;
  #destination: Destination;
  #lastTop = 0;
  #lastHeight = 0;
  /** Runs while a wheel, finger, pointer or key is at work: nothing is moved under it. */
  #hand: ReturnType<typeof setTimeout> | null = null;
  /** Noted while it can be measured: a thread that is left has no height any more. */
  #place: ScrollPosition | null = null;
  /** The message at the end that waited to be sent when this was last looked at; unknown before the first look. */
  #written: string | null | undefined;
  /** Journeys to a row that are still under way. */
  #arrivals = 0;
  #lastUnread: number;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { id, unread, read } = parts.conversation();
    this.#lastUnread = unread;
    const left = recallPosition(id);
    if (left) {
      this.#destination = { seq: left.seq, align: 'start', offset: left.offset };
    } else if (unread > 0) {
      this.#destination = { seq: read + 1, align: 'start', offset: -newRoomPixels };
    } else {
      this.#destination = 'newest';
    }
    if (unread > 0) this.newAfter = read;
    void this.#travel(this.#destination);
  }

  /** Follows changes of size, such as a growing composer or a picture of text drawn at last. */
  observe(scroller: HTMLElement, content: HTMLElement): () => void {
    const observer = new ResizeObserver(() => {
      this.#follow();
      this.moved();
    });
    observer.observe(scroller);
    observer.observe(content);
    const touched = (): void => this.#touched();
    for (const name of handEvents) scroller.addEventListener(name, touched, { passive: true });
    return () => {
      observer.disconnect();
      for (const name of handEvents) scroller.removeEventListener(name, touched);
    };
  }

  #touched(): void {
    if (this.#hand !== null) clearTimeout(this.#hand);
    this.#hand = setTimeout(() => {
      this.#hand = null;
      this.#follow();
      this.moved();
    }, handMilliseconds);
  }

  /** A row elsewhere is on its way into sight. */
  release(): void {
    this.pinned = false;
  }

  async toNewest(): Promise<void> {
    await this.#travel('newest');
  }

  /** Shows a message found by searching. */
  async showMessage(seq: number): Promise<void> {
    await this.#travel({ seq, align: 'center', offset: 0 });
    const key = this.#parts.rows().find(({ message }) => message.seq === seq)?.message.key ?? null;
    this.found = key;
    setTimeout(() => {
      if (this.found === key) this.found = null;
    }, foundMilliseconds);
  }

  async #travel(to: Destination): Promise<void> {
    this.#destination = to;
    const thread = this.#parts.thread();
    if (to !== 'newest') await thread.goTo(to.seq);
    else if (!thread.atNewest) await thread.goToNewest();
    await tick();
    await this.settle();
    this.#destination = 'newest';
  }

  /** Goes to where one wants to be, inside the window as it is. */
  async settle(): Promise<void> {
    const list = this.#parts.list();
    const rows = this.#parts.rows();
    if (!list || rows.length === 0) return;
    const to = this.#destination;
    const index = to === 'newest' ? -1 : rows.findIndex(({ message }) => (message.seq ?? Infinity) >= to.seq);
    if (to === 'newest' || index < 0) {
      this.pinned = this.#parts.thread().atNewest;
      this.#toEnd();
    } else {
      this.pinned = false;
      this.#arrivals += 1;
      // A slow machine may still be measuring rows when the list has given up correcting its place.
      for (let tries = 0; tries < mostTries; tries += 1) {
        list.scrollToIndex(index, { align: to.align, offset: to.offset });
        await this.#arrival();
        if (this.#isAt(index, to)) break;
      }
      this.#arrivals -= 1;
    }
    this.settled = true;
    this.moved();
  }

  /** Rows on the way are measured and the place corrected: until it rests, what is in sight means nothing. */
  async #arrival(): Promise<void> {
    let last = Number.NaN;
    for (let frame = 0, still = 0; frame < mostArrivalFrames && still < 2; frame += 1) {
      await new Promise(requestAnimationFrame);
      const top = this.#parts.scroller()?.scrollTop ?? 0;
      still = top === last ? still + 1 : 0;
      last = top;
    }
  }

  /** Whether a row stands where it should, or as near as the thread's end lets it. */
  #isAt(index: number, { align, offset }: { align: 'start' | 'center'; offset: number }): boolean {
    const list = this.#parts.list();
    const scroller = this.#parts.scroller();
    if (!list || !scroller || align === 'center') return true;
    const wanted = this.#parts.topHeight() + list.getItemOffset(index) + offset;
    const most = scroller.scrollHeight - scroller.clientHeight;
    return Math.abs(scroller.scrollTop - Math.max(0, Math.min(wanted, most))) <= 2;
  }

  /** Called after rows changed. */
  afterChange(): void {
    const { unread, read } = this.#parts.conversation();
    const written = this.#waitingLast();
    const hasWritten = written !== null && this.#written !== undefined && written !== this.#written;
    this.#written = written;
    if (hasWritten) {
      // Writing says that everything above was seen, and whoever writes looks at what they wrote.
      this.newAfter = null;
      this.#destination = 'newest';
      if (this.settled) {
        this.pinned = true;
        void tick().then(() => this.#toEnd());
      }
    } else if (unread > 0 && this.#lastUnread === 0 && !this.#isWatched()) {
      this.newAfter = read;
    }
    this.#lastUnread = unread;
    this.moved();
  }

  /** Called after scrolling, and whenever what is in sight may have changed. */
  moved(): void {
    const scroller = this.#parts.scroller();
    if (!scroller || !this.settled || this.#arrivals > 0) return;
    const thread = this.#parts.thread();
    if (this.#slipped(scroller)) this.#follow();
    const distance = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    if (distance < nearPixels) this.pinned = thread.atNewest;
    else if (scroller.scrollTop < this.#lastTop - 1) this.pinned = false;
    this.#lastTop = scroller.scrollTop;
    this.#lastHeight = scroller.scrollHeight;
    this.#place = this.#placeNow(scroller);
    const { unread } = this.#parts.conversation();
    this.away = !this.pinned && (distance > awayPixels || !thread.atNewest || unread > 0);
    if (thread.loading === null && thread.problem === null) {
      if (scroller.scrollTop < aheadPixels && !thread.atStart) void thread.loadOlder();
      else if (distance < aheadPixels && !thread.atNewest) void thread.loadNewer();
    }
    this.markSeen();
  }

  /** Everything down to the lower edge was seen, if someone looks. */
  markSeen(): void {
    const list = this.#parts.list();
    const scroller = this.#parts.scroller();
    if (!list || !scroller || !this.settled || this.#arrivals > 0 || document.hidden || !document.hasFocus())
      return;
    const rows = this.#parts.rows();
    const edge = scroller.scrollTop + scroller.clientHeight - nearPixels / 2;
    let index = this.pinned ? rows.length - 1 : Math.min(list.findItemIndex(edge), rows.length - 1);
    while (index >= 0 && rows[index]?.message.seq === null) index -= 1;
    const seq = rows[index]?.message.seq;
    if (seq) this.#parts.thread().markRead(seq);
  }

  /** The thread is left: remembers the place for the next time. */
  keep(): void {
    if (this.#hand !== null) clearTimeout(this.#hand);
    if (this.settled) keepPosition(this.#parts.conversation().id, this.#place);
  }

  /**
   * Moved up though nobody did it: rows that come in a burst are measured one after the other, and as their
   * heights change the place is corrected.
   */
  #slipped(scroller: HTMLElement): boolean {
    return (
      this.#hand === null &&
      scroller.scrollTop < this.#lastTop - 1 &&
      scroller.scrollHeight !== this.#lastHeight
    );
  }

  /** Where the upper edge stands; null at the newest. */
  #placeNow(scroller: HTMLElement): ScrollPosition | null {
    const list = this.#parts.list();
    if (this.pinned || !list) return null;
    const index = list.findItemIndex(scroller.scrollTop);
    const seq = this.#parts.rows()[index]?.message.seq ?? null;
    return seq === null
      ? null
      : { seq, offset: scroller.scrollTop - this.#parts.topHeight() - list.getItemOffset(index) };
  }

  #waitingLast(): string | null {
    const last = this.#parts.rows().at(-1)?.message;
    return last?.pending ? last.key : null;
  }

  #isWatched(): boolean {
    return this.pinned && !document.hidden && document.hasFocus();
  }

  #follow(): void {
    if (this.pinned && this.settled && this.#hand === null) this.#toEnd();
  }

  #toEnd(): void {
    const scroller = this.#parts.scroller();
    if (scroller) scroller.scrollTop = scroller.scrollHeight;
  }
}
