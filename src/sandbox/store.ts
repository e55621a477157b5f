import { statSync } from 'node:fs';
import { Failure } from '../failure.ts';
import { acquireLock } from '../storage/lock.ts';
import type { HandlerResult } from './exchange.ts';
import type { State } from './model.ts';
import { newState } from './seed.ts';
import { lockFile, prepareFolder, readState, writeState } from './state.ts';

/** Where a server keeps its state: the same for every process that serves the same file. */
export interface Store {
  /** @throws Failure when the state file cannot be used */
  check(): void;
  /** Runs on the newest state; must not change it. */
  read(run: (state: State) => HandlerResult): HandlerResult;
  /** Runs while nobody else can change the state, and answers once the change is kept. */
  update(run: (state: State) => HandlerResult): Promise<HandlerResult>;
}

export function memoryStore(state: State = newState()): Store {
  return { check: () => {}, read: (run) => run(state), update: async (run) => run(state) };
}

interface Waiting {
  readonly run: (state: State) => HandlerResult;
  readonly resolve: (outcome: HandlerResult) => void;
  readonly reject: (error: unknown) => void;
}

export function fileStore(file: string, initial: State | undefined): Store {
  prepareFolder(file);
  let cached: { readonly print: string; readonly state: State } | undefined;

  const current = (): State => {
    const before = fingerprint(file);
    if (cached !== undefined && cached.print === before) return cached.state;
    const state =
      readState(file) ?? (initial === undefined ? newState() : structuredClone(initial));
    // What was replaced while it was read is read again the next time.
    cached = before === fingerprint(file) ? { print: before, state } : undefined;
    return state;
  };

  let waiting: Waiting[] = [];
  let working = false;

  /**
   * Requests that arrive while the lock is being waited for share it and one write: with many
   * connections, what a request costs does not grow with the size of the file.
   */
  const work = async (): Promise<void> => {
    working = true;
    while (waiting.length > 0) {
      let batch: Waiting[] = [];
      try {
        // Requests that have come in at the same time on other connections are read first.
        await new Promise((resolve) => setImmediate(resolve));
        const lock = await acquireLock(lockFile(file));
        batch = waiting;
        waiting = [];
        try {
          const state = current();
          // Whatever fails from here on, the state in memory is no longer that of the file.
          cached = undefined;
          const outcomes = batch.map(({ run }) => run(state));
          if (outcomes.some((outcome) => outcome.changed)) {
            if (!lock.isMine()) {
              throw new Failure('conflict', `the lock of ${file} was taken over; try again`);
            }
            writeState(file, state);
          }
          cached = { print: fingerprint(file), state };
          batch.forEach(({ resolve }, index) => {
            const outcome = outcomes[index];
            if (outcome !== undefined) resolve(outcome);
          });
        } finally {
          lock.release();
        }
      } catch (error) {
        if (batch.length === 0) {
          batch = waiting;
          waiting = [];
        }
        for (const { reject } of batch) reject(error);
      }
    }
    working = false;
  };

  return {
    check: () => {
      current();
    },
    read: (run) => run(current()),
    update: (run) =>
      new Promise((resolve, reject) => {
        waiting.push({ run, resolve, reject });
        if (!working) void work();
      }),
  };
}

/** Changes with every replacement of the file. */
function fingerprint(file: string): string {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? 'none' : `${stats.ino} ${stats.mtimeNs} ${stats.size}`;
}
