import type { Deps } from '../deps.ts';
import { Failure } from '../failure.ts';

/** A question with yes or no; no is the answer of somebody who just presses Enter. */
export async function askYesNo(deps: Pick<Deps, 'interrupt'>, message: string): Promise<boolean> {
  const { default: inquirer } = await import('inquirer');
  try {
    const { answer } = await inquirer.prompt<{ answer: boolean }>([
      { type: 'confirm', name: 'answer', message, default: false },
    ]);
    return answer;
  } catch (error) {
    throw interrupted(error, deps);
  }
}

/** Ctrl-C at a prompt ends the command, not with a stack trace. */
function interrupted(error: unknown, { interrupt }: Pick<Deps, 'interrupt'>): unknown {
  const name = error instanceof Error ? error.name : '';
  return interrupt.aborted || name === 'ExitPromptError' || name === 'AbortPromptError'
    ? new Failure('interrupted', 'interrupted')
    : error;
}
