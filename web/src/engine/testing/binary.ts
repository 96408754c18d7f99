/**
 * For tests: the real server as a process, on its own data folder, to be killed and started again.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export class Binary {
  origin = '';
  readonly #data = mkdtempSync(join(tmpdir(), 'subrosa-engine-'));
  #process: ChildProcess | undefined;

  constructor(private readonly path: string) {}

  /** Starts it, on the address it had before if it had one. */
  async start(): Promise<void> {
    const listen = this.origin.replace('http://', '') || '127.0.0.1:0';
    const child = spawn(this.path, ['serve', '--data', this.#data, '--listen', listen], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    this.origin = await new Promise((resolve, reject) => {
      let said = '';
      child.on('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
      for (const stream of [child.stdout, child.stderr]) {
        createInterface(stream).on('line', (line) => {
          said += `${line}\n`;
          const address = /http:\/\/[\d.]+:\d+/.exec(line)?.[0];
          if (address) resolve(address);
        });
      }
    });
  }

  /** SIGKILL: nothing is finished, nothing is said. */
  kill = (): Promise<void> => this.#end('SIGKILL');
  /** SIGTERM: it drains. */
  stop = (): Promise<void> => this.#end('SIGTERM');

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.on('exit', resolve));
    child.kill(signal);
    await ended;
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.#data, { recursive: true, force: true });
  }
}
