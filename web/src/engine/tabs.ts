/**
 * The tabs of one sign-in: news between them, and the lock that one of them holds. The holder sends the outbox and
 * acknowledges; when it closes, the next takes over. Each tab has its own socket and state.
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
  readonly #stop = new AbortController();

  constructor(
    name: string,
    { locks, channel }: Pick<Surroundings, 'locks' | 'channel'>,
    hooks: TabsHooks<News>,
  ) {
    this.#channel = channel(name);
    this.#channel.onmessage = (message: MessageEvent<News>) => hooks.hear(message.data);
    const { signal } = this.#stop;
    const untilStopped = () =>
      new Promise<void>((resolve) => {
        if (signal.aborted) return resolve();
        signal.addEventListener('abort', () => resolve());
        hooks.chosen();
      });
    // Waiting for the lock ends with an error when this tab stops first.
    if (locks) locks.request(name, { signal }, untilStopped).catch(() => undefined);
    else void untilStopped();
  }

  tell(news: News): void {
    if (!this.#stop.signal.aborted) this.#channel.postMessage(news);
  }

  stop(): void {
    this.#stop.abort();
    this.#channel.close();
  }
}
