import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import { expect } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../bin/lbctl.cjs', import.meta.url));
const WAIT = { timeout: 20_000 };

export interface TerminalRun {
  /** Everything that appeared since the last question that was waited for. */
  shows(text: string | RegExp): Promise<void>;
  type(text: string): void;
  /** Types, then Enter. */
  answer(text: string): void;
  readonly screen: string;
  /** With the escape sequences. */
  readonly raw: string;
  exits(): Promise<number>;
}

export const KEYS = {
  enter: '\r',
  down: '\u001b[B',
  interrupt: '\u0003',
  clear: '\u0015',
} as const;

/** The built program on a real pseudo-terminal. */
export function onTerminal(
  argv: readonly string[],
  env: Record<string, string>,
  { columns = 160, rows = 40 }: { readonly columns?: number; readonly rows?: number } = {},
): TerminalRun {
  const terminal = spawn(process.execPath, [PROGRAM, ...argv], {
    cols: columns,
    rows,
    env: { TERM: 'xterm', ...env },
  });
  let screen = '';
  let seen = 0;
  let code: number | undefined;
  terminal.onData((data) => {
    screen += data;
  });
  terminal.onExit(({ exitCode }) => {
    code = exitCode;
  });
  return {
    get screen() {
      return plain(screen);
    },
    get raw() {
      return screen;
    },
    async shows(text) {
      const pattern =
        typeof text === 'string' ? new RegExp(text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')) : text;
      await expect.poll(() => plain(screen.slice(seen)), WAIT).toMatch(pattern);
      await settled(() => screen.length);
      seen = screen.length;
    },
    type: (text) => terminal.write(text),
    answer: (text) => terminal.write(`${text}${KEYS.enter}`),
    async exits() {
      await expect.poll(() => code, WAIT).toBeDefined();
      return code ?? -1;
    },
  };
}

const QUIET_MS = 60;

/** A question that has just been drawn may not listen yet, and lose what is typed. */
async function settled(size: () => number): Promise<void> {
  for (let before = -1; before !== size(); ) {
    before = size();
    await sleep(QUIET_MS);
  }
}

/** Without colours and cursor movements. */
function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
  return text.replace(/\u001b(\[[0-9;?]*[A-Za-z]|[=>])/g, '').replaceAll('\r', '');
}

export type Steps = readonly (readonly [question: string | RegExp, keys: string])[];

/** Waits for each question, and types its answer. */
export async function through(at: TerminalRun, steps: Steps): Promise<void> {
  for (const [question, keys] of steps) {
    await at.shows(question);
    at.type(keys);
  }
}
