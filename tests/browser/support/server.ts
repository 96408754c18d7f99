/**
 * Starts the real server for a run of the tests: the binary named by SUBROSA_BIN, on a temporary folder filled
 * with the demo. With SUBROSA_URL a server that runs already is used, such as Vite's in front of a debug build.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the server answers. */
    origin: string;
  }
}

const readyMilliseconds = 20_000;
const pauseMilliseconds = 50;

export default async function start({ provide }: TestProject): Promise<(() => Promise<void>) | undefined> {
  const running = process.env['SUBROSA_URL'];
  if (running) {
    provide('origin', running);
    return undefined;
  }
  const binary = resolve(process.env['SUBROSA_BIN'] ?? '../../target/debug/subrosa');
  const data = mkdtempSync(join(tmpdir(), 'subrosa-browser-'));
  execFileSync(binary, ['demo', '--data', data], { stdio: ['ignore', 'ignore', 'inherit'] });
  const port = await freePort();
  const server = spawn(binary, ['serve', '--data', data, '--listen', `127.0.0.1:${port}`], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise<void>((end) => server.once('exit', () => end()));
  const origin = `http://127.0.0.1:${port}`;
  await ready(origin, () => server.exitCode);
  provide('origin', origin);
  return async () => {
    server.kill('SIGTERM');
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening));
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return port;
}

async function ready(origin: string, exitCode: () => number | null): Promise<void> {
  const deadline = Date.now() + readyMilliseconds;
  while (Date.now() < deadline) {
    if (exitCode() !== null) throw new Error(`the server ended with ${exitCode()} before it was ready`);
    const answer = await fetch(`${origin}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((later) => setTimeout(later, pauseMilliseconds));
  }
  throw new Error('the server was not ready in time');
}
