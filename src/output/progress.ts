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

/** That something is being waited for, on stderr. */
export interface Waiting {
  /** What was seen when it was last looked at. */
  seen(text: string): void;
  end(): void;
}

const FRAMES = ['\u280b', '\u2819', '\u2838', '\u2834', '\u2826', '\u2807'];
const FRAME_MS = 100;

/** A spinner on a terminal, a line for each change elsewhere, nothing when quiet. */
export function createWaiting(stderr: Output, quiet: boolean): Waiting {
  let text = '';
  if (quiet) return { seen: () => undefined, end: () => undefined };
  if (!stderr.isTerminal) {
    return {
      seen: (now) => {
        if (now !== text) stderr.write(`${printable(now)}\n`);
        text = now;
      },
      end: () => undefined,
    };
  }
  let turn = 0;
  let timer: NodeJS.Timeout | undefined;
  const draw = () => {
    turn += 1;
    const line = `${FRAMES[turn % FRAMES.length]} ${printable(text)}`;
    stderr.write(`\r\u001b[K${line.slice(0, (stderr.columns ?? 80) - 1)}`);
  };
  return {
    seen: (now) => {
      text = now;
      timer ??= setInterval(draw, FRAME_MS);
      draw();
    },
    end: () => {
      if (timer === undefined) return;
      clearInterval(timer);
      timer = undefined;
      stderr.write('\r\u001b[K');
    },
  };
}
