import { fstatSync, statSync, writeSync } from 'node:fs';
import type { Input, Output } from './deps.ts';
import { EXIT_CODES, Failure, systemCode } from './failure.ts';

/**
 * Writes to files and pipes directly, since opening Node's stream takes a third of a bare start. The
 * stream is for terminals and non-blocking pipes.
 * @param open opens the stream of this descriptor
 * @throws Failure from `write`, if the output cannot be written, for example on a full disk
 */
export function output(descriptor: number, open: () => NodeJS.WriteStream): Output {
  const opened = mayBeTerminal(descriptor) ? open() : undefined;
  const terminal = opened?.isTTY === true ? opened : undefined;
  let stream = terminal;
  let closed = false;
  const failed = (error: unknown): void => {
    const code = systemCode(error);
    // The reader closed the pipe early, like `| head -1`, which is no error.
    if (code !== 'EPIPE') throw new Failure('internal', `the output cannot be written (${code})`);
    closed = true;
  };
  // Too late to be caught: the program is somewhere else by then.
  const failedLater = (error: unknown): void => {
    if (systemCode(error) === 'EPIPE') closed = true;
    else process.exit(EXIT_CODES.internal);
  };
  stream?.on('error', failedLater);
  return {
    isTerminal: terminal !== undefined,
    // Read each time, since windows are resized; 0 means that the size is unknown.
    get columns() {
      return terminal && (terminal.columns || 80);
    },
    get rows() {
      return terminal?.rows || undefined;
    },
    write: (text) => {
      let rest = Buffer.from(text);
      try {
        while (stream === undefined && !closed && rest.length > 0) {
          rest = rest.subarray(writeSync(descriptor, rest));
        }
      } catch (error) {
        if (systemCode(error) === 'EAGAIN') stream = open().on('error', failedLater);
        else failed(error);
      }
      if (stream !== undefined && rest.length > 0) stream.write(rest);
    },
  };
}

function mayBeTerminal(descriptor: number): boolean {
  try {
    const file = fstatSync(descriptor);
    if (!file.isCharacterDevice()) return false;
    return file.rdev !== statSync('/dev/null', { throwIfNoEntry: false })?.rdev;
  } catch {
    // The descriptor is closed, as in daemons.
    return false;
  }
}

/** Opened on first use, since Node makes pipes non-blocking, also for the shell that shares them. */
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
