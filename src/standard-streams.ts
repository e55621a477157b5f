import { fstatSync, statSync, writeSync } from 'node:fs';
import type { Input, Output } from './deps.ts';
import { Failure, systemCode } from './failure.ts';

/**
 * Files and pipes are written to directly, as Node's own stream would do it: opening that takes a
 * third of a bare start. The stream is for terminals, and for pipes that somebody made non-blocking.
 * @param open opens the stream of this descriptor
 * @throws Failure from `write`, when the output can't be written, as on a full disk
 */
export function output(descriptor: number, open: () => NodeJS.WriteStream): Output {
  const opened = mayBeTerminal(descriptor) ? open() : undefined;
  const terminal = opened?.isTTY === true ? opened : undefined;
  let stream = terminal;
  let closed = false;
  const failed = (error: unknown): void => {
    const code = systemCode(error);
    // `| head -1` closes the pipe early; that is the reader's right and no error.
    if (code !== 'EPIPE') throw new Failure('internal', `the output cannot be written (${code})`);
    closed = true;
  };
  stream?.on('error', failed);
  return {
    isTerminal: terminal !== undefined,
    // Follows the size of the window; 0 is what a terminal without a known size says.
    get columns() {
      return terminal && (terminal.columns || 80);
    },
    write: (text) => {
      let rest = Buffer.from(text);
      try {
        while (stream === undefined && !closed && rest.length > 0) {
          rest = rest.subarray(writeSync(descriptor, rest));
        }
      } catch (error) {
        if (systemCode(error) === 'EAGAIN') stream = open().on('error', failed);
        else failed(error);
      }
      if (stream !== undefined && rest.length > 0) stream.write(rest);
    },
  };
}

/** Whether it is worth opening the stream to find out. */
function mayBeTerminal(descriptor: number): boolean {
  try {
    const file = fstatSync(descriptor);
    const nullDevice = statSync('/dev/null', { throwIfNoEntry: false });
    return file.isCharacterDevice() && file.rdev !== nullDevice?.rdev;
  } catch {
    // Closed, as daemons do.
    return false;
  }
}

/**
 * Standard input is opened when it is first asked for: Node makes a pipe non-blocking, also for the
 * shell that shares it.
 */
export function input(interrupt: AbortSignal): Input {
  return {
    get isTerminal() {
      return process.stdin.isTTY === true;
    },
    read: () => readAll(process.stdin, interrupt),
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
