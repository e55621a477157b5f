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

/** Read anew for every request, since other processes may serve the same file. */
export function fileStore(file: string, initial: State | undefined): Store {
  prepareFolder(file);
  const current = (): State => readState(file) ?? structuredClone(initial ?? newState());

  const locked = async (run: (state: State) => HandlerResult): Promise<HandlerResult> => {
    const lock = await acquireLock(lockFile(file));
    try {
      const state = current();
      const outcome = run(state);
      if (outcome.changed) {
        if (!lock.isMine()) {
          throw new Failure('conflict', `the lock of ${file} was taken over; try again`);
        }
        writeState(file, state);
      }
      return outcome;
    } finally {
      lock.release();
    }
  };

  // Requests of this process wait for each other here, and only for other processes at the lock.
  let last: Promise<unknown> = Promise.resolve();
  return {
    check: () => void current(),
    read: (run) => run(current()),
    update: (run) => {
      const outcome = last.then(() => locked(run));
      last = outcome.catch(() => undefined);
      return outcome;
    },
  };
}
