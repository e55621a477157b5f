import { spawn } from 'node:child_process';
import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isLoopback } from './endpoint.ts';

/** Long enough for the requests of a command, short enough for a cloud that moves. */
const KEPT_MS = 30_000;

interface Found {
  readonly code?: string;
  readonly addresses?: LookupAddress[];
}

const found = new Map<string, { readonly answer: Promise<Found>; readonly until: number }>();

/**
 * Looks a host up in a process of its own. Node waits at exit for a resolver that hangs, so that in
 * this process no time limit would end the command.
 */
export const lookup: LookupFunction = (hostname, options, callback) => {
  if (isLoopback(hostname)) {
    systemLookup(hostname, options, callback);
    return;
  }
  addressesOf(hostname).then(({ code = 'ENOTFOUND', addresses = [] }) => {
    const { family } = options;
    const fitting = addresses.filter(
      (one) => !family || family === one.family || family === `IPv${one.family}`,
    );
    const [first] = fitting;
    if (first === undefined) {
      callback(Object.assign(new Error(`getaddrinfo ${code} ${hostname}`), { code }), '');
    } else if (options.all) callback(null, fitting);
    else callback(null, first.address, first.family);
  });
};

function addressesOf(hostname: string): Promise<Found> {
  const kept = found.get(hostname);
  if (kept !== undefined && kept.until > Date.now()) return kept.answer;
  const answer = resolve(hostname);
  found.set(hostname, { answer, until: Date.now() + KEPT_MS });
  answer.then(({ addresses }) => {
    if (addresses === undefined) found.delete(hostname);
  });
  return answer;
}

const SCRIPT = `require('dns').lookup(process.argv[1], { all: true }, (error, addresses) =>
  process.stdout.write(JSON.stringify(error ? { code: error.code } : { addresses })))`;

function resolve(hostname: string): Promise<Found> {
  return new Promise((done) => {
    const child = spawn(process.execPath, ['-e', SCRIPT, hostname], {
      stdio: ['ignore', 'pipe', 'ignore'],
      windowsHide: true,
    });
    const kill = () => child.kill('SIGKILL');
    process.once('exit', kill);
    // The time limit of the request keeps this process alive, not a resolver.
    child.unref();
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    if ('unref' in child.stdout && typeof child.stdout.unref === 'function') child.stdout.unref();
    const end = () => {
      process.off('exit', kill);
      done(readAnswer(text));
    };
    child.once('close', end).once('error', end);
  });
}

function readAnswer(text: string): Found {
  try {
    return JSON.parse(text);
  } catch {
    return { code: 'EAI_AGAIN' };
  }
}
