/**
 * Who is here now, of the accounts on screen. Known only while connected.
 */
import { Debounce } from './debounce';
import type { AccountId, Presence as PresenceOf, PresenceList } from './wire';

/** Accounts whose presence one session may watch. */
const MOST_WATCHED = 200;

export class Presence {
  #watched: readonly AccountId[] = [];
  #known = new Map<AccountId, PresenceOf>();
  readonly #soon: Debounce;

  constructor(
    private readonly changed: (now: ReadonlyMap<AccountId, PresenceOf>) => void,
    private readonly ask: (accounts: readonly AccountId[]) => Promise<PresenceList>,
    wait: number,
  ) {
    this.#soon = new Debounce(() => void this.askNow(), wait, 4 * wait);
  }

  watch(accounts: readonly AccountId[]): void {
    const wanted = accounts.slice(0, MOST_WATCHED);
    if (wanted.length === this.#watched.length && wanted.every((id, index) => id === this.#watched[index]))
      return;
    this.#watched = wanted;
    this.askSoon();
  }

  askSoon(): void {
    this.#soon.schedule();
  }

  /** Asks for all watched; also after each connecting. */
  async askNow(): Promise<void> {
    if (this.#watched.length === 0) return;
    try {
      const { presence } = await this.ask(this.#watched);
      this.#known = new Map(presence.map((one) => [one.account, one]));
      this.changed(this.#known);
    } catch {
      // Not connected: asked again when it is.
    }
  }

  heard(presence: PresenceOf): void {
    this.#known = new Map(this.#known).set(presence.account, presence);
    this.changed(this.#known);
  }

  /** Connection lost: nothing is known any more. */
  clear(): void {
    this.#known = new Map();
    this.changed(this.#known);
  }

  stop(): void {
    this.#soon.cancel();
  }
}
