import type { Send } from './client/http/send.ts';
import type { Deps } from './deps.ts';
import { Failure } from './failure.ts';
import { main } from './main.ts';
import { input, output } from './standard-streams.ts';
import type { FoundKeyring } from './storage/keyring.ts';

/** Runs the program with the real environment, streams, clock and network. */

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => interruption.abort());
}

let loading: Promise<Send> | undefined;
let keyring: Promise<FoundKeyring> | undefined;

/** Loads the HTTP client on the first request: most commands send none. */
const send: Send = async (request, options) => {
  loading ??= import('./client/http/http.ts').then(({ createSend }) => createSend(process.env));
  return (await loading)(request, options);
};

async function sleep(milliseconds: number): Promise<void> {
  const { setTimeout } = await import('node:timers/promises');
  try {
    await setTimeout(milliseconds, undefined, { signal: interruption.signal });
  } catch {
    // Only the signal ends it early.
    throw new Failure('interrupted', 'interrupted');
  }
}

const deps: Deps = {
  env: process.env,
  stdin: input(interruption.signal),
  stdout: output(1, () => process.stdout),
  stderr: output(2, () => process.stderr),
  get terminal() {
    return { input: process.stdin, output: process.stderr };
  },
  keyring: () => {
    keyring ??= import('./storage/keyring.ts').then(({ openKeyring }) =>
      openKeyring(interruption.signal),
    );
    return keyring;
  },
  edit: async (path) => (await import('./cli/editor.ts')).openEditor(path, process.env),
  now: () => new Date(),
  random: Math.random,
  // node:crypto is not imported above, since most commands sign nothing.
  nonce: () => process.getBuiltinModule('node:crypto').randomUUID().replaceAll('-', ''),
  sleep,
  interrupt: interruption.signal,
  send,
};

main(process.argv.slice(2), deps).then(
  (code) => {
    process.exitCode = code;
  },
  // Not even the error could be written.
  () => {
    process.exitCode = 1;
  },
);
