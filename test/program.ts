import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { createSend } from '../src/client/http/http.ts';
import type { Deps } from '../src/deps.ts';
import { Failure } from '../src/failure.ts';
import { main } from '../src/main.ts';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Which streams are a terminal; true: all of them. */
  readonly terminal?: boolean | 'stdout' | 'stderr';
  /** Of the terminal. */
  readonly columns?: number;
  readonly interrupt?: AbortSignal;
  readonly keyring?: Deps['keyring'];
  /** Pauses between tries are not waited for. */
  readonly hurry?: boolean;
  readonly now?: () => Date;
}

/** A folder of its own for each test file, gone afterwards. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lbctl-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An environment with nothing in it but a home; its secrets stay away from the user's keyring. */
export function homeEnv(folder: string): Record<string, string> {
  return { HOME: folder, PATH: process.env['PATH'] ?? '', LBCTL_SECRETS_IN: 'file' };
}

/** The program in this process, over real HTTP: what users see, without the cost of a start. */
export async function run(argv: readonly string[], options: RunOptions = {}): Promise<Ran> {
  let stdout = '';
  let stderr = '';
  const { terminal, columns = 120 } = options;
  const isTerminal = (stream: 'stdout' | 'stderr') => terminal === true || terminal === stream;
  const deps: Deps = {
    env: options.env ?? {},
    stdin: { isTerminal: terminal === true, read: async () => options.stdin ?? '' },
    stdout: {
      isTerminal: isTerminal('stdout'),
      columns: isTerminal('stdout') ? columns : undefined,
      write: (text) => {
        stdout += text;
      },
    },
    stderr: {
      isTerminal: isTerminal('stderr'),
      columns: isTerminal('stderr') ? columns : undefined,
      write: (text) => {
        stderr += text;
      },
    },
    ...(options.keyring === undefined ? {} : { keyring: options.keyring }),
    now: options.now ?? (() => new Date()),
    random: Math.random,
    nonce: () => crypto.randomUUID().replaceAll('-', ''),
    sleep: (milliseconds) => pause(options.hurry === true ? 1 : milliseconds, options.interrupt),
    interrupt: options.interrupt ?? new AbortController().signal,
    send: createSend(options.env ?? {}),
  };
  const code = await main(argv, deps);
  return { code, stdout, stderr };
}

const PROGRAM = fileURLToPath(new URL('../bin/lbctl.cjs', import.meta.url));

/** The built program as a process of its own. */
export function spawnProgram(argv: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...argv], { env: options.env ?? {} });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? -1, stdout, stderr }));
    child.stdin.end(options.stdin ?? '');
  });
}

function pause(milliseconds: number, interrupt: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    interrupt?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new Failure('interrupted', 'interrupted'));
    });
  });
}
