import { Failure } from '../../failure.ts';
import { prepareFolder, readState, withLock, writeState } from './file.ts';
import type { State } from './model.ts';
import { newState } from './seed.ts';

/** Where a server keeps its state; servers on the same file share it. */
export interface Store {
  /** Runs on the newest state; must not change it. */
  read<T>(run: (state: State) => T): T;
  /** Runs under the lock; resolves once the change is saved. A run that throws changes nothing. */
  update<T>(run: (state: State) => T): Promise<T>;
}

export function memoryStore(state: State = newState()): Store {
  return { read: (run) => run(state), update: async (run) => run(state) };
}

/**
 * Reads the file for every request, since other processes may write it.
 * @throws Failure when the file cannot be used
 */
export function fileStore(file: string, initial: State | undefined): Store {
  prepareFolder(file);
  const current = (): State => readState(file) ?? structuredClone(initial ?? newState());
  current();

  const locked = <T>(run: (state: State) => T): Promise<T> =>
    withLock(file, (lock) => {
      const state = current();
      const result = run(state);
      if (!lock.isMine()) {
        throw new Failure('conflict', `the lock of ${file} was taken over; try again`);
      }
      writeState(file, state);
      return result;
    });

  // Requests of this process queue here, so that only other processes compete for the lock.
  let last: Promise<unknown> = Promise.resolve();
  return {
    read: (run) => run(current()),
    update: (run) => {
      const result = last.then(() => locked(run));
      last = result.catch(() => undefined);
      return result;
    },
  };
}
