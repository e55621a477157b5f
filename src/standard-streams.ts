import { fstatSync, statSync, writeSync } from 'node:fs';
import type { Input, Output } from './deps.ts';
import { Failure, systemCode } from './failure.ts';
import { once } from './remember.ts';

/*
 * Node makes each of its standard streams when it is first asked for, and each takes a tenth of a
 * bare start; so they are asked for only when nothing less will do.
 */

const STDIN = 0;

/** Cheap to tell of most streams that they are no terminal, without making them. */
function mayBeTerminal(descriptor: number): boolean {
  try {
    const found = fstatSync(descriptor);
    return found.isCharacterDevice() && found.rdev !== nullDevice();
  } catch {
    // Closed, as daemons do.
    return false;
  }
}

function nullDevice(): number | undefined {
  return statSync('/dev/null', { throwIfNoEntry: false })?.rdev;
}

/**
 * A terminal is written to through its stream. To anything else text goes by itself, which is what
 * the stream would do too; only where a pipe refuses to wait for its reader does the stream help.
 */
export function output(descriptor: number, stream: () => NodeJS.WriteStream): Output {
  const isTerminal = once(() => mayBeTerminal(descriptor) && stream().isTTY === true);
  const open = once(() => {
    const opened = stream();
    opened.on('error', (error) => {
      if (systemCode(error) !== 'EPIPE') throw error;
    });
    return opened;
  });
  let write = (text: string): void => {
    if (isTerminal()) write = (more) => void open().write(more);
    else write = directly;
    write(text);
  };
  const directly = (text: string): void => {
    let rest = Buffer.from(text);
    try {
      while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      const code = systemCode(error);
      // `| head -1` closes the pipe early; that is the reader's right and no error.
      if (code === 'EPIPE') write = () => undefined;
      else if (code === 'EAGAIN') {
        open().write(rest);
        write = (more) => void open().write(more);
      } else throw new Failure('internal', `the output can\u2019t be written (${code})`);
    }
  };
  return {
    get isTerminal() {
      return isTerminal();
    },
    get columns() {
      // Some terminals, serial lines for one, say 0.
      return isTerminal() ? stream().columns || 80 : undefined;
    },
    write: (text) => write(text),
  };
}

export function input(interrupt: () => AbortSignal): Input {
  return {
    get isTerminal() {
      return mayBeTerminal(STDIN) && process.stdin.isTTY === true;
    },
    read: () => readAll(process.stdin, interrupt()),
  };
}

async function readAll(stream: NodeJS.ReadStream, interrupt: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  const stop = () => stream.destroy(new Failure('interrupted', 'interrupted'));
  if (interrupt.aborted) stop();
  else interrupt.addEventListener('abort', stop);
  try {
    for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  } finally {
    interrupt.removeEventListener('abort', stop);
  }
  return Buffer.concat(chunks).toString('utf8');
}
