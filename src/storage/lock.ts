import { closeSync, openSync, readFileSync, statSync, unlinkSync, writeSync } from 'node:fs';
import { Failure, systemCode } from '../failure.ts';

/** Locks are held for a few milliseconds. */
const STALE_MS = 10_000;
const TIMEOUT_MS = 30_000;

export interface Lock {
  /** False after another process has removed the lock as stale. */
  isMine(): boolean;
  release(): void;
}

let counter = 0;

/**
 * Creates the lock file, waiting while another process has it. Works on any file system, as
 * exclusive creation is atomic.
 */
export async function acquireLock(file: string): Promise<Lock> {
  counter += 1;
  const mark = `${process.pid} ${Date.now()} ${counter}`;
  const deadline = Date.now() + TIMEOUT_MS;
  for (let attempt = 0; !create(file, mark); attempt += 1) {
    if (isStale(file)) removeStale(file);
    else if (Date.now() > deadline) {
      throw new Failure('usage', `another process holds the lock ${file}`, {
        hint: 'if no other lbctl is running, delete that file',
      });
    } else {
      await pause(1 + Math.random() * Math.min(8, attempt));
    }
  }
  const isMine = (): boolean => read(file) === mark;
  return {
    isMine,
    release: () => {
      if (isMine()) remove(file);
    },
  };
}

function create(file: string, mark: string): boolean {
  let handle: number;
  try {
    handle = openSync(file, 'wx', 0o600);
  } catch (error) {
    // Windows reports EPERM while a file of that name is being deleted.
    const code = systemCode(error);
    if (code === 'EEXIST' || code === 'EPERM') return false;
    throw new Failure('usage', `cannot create the lock file ${file} (${code})`, {
      hint: 'check the owner of the folder',
    });
  }
  try {
    writeSync(handle, mark);
  } finally {
    closeSync(handle);
  }
  return true;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function isStale(file: string): boolean {
  const mark = read(file);
  if (mark === undefined) return false;
  try {
    if (Date.now() - statSync(file).mtimeMs > STALE_MS) return true;
  } catch {
    return false;
  }
  const pid = Number(mark.split(' ')[0]);
  return Number.isSafeInteger(pid) && pid > 0 && !isAlive(pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) !== 'ESRCH';
  }
}

/**
 * Two processes may find the same stale lock, and the slower one must not delete the new lock of the
 * faster one. So this takes a second lock and checks again.
 */
function removeStale(file: string): void {
  const guard = `${file}.takeover`;
  if (!create(guard, String(process.pid))) {
    try {
      if (Date.now() - statSync(guard).mtimeMs > STALE_MS) remove(guard);
    } catch {
      // Its owner has removed it.
    }
    return;
  }
  try {
    if (isStale(file)) remove(file);
  } finally {
    remove(guard);
  }
}

function remove(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
