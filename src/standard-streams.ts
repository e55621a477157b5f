import type { Input, Output } from './deps.ts';
import { Failure, systemCode } from './failure.ts';

/** @param failed is told when the output can't be written, as on a full disk */
export function output(stream: NodeJS.WriteStream, failed: (failure: Failure) => void): Output {
  stream.on('error', (error) => {
    const code = systemCode(error);
    // `| head -1` closes the pipe early; that is the reader's right and no error.
    if (code === 'EPIPE') return;
    failed(new Failure('internal', `the output can\u2019t be written (${code})`));
  });
  return {
    isTerminal: stream.isTTY === true,
    // Follows the size of the window; 0 is what a terminal without a known size says.
    get columns() {
      return stream.isTTY ? stream.columns || 80 : undefined;
    },
    write: (text) => void stream.write(text),
  };
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
