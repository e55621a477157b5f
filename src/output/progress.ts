import type { Output } from '../deps.ts';
import { printable } from './printable.ts';

/** How far a long command is, on stderr. */
export interface Progress {
  /** One more piece has ended. */
  step(line: string): void;
  end(): void;
}

const WIDTH = 24;

/** A bar on a terminal, plain lines elsewhere, nothing when quiet. */
export function createProgress(stderr: Output, total: number, quiet: boolean): Progress {
  if (quiet) return { step: () => undefined, end: () => undefined };
  if (!stderr.isTerminal) {
    return { step: (line) => stderr.write(`${printable(line)}\n`), end: () => undefined };
  }
  let done = 0;
  const columns = stderr.columns ?? 80;
  return {
    step: (line) => {
      done += 1;
      const filled = Math.round((done / Math.max(1, total)) * WIDTH);
      const bar = `${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}`;
      const text = `[${bar}] ${done}/${total} ${printable(line)}`;
      stderr.write(`\r\u001b[K${text.slice(0, columns - 1)}`);
    },
    end: () => stderr.write('\r\u001b[K'),
  };
}
