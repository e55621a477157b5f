import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure, systemCode } from '../../failure.ts';
import { acquireLock, type Lock } from '../../storage/lock.ts';
import type { State } from './model.ts';
import { newState } from './seed.ts';
import { formatState, parseState } from './text.ts';

/** Resets a sandbox, also when its file is damaged. */
export async function resetState(stateFile: string): Promise<void> {
  prepareFolder(stateFile);
  await withLock(stateFile, () => writeState(stateFile, newState()));
}

/**
 * Counts the resources in a state file.
 * `exists` is false when there is no file yet; the counts are then those of a new sandbox.
 */
export function summary(stateFile: string) {
  const saved = readState(stateFile);
  const { elb, elbv3, octavia, slb } = saved ?? newState();
  const count = (
    {
      loadBalancers,
      listeners,
    }: Record<'loadBalancers' | 'listeners', ReadonlyMap<string, unknown>>,
    certificates: number,
  ) => ({ loadBalancers: loadBalancers.size, certificates, listeners: listeners.size });
  return {
    exists: saved !== undefined,
    elb: count(elb, elb.certificates.size),
    elbv3: count(elbv3, elbv3.certificates.size),
    octavia: count(octavia, octavia.certificates.size),
    slb: count(slb, slb.serverCertificates.size + slb.caCertificates.size),
  };
}

export async function withLock<T>(stateFile: string, run: (lock: Lock) => T): Promise<T> {
  const lock = await acquireLock(`${stateFile}.lock`);
  try {
    return run(lock);
  } finally {
    lock.release();
  }
}

export function prepareFolder(stateFile: string): void {
  try {
    mkdirSync(dirname(stateFile), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw unusable(`cannot create the folder of ${stateFile} (${systemCode(error)})`);
  }
}

/**
 * @returns undefined when there is no such file
 * @throws Failure when its content is not valid; the file is not touched
 */
export function readState(stateFile: string): State | undefined {
  let text: string;
  try {
    text = readFileSync(stateFile, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw unusable(`cannot read the sandbox state file ${stateFile} (${systemCode(error)})`);
  }
  try {
    return parseState(text);
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
    throw unusable(`the sandbox state file ${stateFile} is damaged`);
  }
}

/**
 * Replaces the file in one step: readers see the old state or the new one, never a part. Under the
 * lock, so a temporary file that is there was left by a process that was killed.
 */
export function writeState(stateFile: string, state: State): void {
  const temporary = `${stateFile}.tmp`;
  try {
    rmSync(temporary, { force: true });
    // Follows no link.
    writeFileSync(temporary, formatState(state), { mode: 0o600, flag: 'wx' });
    renameSync(temporary, stateFile);
  } catch (error) {
    rmSync(temporary, { force: true, recursive: true });
    throw unusable(`cannot write the sandbox state file ${stateFile} (${systemCode(error)})`);
  }
}

function unusable(message: string): Failure {
  return new Failure('usage', message, {
    hint: 'start afresh with `lbctl sandbox reset`, or use another file (--state, LBCTL_SANDBOX_STATE)',
  });
}
