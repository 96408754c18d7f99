/** The examples of bots of one's own, each run as whoever copies it would run it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';

const examples = resolve(import.meta.dirname, '../../../examples/own-bot');

/** A program that has said that it listens. */
export class Program {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {}

  static async start(
    file: 'bot.py' | 'bot.ts',
    settings: Readonly<Record<string, string>>,
  ): Promise<Program> {
    const folder = mkdtempSync(join(tmpdir(), 'subrosa-program-'));
    const child = spawn(...command(file, folder), {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...settings },
    });
    for await (const line of createInterface(child.stdout!)) {
      if (line.includes('listening')) return new Program(child, folder);
    }
    throw new Error(`${file} ended with ${child.exitCode}`);
  }

  stop(): void {
    this.child.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function command(file: string, folder: string): [string, string[]] {
  const source = join(examples, file);
  if (file.endsWith('.py')) return ['python3', [source]];
  // Types are for the reader: without them it is what runs.
  const options = { module: ModuleKind.ESNext, target: ScriptTarget.ES2022 };
  const { outputText } = transpileModule(readFileSync(source, 'utf8'), { compilerOptions: options });
  const made = join(folder, 'bot.mjs');
  writeFileSync(made, outputText);
  return [process.execPath, [made]];
}
