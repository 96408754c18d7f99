/**
 * The inbox's keys. Single letters work while nothing is being written, and can be switched off: they get in the way of
 * speech input and of some screen readers (WCAG 2.1.4).
 */
import { router } from '../app/router.svelte';
import { QUEUES, type QueueName } from '../engine/inbox';

import type { Desk } from './desk.svelte';

const storageKey = 'subrosa.inbox.letters';
const secondLetterMilliseconds = 1_500;
const mostFrames = 60;

/** The letter that leads to a view after `g`. */
export const QUEUE_LETTERS: Record<QueueName, string> = {
  mine: 'm',
  unassigned: 'u',
  open: 'o',
  due: 'd',
  pending: 'p',
  snoozed: 's',
  resolved: 'r',
};

export function lettersOn(): boolean {
  return localStorage.getItem(storageKey) !== 'off';
}

export function switchLetters(on: boolean): void {
  if (on) localStorage.removeItem(storageKey);
  else localStorage.setItem(storageKey, 'off');
}

export function inboxKeys(desk: Desk): (event: KeyboardEvent) => void {
  let goes = 0;

  function run(event: KeyboardEvent): boolean {
    const { key } = event;
    if (key === 'Escape') return escape();
    if (isWriting(event.target) || event.ctrlKey || event.metaKey || event.altKey) return false;
    if (key === '?') {
      desk.choose('shortcuts');
      return true;
    }
    if (!lettersOn()) return false;
    if (key === '/') return search();
    const letter = key.toLowerCase();
    if (Date.now() - goes < secondLetterMilliseconds) {
      goes = 0;
      const name = QUEUES.find((one) => QUEUE_LETTERS[one] === letter);
      if (name) router.go(desk.pathOf({ name }));
      return name !== undefined;
    }
    if (letter === 'g') {
      goes = Date.now();
      return true;
    }
    return act(letter);
  }

  function search(): boolean {
    desk.search();
    return true;
  }

  function act(letter: string): boolean {
    switch (letter) {
      case 'j':
        return step(1);
      case 'k':
        return step(-1);
      case 'x':
        return select();
      case 'r':
        return write('composer-reply');
      case 'n':
        return write('composer-note');
      case 'e':
        if (desk.inbox.mayAnswer) void desk.change(desk.subjects, { status: 'resolved' });
        return true;
      case 'o':
        if (desk.inbox.mayAnswer) void desk.change(desk.subjects, { status: 'open' });
        return true;
      case 'z':
        desk.choose('snooze');
        return true;
      case 'a':
        desk.choose('assign');
        return true;
      case 'l':
        desk.choose('label');
        return true;
      case 'p':
        desk.choose('priority');
        return true;
      case 'u':
        void desk.undo();
        return true;
      default:
        return false;
    }
  }

  function select(): boolean {
    const id = desk.focused ?? desk.openId;
    if (id !== null) desk.toggle(id);
    return true;
  }

  function step(by: 1 | -1): boolean {
    desk.step(by);
    return true;
  }

  /** Turns to a tab of the composer; the thread may have to be opened, and drawn, first. */
  function write(tab: string): boolean {
    if (desk.openId === null && desk.focused !== null) desk.open(desk.focused);
    let frames = mostFrames;
    const turn = (): void => {
      const found = document.getElementById(tab);
      if (found) found.click();
      else if ((frames -= 1) > 0) requestAnimationFrame(turn);
    };
    turn();
    return true;
  }

  function escape(): boolean {
    if (desk.selected.size > 0) {
      desk.selected.clear();
      return true;
    }
    const { place } = desk;
    // Those who edit leave by the arrow: Escape closes what they have open.
    if (place.part === 'flow') return false;
    if (place.part === 'bots') {
      router.up(desk.path(place.bot === null ? { part: 'settings' } : { part: 'bots', bot: null }));
      return true;
    }
    if (place.part !== 'conversation' && place.part !== 'settings') return false;
    router.up(desk.pathOf(desk.queue));
    return true;
  }

  return (event) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return;
    if (run(event)) event.preventDefault();
  };
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
    !(target instanceof HTMLInputElement && target.type === 'checkbox')
  );
}
