import { fstatSync } from 'node:fs';
import type { Deps, Output } from './deps.ts';
import { Failure } from './failure.ts';
import { main } from './main.ts';
import type { Send } from './transport/send.ts';

/** The edge: the real world handed to the program. */
const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => interruption.abort());
}

/*
 * Node makes each of its standard streams when it is first asked for, and standard input alone takes
 * a tenth of a bare start; so they are asked for only when they are needed.
 */

/** Cheap to tell of most streams that they are no terminal, without making them. */
function mayBeTerminal(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice();
  } catch {
    // Closed, as daemons do.
    return false;
  }
}

function output(descriptor: number, stream: () => NodeJS.WriteStream): Output {
  let ready: NodeJS.WriteStream | undefined;
  const open = () => {
    if (ready !== undefined) return ready;
    ready = stream();
    // `| head -1` closes the pipe early; that is the reader's right and no error.
    ready.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exitCode ??= 0;
    });
    return ready;
  };
  return {
    get isTerminal() {
      return mayBeTerminal(descriptor) && open().isTTY === true;
    },
    get columns() {
      return this.isTerminal ? open().columns : undefined;
    },
    write: (text) => {
      open().write(text);
    },
  };
}

/** The HTTP client is loaded by the first request, not by commands that send none. */
function lazySend(): Send {
  let loading: Promise<Send> | undefined;
  return async (request, options) => {
    loading ??= import('./transport/http.ts').then(({ createSend }) => createSend(process.env));
    return (await loading)(request, options);
  };
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

function sleep(milliseconds: number): Promise<void> {
  const { signal } = interruption;
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(new Failure('interrupted', 'interrupted'));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

const deps: Deps = {
  env: process.env,
  stdin: {
    get isTerminal() {
      return mayBeTerminal(0) && process.stdin.isTTY === true;
    },
    read: readStdin,
  },
  stdout: output(1, () => process.stdout),
  stderr: output(2, () => process.stderr),
  terminal: {
    get input() {
      return process.stdin;
    },
    get output() {
      return process.stderr;
    },
  },
  now: () => new Date(),
  random: Math.random,
  nonce: () => process.getBuiltinModule('node:crypto').randomUUID().replaceAll('-', ''),
  sleep,
  interrupt: interruption.signal,
  send: lazySend(),
};

main(process.argv.slice(2), deps).then((code) => {
  process.exitCode = code;
});
