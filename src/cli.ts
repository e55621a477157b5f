import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Deps, Output } from './deps.ts';
import { Failure } from './failure.ts';
import { main } from './main.ts';
import type { Send } from './transport/send.ts';

/** The edge: the real world handed to the program. */
const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => interruption.abort());
}

function output(stream: NodeJS.WriteStream): Output {
  // `| head -1` closes the pipe early; that is the reader's right and no error.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exitCode ??= 0;
  });
  return {
    isTerminal: stream.isTTY === true,
    columns: stream.isTTY === true ? stream.columns : undefined,
    write: (text) => {
      stream.write(text);
    },
  };
}

/** The HTTP client is loaded by the first request, not by commands that send none. */
function lazySend(): Send {
  let loading: Promise<Send> | undefined;
  return async (request, options) => {
    loading ??= import('./transport/http.ts').then(({ createSend }) => createSend());
    return (await loading)(request, options);
  };
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

const deps: Deps = {
  env: process.env,
  stdin: { isTerminal: process.stdin.isTTY === true, read: readStdin },
  stdout: output(process.stdout),
  stderr: output(process.stderr),
  now: () => new Date(),
  random: Math.random,
  nonce: () => randomBytes(16).toString('hex'),
  sleep: async (milliseconds) => {
    await delay(milliseconds, undefined, { signal: interruption.signal }).catch(() => {
      throw new Failure('interrupted', 'interrupted');
    });
  },
  interrupt: interruption.signal,
  send: lazySend(),
};

main(process.argv.slice(2), deps).then((code) => {
  process.exitCode = code;
});
