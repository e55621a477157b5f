import { setTimeout } from 'node:timers/promises';
import type { Send } from './client/http/send.ts';
import type { Deps } from './deps.ts';
import { Failure } from './failure.ts';
import { main, report } from './main.ts';
import { exitCode } from './output/problem.ts';
import { input, output } from './standard-streams.ts';

/** The edge: the real world handed to the program. */

const argv = process.argv.slice(2);

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => interruption.abort());
}

let loading: Promise<Send> | undefined;

/** Loads the HTTP client by the first request: most commands send none. */
const send: Send = async (request, options) => {
  loading ??= import('./client/http/http.ts').then(({ createSend }) => createSend(process.env));
  return (await loading)(request, options);
};

async function sleep(milliseconds: number): Promise<void> {
  try {
    await setTimeout(milliseconds, undefined, { signal: interruption.signal });
  } catch {
    // Nothing but the signal ends it early.
    throw new Failure('interrupted', 'interrupted');
  }
}

const deps: Deps = {
  env: process.env,
  stdin: input(interruption.signal),
  stdout: output(process.stdout, fail),
  stderr: output(process.stderr, () => undefined),
  get terminal() {
    return { input: process.stdin, output: process.stderr };
  },
  now: () => new Date(),
  random: Math.random,
  // node:crypto is not imported above, since most commands sign nothing.
  nonce: () => process.getBuiltinModule('node:crypto').randomUUID().replaceAll('-', ''),
  sleep,
  interrupt: interruption.signal,
  send,
};

function fail(failure: Failure): void {
  process.exitCode = exitCode(failure);
  report(failure, argv, deps);
}

main(argv, deps).then((code) => {
  // The output may have failed before.
  process.exitCode ??= code;
});
