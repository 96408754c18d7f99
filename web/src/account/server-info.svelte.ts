/** What the server says about itself before anyone signs in. Asked once; asked again when there was no answer. */
import { engine } from '../app/engine';
import { ApiError, type ServerInfo } from '../engine';

const retryMilliseconds = 5_000;

class KnownServerInfo {
  current: ServerInfo | null = $state.raw(null);
  #asking = false;

  async load(): Promise<void> {
    if (this.current || this.#asking) return;
    this.#asking = true;
    try {
      this.current = await engine.info();
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      setTimeout(() => void this.load(), retryMilliseconds);
    } finally {
      this.#asking = false;
    }
  }
}

export const serverInfo = new KnownServerInfo();
