/** The present moment for relative times, moving often enough that "5m" is never wrong for long. */
import { engine } from './engine';

const stepMilliseconds = 20_000;

class Clock {
  now: number = $state(engine.now());

  constructor() {
    setInterval(() => this.#step(), stepMilliseconds);
    // Timers sleep in hidden tabs.
    document.addEventListener('visibilitychange', () => this.#step());
  }

  #step(): void {
    if (!document.hidden) this.now = engine.now();
  }
}

export const clock = new Clock();
