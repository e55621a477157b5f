import type { Output } from '../deps.ts';
import { printable } from './printable.ts';

export interface Progress {
  step(line: string): void;
  end(): void;
}

const WIDTH = 24;

/** A progress bar on a terminal, a line per step elsewhere, nothing with `--quiet`. */
export function createProgress(stderr: Output, total: number, quiet: boolean): Progress {
  if (quiet) return { step: () => undefined, end: () => undefined };
  if (!stderr.isTerminal) {
    return { step: (line) => stderr.write(`${printable(line)}\n`), end: () => undefined };
  }
  let done = 0;
  return {
    step: (line) => {
      done += 1;
      const filled = Math.round((done / Math.max(1, total)) * WIDTH);
      const bar = `${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}`;
      redraw(stderr, `[${bar}] ${done}/${total} ${printable(line)}`);
    },
    end: () => redraw(stderr, ''),
  };
}

function redraw(stderr: Output, line: string): void {
  const shown = stderr.mask?.(line) ?? line;
  stderr.write(`\r\u001b[K${shown.slice(0, (stderr.columns ?? 80) - 1)}`);
}

export interface Waiting {
  show(text: string): void;
  end(): void;
}

const FRAMES = ['\u280b', '\u2819', '\u2838', '\u2834', '\u2826', '\u2807'];
const FRAME_MS = 100;

/** A spinner on a terminal, a line per change elsewhere, nothing with `--quiet`. */
export function createWaiting(stderr: Output, quiet: boolean): Waiting {
  let text = '';
  if (quiet) return { show: () => undefined, end: () => undefined };
  if (!stderr.isTerminal) {
    return {
      show: (now) => {
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
    redraw(stderr, `${FRAMES[turn % FRAMES.length]} ${printable(text)}`);
  };
  return {
    show: (now) => {
      text = now;
      timer ??= setInterval(draw, FRAME_MS);
      draw();
    },
    end: () => {
      if (timer === undefined) return;
      clearInterval(timer);
      timer = undefined;
      redraw(stderr, '');
    },
  };
}
