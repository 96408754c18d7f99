/**
 * The real server: the binary named by SUBROSA_BIN on a temporary folder of its own. Never on anyone's data.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const readyMilliseconds = 20_000;
const pauseMilliseconds = 50;

export class Server {
  private constructor(
    /** Where it answers; a cluster's servers, each. */
    readonly origins: readonly [string, ...string[]],
    readonly data: string,
    /** Where passkeys work: they are bound to a name, and addresses are none. */
    readonly named: string | null,
    private readonly process: ChildProcess,
  ) {}

  get origin(): string {
    return this.origins[0];
  }

  /** Starts a cluster of two, on PostgreSQL and NATS, and waits until both answer. */
  static async startCluster(settings: Readonly<Record<string, string>>): Promise<Server> {
    const program = join(dirname(binary()), 'cluster');
    const child = spawn(program, ['--server', binary(), '--nodes', '2', '--demo', '--json'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...ownEnvironment(), SUBROSA_LOG_LEVEL: 'warn', ...settings },
    });
    for await (const line of createInterface(child.stdout)) {
      if (!line.startsWith('{"data"')) continue;
      const { servers, data } = JSON.parse(line) as { servers: [string, ...string[]]; data: string };
      return new Server(servers, data, null, child);
    }
    throw new Error('the cluster did not start');
  }

  /** Starts one with these settings (`SUBROSA_…`) and waits until it answers. */
  static async start(settings: Readonly<Record<string, string>> = {}, demo = false): Promise<Server> {
    const data = mkdtempSync(join(tmpdir(), 'subrosa-browser-'));
    if (demo) subrosa('demo', '--data', data);
    const port = await freePort();
    const named = `http://localhost:${port}`;
    const child = spawn(binary(), ['serve', '--data', data, '--listen', `127.0.0.1:${port}`], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...ownEnvironment(), SUBROSA_LOG_LEVEL: 'warn', SUBROSA_PUBLIC_URL: named, ...settings },
    });
    const server = new Server([`http://127.0.0.1:${port}`], data, named, child);
    await server.ready();
    return server;
  }

  async stop(): Promise<void> {
    const ended = new Promise<void>((end) => this.process.once('exit', () => end()));
    if (this.process.kill('SIGTERM')) await ended;
    rmSync(this.data, { recursive: true, force: true });
  }

  private async ready(): Promise<void> {
    const deadline = Date.now() + readyMilliseconds;
    while (Date.now() < deadline) {
      if (this.process.exitCode !== null) throw new Error(`the server ended with ${this.process.exitCode}`);
      const answer = await fetch(`${this.origin}/readyz`).catch(() => null);
      if (answer?.ok) return;
      await new Promise((later) => setTimeout(later, pauseMilliseconds));
    }
    throw new Error('the server was not ready in time');
  }
}

/** One of the binary's commands; what it printed. */
export function subrosa(...words: string[]): string {
  return execFileSync(binary(), words, { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' });
}

/** Without what is meant for these tests, which the server would take for settings. */
function ownEnvironment(): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('SUBROSA_')));
}

function binary(): string {
  return resolve(process.env['SUBROSA_BIN'] ?? '../../target/debug/subrosa');
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening));
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return port;
}
