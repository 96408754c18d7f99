/**
 * The tabs of one sign-in: news between them, and the lock that one of the connected ones holds. The holder sends the outbox
 * and acknowledges; when it closes or loses its connection, the next takes over. Each tab has its own socket and state.
 *
 * Where the browser has no locks (a page without TLS) every tab takes itself for the holder. That is safe: the server
 * takes each client id once.
 */
import type { Surroundings } from './options';

export interface TabsHooks<News> {
  hear(news: News): void;
  /** This tab is now the one. */
  chosen(): void;
}

export class Tabs<News> {
  readonly #channel: BroadcastChannel;
  readonly #locks: Surroundings['locks'];
  /** Ends the wait for the lock, or lets go of it. */
  #standing: AbortController | null = null;
  #stopped = false;

  constructor(
    private readonly name: string,
    { locks, channel }: Pick<Surroundings, 'locks' | 'channel'>,
    private readonly hooks: TabsHooks<News>,
  ) {
    this.#locks = locks;
    this.#channel = channel(name);
    this.#channel.onmessage = (message: MessageEvent<News>) => hooks.hear(message.data);
  }

  /** This tab can do what the holder does: it takes the lock when it is free. */
  stand(): void {
    if (this.#standing || this.#stopped) return;
    this.#standing = new AbortController();
    const { signal } = this.#standing;
    const untilItStandsBack = () =>
      new Promise<void>((resolve) => {
        if (signal.aborted) return resolve();
        signal.addEventListener('abort', () => resolve());
        this.hooks.chosen();
      });
    // Waiting for the lock ends with an error when this tab stands back first.
    if (this.#locks) this.#locks.request(this.name, { signal }, untilItStandsBack).catch(() => undefined);
    else void untilItStandsBack();
  }

  /** It can't any more: another may have the lock. */
  standBack(): void {
    this.#standing?.abort();
    this.#standing = null;
  }

  tell(news: News): void {
    if (!this.#stopped) this.#channel.postMessage(news);
  }

  stop(): void {
    this.#stopped = true;
    this.standBack();
    this.#channel.close();
  }
}
