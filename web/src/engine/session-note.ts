/**
 * Who is signed in in this browser, as all tabs see it. The credential itself is a cookie that no script can read;
 * kept here is only which account and device it belongs to, so that what is stored can be shown before the server answers.
 */
import type { SignedIn } from './signed-in';
import type { Surroundings } from './options';
import type { AccountId, Problem } from './wire';

const SESSION = 'subrosa.session';
const LEAVING = 'subrosa.leaving';
const BRANDS = 'subrosa.brands';

/** What tabs tell each other about the session. */
export type SessionNews = { kind: 'signed_in' } | { kind: 'signed_out'; problem: Problem | null };

export class SessionNote {
  readonly #storage: Surroundings['storage'];
  readonly #channel: BroadcastChannel;

  constructor({ storage, channel }: Surroundings, hear: (news: SessionNews) => void) {
    this.#storage = storage;
    this.#channel = channel('subrosa');
    this.#channel.onmessage = (message: MessageEvent<SessionNews>) => hear(message.data);
  }

  read(): SignedIn | null {
    const text = this.#storage.getItem(SESSION);
    return text ? (JSON.parse(text) as SignedIn) : null;
  }

  write(who: SignedIn): void {
    this.#storage.setItem(SESSION, JSON.stringify(who));
    this.#storage.removeItem(LEAVING);
  }

  clear(): void {
    this.#storage.removeItem(SESSION);
  }

  /** Signed out here, but the server could not be told yet. */
  get leaving(): boolean {
    return this.#storage.getItem(LEAVING) !== null;
  }

  set leaving(leaving: boolean) {
    if (leaving) this.#storage.setItem(LEAVING, '1');
    else this.#storage.removeItem(LEAVING);
  }

  /** The brands of which this browser keeps something: it goes with the session. */
  get brands(): AccountId[] {
    return JSON.parse(this.#storage.getItem(BRANDS) ?? '[]') as AccountId[];
  }

  set brands(brands: readonly AccountId[]) {
    if (brands.length > 0) this.#storage.setItem(BRANDS, JSON.stringify(brands));
    else this.#storage.removeItem(BRANDS);
  }

  tell(news: SessionNews): void {
    this.#channel.postMessage(news);
  }

  close(): void {
    this.#channel.close();
  }
}
