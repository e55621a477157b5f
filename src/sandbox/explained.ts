import { Failure } from '../failure.ts';
import { SandboxStateError } from './problems.ts';

/** A state file that can't be used is the user's to mend, and no bug. */
export async function explained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SandboxStateError)) throw error;
    throw new Failure('usage', error.message.replace(/\.$/, ''), {
      hint: '`lbctl sandbox reset` makes it new; LBCTL_SANDBOX_STATE and --state name another file',
    });
  }
}
