/**
 * Keeps a socket open: says hello with the cursor, follows welcome → snapshot or entries → caught up → live, and
 * connects again with growing, jittered waits; at once when the browser regains network or sight.
 * Never touches state: frames go to the hooks.
 */
import { asApiError, endsSession, unreachable } from './api-error';
import { Socket, type WebSocketLike } from './socket';
import { type Timing, backoff } from './timing';
import type { Status } from './types';
import type { Cursor, Problem, ServerFrame } from './wire';

export interface ConnectionHooks {
  open(): WebSocketLike;
  cursor(): Cursor | null;
  /** A frame other than replies and the socket's own. Says whether it could be applied. */
  frame(frame: ServerFrame): 'fine' | 'gap';
  status(status: Status, retryAt: number | null): void;
  /** The session is over. */
  ended(problem: Problem): void;
  /** A socket closed before its welcome, or what a member does for a brand has changed: the session may be over. */
  refused(): void;
}

export class Connection {
  #socket: Socket | null = null;
  #status: Status = 'offline';
  #tries = 0;
  #liveSince: number | null = null;
  #welcomed = false;
  #useCursor = true;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #deadline: ReturnType<typeof setTimeout> | undefined;
  #stopped = true;

  constructor(
    private readonly timing: Timing,
    private readonly random: () => number,
    private readonly hooks: ConnectionHooks,
  ) {}

  get live(): boolean {
    return this.#status === 'live';
  }

  start(): void {
    this.#stopped = false;
    this.#connect();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#retry);
    this.#drop();
  }

  /** Connects now if waiting; makes sure that an open connection is alive. */
  nudge(): void {
    if (this.#stopped) return;
    if (!this.#socket) this.#connect();
    else if (this.#welcomed) this.#socket.probe();
  }

  /** The browser lost its network. */
  networkGone(): void {
    if (this.#stopped) return;
    this.#drop();
    this.#wait(this.timing.networkGone);
  }

  /** A command and its result; rejects with ApiError. */
  async request<Result>(type: string, params?: object): Promise<Result> {
    if (!this.#socket) throw unreachable();
    try {
      return await this.#socket.request<Result>(type, params);
    } catch (thrown) {
      const { problem } = asApiError(thrown);
      if (endsSession(problem)) this.#end(problem);
      throw thrown;
    }
  }

  say(type: string, params: object): void {
    this.#socket?.say({ type, params });
  }

  #connect(): void {
    clearTimeout(this.#retry);
    this.#welcomed = false;
    this.#set('connecting');
    try {
      const socket = new Socket(this.hooks.open(), this.timing, {
        opened: () => this.#hello(socket),
        frame: (frame) => this.#receive(frame),
        closed: () => this.#lost(socket),
      });
      this.#socket = socket;
      this.#deadline = setTimeout(() => socket.close(), this.timing.connect);
    } catch {
      this.#again();
    }
  }

  #hello(socket: Socket): void {
    const cursor = this.#useCursor ? this.hooks.cursor() : null;
    socket.say({ type: 'hello', params: cursor ? { cursor } : {} });
  }

  #receive(frame: ServerFrame): void {
    switch (frame.type) {
      case 'bye':
        this.#bye(frame.error, frame.reconnect_after ?? null);
        return;
      case 'error':
        // A cursor that is not this account's: begin from a snapshot. Other errors belong to frames nobody waits for.
        if (frame.error.code === 'invalid_cursor') {
          this.#useCursor = false;
          this.#drop();
          this.#again();
        } else if (endsSession(frame.error)) {
          this.#end(frame.error);
        }
        return;
      case 'welcome':
        clearTimeout(this.#deadline);
        this.#welcomed = true;
        this.#set('catching_up');
        break;
      case 'snapshot':
        this.#useCursor = true;
    }
    if (this.hooks.frame(frame) === 'gap') {
      this.#drop();
      this.#again();
    } else if (frame.type === 'caught_up') {
      this.#liveSince = Date.now();
      this.#set('live');
    }
  }

  #bye(problem: Problem, after: number | null): void {
    if (endsSession(problem) || problem.code === 'account_disabled') {
      this.#end(problem);
      return;
    }
    this.#drop();
    if (problem.code === 'membership_changed') {
      // Asked first: browsers do not say why a socket was refused.
      this.hooks.refused();
      this.#wait(this.timing.reconnectFirst);
    } else if (after === null) this.#again();
    // The server's wait, and some of our own: not all clients in the same instant.
    else this.#wait(after + this.#jitter());
  }

  #end(problem: Problem): void {
    if (this.#stopped) return;
    this.stop();
    this.hooks.ended(problem);
  }

  #lost(socket: Socket): void {
    if (socket !== this.#socket) return;
    this.#forget();
    if (this.#stopped) return;
    this.#again();
    if (!this.#welcomed) this.hooks.refused();
  }

  /** Closes the socket without counting it as lost. */
  #drop(): void {
    const socket = this.#socket;
    this.#forget();
    socket?.close();
  }

  #forget(): void {
    this.#socket = null;
    clearTimeout(this.#deadline);
    // A connection that broke soon after each welcome must not be opened in a tight loop.
    if (this.#liveSince !== null && Date.now() - this.#liveSince >= this.timing.stable) this.#tries = 0;
    this.#liveSince = null;
  }

  #again(): void {
    this.#wait(this.#jitter());
  }

  #jitter(): number {
    return backoff(this.#tries++, this.timing.reconnectFirst, this.timing.reconnectMost, this.random);
  }

  #wait(milliseconds: number): void {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#connect(), milliseconds);
    this.#set('offline', Date.now() + milliseconds);
  }

  #set(status: Status, retryAt: number | null = null): void {
    this.#status = status;
    this.hooks.status(status, retryAt);
  }
}
