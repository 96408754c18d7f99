/**
 * For tests: a real HTTP and WebSocket server that speaks the frames over a TestStore, with the faults a test asks for.
 */
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { type WebSocket, WebSocketServer } from 'ws';

import type { AccountId, ClientFrame, DeviceId, Entry, ErrorCode, Problem, ServerFrame } from '../wire';
import { TestStore } from './store';

/** What befalls a command: refused with a code, overlooked, carried out without a reply, or the connection dies before or after. */
export type Fault = ErrorCode | 'overlooked' | 'no_reply' | 'cut_before' | 'cut_after';

interface Session {
  account: AccountId;
  device: DeviceId;
}

interface Connected extends Session {
  socket: WebSocket;
}

const STATUS: Partial<Record<ErrorCode, number>> = {
  unauthenticated: 401,
  device_revoked: 401,
  not_found: 404,
  too_many_requests: 429,
  overloaded: 503,
  draining: 503,
  storage_full: 507,
};

export function problem(code: ErrorCode, more: Partial<Problem> = {}): Problem {
  return {
    type: `/docs/errors/${code}`,
    title: code,
    hint: code,
    status: STATUS[code] ?? 422,
    code,
    ...more,
  };
}

/** Over all servers: a browser's database is named after the device. */
let devices = 0;

export class TestServer {
  store = new TestStore();
  /** Asked before each command; null lets it through. */
  fault: (command: string, params: Record<string, unknown>) => Fault | null = () => null;
  /** Seconds that refusals ask to wait. */
  retryAfter: number | undefined;
  /** Live entries are held back while this is true. */
  mute = false;
  /** Sockets are open, but nothing is ever answered. */
  frozen = false;
  /** All commands that came, in order. */
  readonly commands: { type: string; params: Record<string, unknown>; device: DeviceId }[] = [];
  readonly hellos: (string | undefined)[] = [];
  #sessions = new Map<string, Session>();
  #connected = new Set<Connected>();
  #http: Server | undefined;
  #port = 0;

