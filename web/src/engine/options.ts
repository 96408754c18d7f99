/**
 * What the engine takes from its surroundings. Defaults are the browser's; tests bring their own.
 */
import type { WebSocketLike } from './socket';
import { TIMING, type Timing } from './timing';
import type { AccountId } from './wire';

export interface EngineOptions {
  /** Where the server is; the page's own origin unless said. */
  origin?: string;
  fetch?: typeof globalThis.fetch;
  webSocket?: (url: string) => WebSocketLike;
  /** Small things that all tabs see at once: who is signed in. */
  storage?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  locks?: LockManager;
  /** How the tabs of one browser hear each other. */
  channel?: (name: string) => BroadcastChannel;
  timing?: Partial<Timing>;
  /** From 0 up to 1. */
  random?: () => number;
}

export interface Surroundings {
  origin: string;
  fetch: typeof globalThis.fetch;
  webSocket: (url: string) => WebSocketLike;
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  locks: LockManager | undefined;
  channel: (name: string) => BroadcastChannel;
  timing: Timing;
  random: () => number;
}

export function surroundings(options: EngineOptions): Surroundings {
  return {
    origin: options.origin ?? location.origin,
    fetch: options.fetch ?? ((...request) => globalThis.fetch(...request)),
    webSocket: options.webSocket ?? ((url) => new WebSocket(url)),
    storage: options.storage ?? localStorage,
    // Missing on pages without TLS.
    locks: options.locks ?? (globalThis.navigator?.locks as LockManager | undefined),
    channel: options.channel ?? ((name) => new BroadcastChannel(name)),
    timing: { ...TIMING, ...options.timing },
    random: options.random ?? Math.random,
  };
}

/** The address of the socket beside the REST routes; a member of a brand may act for it. */
export function socketAddress(origin: string, brand?: AccountId): string {
  const query = brand ? `?account=${encodeURIComponent(brand)}` : '';
  return `${origin.replace(/^http/, 'ws')}/v1/socket${query}`;
}
