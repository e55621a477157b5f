import { execFile } from 'node:child_process';
import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import { isLoopback } from './endpoint.ts';

/**
 * Looks a host up with `getent`, which asks the same resolver as Node. Node waits at exit for a
 * resolver that hangs, so that in this process no time limit would end the command. Where there is
 * no `getent`, Node looks it up.
 */
export const lookup: LookupFunction = (hostname, options, callback) => {
  if (isLoopback(hostname)) {
    systemLookup(hostname, options, callback);
    return;
  }
  const child = execFile('getent', ['ahosts', hostname], { windowsHide: true }, (error, stdout) => {
    process.off('exit', kill);
    if (error !== null && error.code === 'ENOENT') {
      systemLookup(hostname, options, callback);
      return;
    }
    const { family } = options;
    const fitting = readAddresses(stdout).filter(
      (one) => !family || family === one.family || family === `IPv${one.family}`,
    );
    const [first] = fitting;
    if (first === undefined) {
      const code = 'ENOTFOUND';
      callback(Object.assign(new Error(`getaddrinfo ${code} ${hostname}`), { code }), '');
    } else if (options.all) callback(null, fitting);
    else callback(null, first.address, first.family);
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  // The time limit of the request keeps this process alive, not a resolver.
  for (const handle of [child, child.stdout, child.stderr]) {
    if (handle !== null && 'unref' in handle && typeof handle.unref === 'function') handle.unref();
  }
};

/** `192.0.2.7  STREAM  host`, with a line for each type of socket. */
function readAddresses(text: string): LookupAddress[] {
  const addresses = text.split('\n').map((line) => line.split(/\s+/)[0] ?? '');
  return [...new Set(addresses)].flatMap((address) => {
    const family = isIP(address);
    return family === 0 ? [] : [{ address, family }];
  });
}
