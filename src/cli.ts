import type { Send } from './client/http/send.ts';
import type { Deps } from './deps.ts';
import { Failure } from './failure.ts';
import { main } from './main.ts';
import { once } from './remember.ts';
import { input, output } from './standard-streams.ts';

/** The edge: the real world handed to the program. */

/** Made when it is first asked for: most commands end before anything could be interrupted. */
const interruption = once(() => new AbortController());

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => interruption().abort());
}

/** The HTTP client is loaded by the first request, not by commands that send none. */
function lazySend(): Send {
  let loaded: Send | undefined;
  const load: Send = async (request, options) => {
    const { createSend } = await import('./client/http/http.ts');
    loaded ??= createSend(process.env);
    return loaded(request, options);
  };
  return (request, options) => (loaded ?? load)(request, options);
}

function sleep(milliseconds: number): Promise<void> {
  const { signal } = interruption();
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
  stdin: input(() => interruption().signal),
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
  get interrupt() {
    return interruption().signal;
  },
  send: lazySend(),
};

main(process.argv.slice(2), deps).then((code) => {
  process.exitCode = code;
});
