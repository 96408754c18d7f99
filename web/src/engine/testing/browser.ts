/**
 * For tests: one browser with its cookie, storage, database and locks, in which several tabs can be opened.
 */
import 'fake-indexeddb/auto';

import { WebSocket as NodeWebSocket } from 'ws';

import { createEngine } from '../index';
import type { EngineOptions, Surroundings } from '../options';
import type { WebSocketLike } from '../socket';
import { TIMING, type Timing } from '../timing';
import type { Engine } from '../types';
import { TestLocks } from './locks';

/** Everything at once, but in its right order. */
export const QUICK: Timing = {
  ...TIMING,
  reply: 1_000,
  reconnectFirst: 5,
  reconnectMost: 20,
  stable: 0,
  resendFirst: 5,
  resendMost: 20,
  persist: 5,
  acknowledge: 5,
  acknowledgeMost: 20,
  markRead: 5,
  saveDraft: 5,
  watch: 5,
  hiddenFrame: 2,
};

/** What a tab holds that its death takes away. */
class Grip {
  readonly sockets = new Set<NodeWebSocket>();
  readonly channels = new Set<BroadcastChannel>();
  letGo = (): void => undefined;
  readonly died = new Promise<void>((resolve) => (this.letGo = resolve));

  /** Nothing more is sent, heard or held. */
  die(): void {
    for (const channel of this.channels) {
      channel.postMessage = () => undefined;
      channel.onmessage = null;
    }
    for (const socket of this.sockets) {
      socket.onmessage = socket.onclose = socket.onerror = null;
      socket.terminate();
    }
    this.letGo();
  }
}

let browsers = 0;

export class TestBrowser {
  cookie = '';
  /** No connection gets out. */
  offline = false;
  /** So many answers never arrive, although the server gave them. */
  loseAnswers = 0;
  readonly requests: { method: string; key: string | undefined }[] = [];
  readonly storage = new Map<string, string>();
  readonly #locks = new TestLocks();
  readonly #tabs = new Map<Engine, Grip>();

  constructor(
    private readonly origin: () => string,
    /** Tabs hear only those of the same browser. */
    private readonly name = `browser${++browsers}`,
  ) {}

  #options(grip: Grip, timing: Partial<Timing> = {}): EngineOptions {
    return {
      origin: this.origin(),
      timing: { ...QUICK, ...timing },
      random: () => 0.5,
      locks: this.#locks.tab(grip.died) as unknown as LockManager,
      channel: (name) => {
        const channel = new BroadcastChannel(`${this.name} ${name}`);
        grip.channels.add(channel);
        return channel;
      },
      fetch: (...request) => this.#fetch(...request),
      webSocket: (url) => this.#socket(url, grip),
      storage: storageOf(this.storage),
    };
  }

  open(timing?: Partial<Timing>): Engine {
    const grip = new Grip();
    const engine = createEngine(this.#options(grip, timing));
    this.#tabs.set(engine, grip);
    engine.start();
    return engine;
  }

  /** The tab dies in the middle of whatever it does. */
  crash(engine: Engine): void {
    this.#tabs.get(engine)?.die();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#tabs.keys()].map((engine) => engine.stop()));
    this.#tabs.clear();
  }

  async #fetch(...[address, request]: Parameters<typeof fetch>): Promise<Response> {
    if (this.offline) throw new TypeError('offline');
    const headers: Record<string, string> = {
      ...(request?.headers as Record<string, string>),
      cookie: this.cookie,
      'sec-fetch-site': 'same-origin',
    };
    this.requests.push({ method: request?.method ?? 'GET', key: headers['Idempotency-Key'] });
    const response = await fetch(address, { ...request, headers });
    if (this.loseAnswers > 0) {
      this.loseAnswers--;
      throw new TypeError('the connection broke');
    }
    this.cookie = response.headers.get('set-cookie')?.split(';')[0] ?? this.cookie;
    return response;
  }

  #socket(url: string, grip: Grip): WebSocketLike {
    const target = this.offline ? 'ws://127.0.0.1:1' : url;
    const headers = { cookie: this.cookie, origin: this.origin() };
    const socket = new NodeWebSocket(target, { headers });
    grip.sockets.add(socket);
    return socket as unknown as WebSocketLike;
  }
}

/** What a browser's storage is to the engine. */
export function storageOf(map: Map<string, string>): Surroundings['storage'] {
  return {
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
  };
}
