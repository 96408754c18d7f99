/**
 * One WebSocket from opening to closing: frames in and out, commands matched with their replies by id, and the notice
 * when it has died silently. Never opens another; that is the connection's work.
 */
import { ApiError, unreachable } from './api-error';
import type { Timing } from './timing';
import type { ClientFrame, ServerFrame } from './wire';

/** What is needed of the browser's WebSocket. */
export type WebSocketLike = Pick<
  WebSocket,
  'onopen' | 'onmessage' | 'onclose' | 'onerror' | 'send' | 'close' | 'readyState'
>;

interface Asked {
  resolve(result: unknown): void;
  reject(error: ApiError): void;
  timer: ReturnType<typeof setTimeout>;
}

const OPEN = 1;

export class Socket {
  readonly #asked = new Map<number, Asked>();
  #lastId = 0;
  #heard = Date.now();
  #watchdog: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(
    private readonly raw: WebSocketLike,
    private readonly timing: Pick<Timing, 'reply' | 'silence' | 'probe'>,
    private readonly hooks: { opened(): void; frame(frame: ServerFrame): void; closed(): void },
  ) {
    raw.onopen = () => this.hooks.opened();
    raw.onmessage = (message) => this.#receive(message.data);
    raw.onclose = () => this.close();
    raw.onerror = () => this.close();
    this.#watch(timing.silence);
  }

  #receive(data: unknown): void {
    this.#heard = Date.now();
    let frame: ServerFrame;
    try {
      frame = JSON.parse(String(data)) as ServerFrame;
    } catch {
      this.close();
      return;
    }
    if (frame.type === 'reply') this.#answer(frame.id, frame.result, frame.error);
    else this.hooks.frame(frame);
  }

  #answer(id: number, result: unknown, problem: ApiError['problem'] | undefined): void {
    const asked = this.#asked.get(id);
    if (!asked) return;
    this.#asked.delete(id);
    clearTimeout(asked.timer);
    if (problem) asked.reject(new ApiError(problem));
    else asked.resolve(result);
  }

  /** A command and its result; rejects with ApiError when refused, or when no answer comes in time. */
  request<Result>(type: string, params: object = {}, deadline = this.timing.reply): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      if (this.#closed || this.raw.readyState !== OPEN) {
        reject(unreachable());
        return;
      }
      const id = ++this.#lastId;
      const timer = setTimeout(() => {
        this.#asked.delete(id);
        reject(unreachable());
      }, deadline);
      this.#asked.set(id, { resolve: resolve as (result: unknown) => void, reject, timer });
      this.say({ type, id, params });
    });
  }

  /** A frame without an answer. */
  say(frame: ClientFrame): void {
    if (!this.#closed && this.raw.readyState === OPEN) this.raw.send(JSON.stringify(frame));
  }

  /** Asks something cheap; closes when no answer comes. Browsers answer the server's pings, but never send their own. */
  probe(): void {
    this.request('get_me', {}, this.timing.probe).catch((error: ApiError) => {
      if (error.code === 'unreachable') this.close();
    });
  }

  #watch(wait: number): void {
    this.#watchdog = setTimeout(() => {
      const silent = Date.now() - this.#heard;
      if (silent >= this.timing.silence) this.probe();
      // Bounded on both sides: clocks jump.
      this.#watch(Math.min(Math.max(this.timing.silence - silent, this.timing.probe), this.timing.silence));
    }, wait);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#watchdog);
    this.raw.onopen = this.raw.onmessage = this.raw.onclose = null;
    // A close before the opening is reported as an error too; nobody waits for it.
    this.raw.onerror = () => undefined;
    this.raw.close();
    for (const asked of this.#asked.values()) {
      clearTimeout(asked.timer);
      asked.reject(unreachable());
    }
    this.#asked.clear();
    this.hooks.closed();
  }
}