  async start(): Promise<void> {
    this.#http = createServer((request, response) => void this.#route(request, response));
    const sockets = new WebSocketServer({ server: this.#http, path: '/v1/socket' });
    sockets.on('connection', (socket, request) => this.#accept(socket, request));
    this.store.onEntry = (account, entry) => this.#live(account, entry);
    await new Promise<void>((resolve) => this.#http?.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (this.#http.address() as AddressInfo).port;
  }

  /** Everything dies at once, as by a power cut; the store stays. */
  async stop(): Promise<void> {
    for (const { socket } of this.#connected) socket.terminate();
    this.#connected.clear();
    const closed = new Promise((resolve) => this.#http?.close(resolve));
    this.#http?.closeAllConnections();
    await closed;
    this.#http = undefined;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get sockets(): number {
    return this.#connected.size;
  }

  signIn(account: AccountId): { cookie: string; device: DeviceId } {
    const device = `dev_${++devices}`;
    const cookie = `session-${device}`;
    this.#sessions.set(cookie, { account, device });
    return { cookie, device };
  }

  isSignedIn(device: DeviceId): boolean {
    return [...this.#sessions.values()].some((session) => session.device === device);
  }

  revokeAll(): void {
    this.#sessions.clear();
  }

  /** Sends a frame to every socket of an account. */
  push(account: AccountId, frame: ServerFrame): void {
    for (const one of this.#connected) if (one.account === account) this.#say(one.socket, frame);
  }

  /** Closes all sockets, without a word. */
  cut(): void {
    for (const { socket } of this.#connected) socket.terminate();
  }

  #live(account: AccountId, entry: Entry): void {
    if (!this.mute) this.push(account, { type: 'entry', ...entry });
  }

  #say(socket: WebSocket, frame: ServerFrame): void {
    if (!this.frozen) socket.send(JSON.stringify(frame));
  }

  #session(request: IncomingMessage): Session | undefined {
    return this.#sessions.get(request.headers.cookie ?? '');
  }

  #accept(socket: WebSocket, request: IncomingMessage): void {
    const session = this.#session(request);
    if (!session) {
      this.#say(socket, { type: 'bye', error: problem('unauthenticated') });
      socket.close();
      return;
    }
    const connected = { ...session, socket };
    socket.on('close', () => this.#connected.delete(connected));
    socket.on('message', (data) => this.#receive(connected, JSON.parse(String(data)) as ClientFrame));
  }

  #receive(connected: Connected, { type, id, params = {} }: ClientFrame): void {
    const values = params as Record<string, unknown>;
    if (type === 'hello') {
      this.#hello(connected, values['cursor'] as string | undefined);
      return;
    }
    const fault = this.fault(type, values);
    if (fault === 'cut_before') return connected.socket.terminate();
    this.commands.push({ type, params: values, device: connected.device });
    if (fault === 'overlooked') return;
    const refused = fault !== null && fault !== 'no_reply' && fault !== 'cut_after';
    const result = refused ? undefined : this.#command(connected, type, values);
    if (fault === 'cut_after') return connected.socket.terminate();
    if (fault === 'no_reply' || id === undefined) return;
    const error = refused ? problem(fault, { retry_after: this.retryAfter }) : undefined;
    this.#say(connected.socket, { type: 'reply', id, result, error });
  }

  #hello(connected: Connected, cursor: string | undefined): void {
    const { socket, account, device } = connected;
    this.hellos.push(cursor);
    this.#connected.add(connected);
    this.#say(socket, { type: 'welcome', account, device, now: Date.now() });
    const entries = cursor ? this.store.entries(account, cursor) : null;
    if (entries) for (const entry of entries) this.#say(socket, { type: 'entry', ...entry });
    else this.#say(socket, { type: 'snapshot', ...this.store.snapshot(account) });
    this.#say(socket, { type: 'caught_up', cursor: this.store.cursor(account) });
  }

  #command({ account }: Session, type: string, params: Record<string, unknown>): unknown {
    const { store } = this;
    const conversation = String(params['conversation']);
    switch (type) {
      case 'send_message':
        return store.send(conversation, account, String(params['client_id']), params['body'] as never);
      case 'mark_read':
        store.markRead(conversation, account, Number(params['seq']));
        return {};
      case 'save_draft':
        store.saveDraft(conversation, account, String(params['text']));
        return {};
      case 'ack':
        store.ack(account, String(params['cursor']));
        return {};
      case 'get_me':
        return store.me(account);
      case 'watch':
        return {
          presence: (params['accounts'] as AccountId[]).map((one) => ({ account: one, online: true })),
        };
      default:
        return {};
    }
  }

  async #route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.origin);
    const body = await text(request);
    const answer = (status: number, value?: unknown, headers: Record<string, string> = {}) => {
      response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
      response.end(value === undefined ? undefined : JSON.stringify(value));
    };
    const refuse = (code: ErrorCode) => answer(problem(code).status, problem(code));
    const route = `${request.method} ${url.pathname}`;
    if (route === 'POST /v1/sessions') {
      const account = this.store.person((JSON.parse(body) as { handle: string }).handle);
      const { cookie, device } = this.signIn(account);
      return answer(
        201,
        { token: cookie, account: this.store.me(account), device },
        { 'Set-Cookie': cookie },
      );
    }
    const session = this.#session(request);
    if (!session) return refuse('unauthenticated');
    const { account, device } = session;
    if (route === 'GET /v1/me') return answer(200, this.store.me(account));
    if (route === 'PATCH /v1/me') {
      return answer(
        200,
        this.store.rename(account, (JSON.parse(body) as { display_name: string }).display_name),
      );
    }
    if (route === 'GET /v1/me/devices') return answer(200, { devices: [{ id: device, current: true }] });
    if (route === 'DELETE /v1/sessions/current') {
      this.#sessions.delete(request.headers.cookie ?? '');
      return answer(204);
    }
    if (route === 'POST /v1/conversations') {
      const peer = this.store.person((JSON.parse(body) as { handle: string }).handle);
      return answer(201, this.store.conversation(this.store.start(account, peer), account));
    }
    const [, id = '', events] = /^\/v1\/conversations\/([^/]+)(\/events)?$/.exec(url.pathname) ?? [];
    if (!this.store.has(id)) return refuse('not_found');
    const page = Object.fromEntries([...url.searchParams].map(([name, value]) => [name, Number(value)]));
    return answer(200, events ? this.store.page(id, page) : this.store.conversation(id, account));
  }
}

async function text(request: IncomingMessage): Promise<string> {
  let all = '';
  for await (const chunk of request) all += String(chunk);
  return all;
}
