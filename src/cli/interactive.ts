import { Failure } from '../failure.ts';
import { shellLine } from '../output/shell.ts';
import type { Target } from '../profile/target.ts';
import type { FormState } from '../wizard/form-state.ts';
import { type CreateFlags, runCreate } from './actions/create.ts';
import { canAsk } from './confirm.ts';
import type { Context } from './context.ts';

export interface InteractiveFlags extends CreateFlags {
  readonly interactive: boolean;
}

/** Whether somebody may be asked; `--interactive` without anybody there is a mistake. */
export function mayAsk(context: Context, interactive: boolean): boolean {
  if (canAsk(context)) return true;
  if (!interactive) return false;
  throw new Failure('usage', '--interactive needs a terminal, and nobody may be asked here', {
    hint: 'give the flags instead; --help lists them',
  });
}

/**
 * Runs a create with the wizard when something is missing, or when it was asked for.
 * @returns the exit code; undefined when there is nothing to ask
 */
export async function askWhenIncomplete(
  context: Context,
  target: Target,
  formState: FormState,
  command: readonly string[],
  flags: InteractiveFlags,
): Promise<number | undefined> {
  const { fillIn, isIncomplete } = await import('../wizard/wizard.ts');
  if (!flags.interactive && !isIncomplete(formState.check(), formState.has)) return undefined;
  const startable = target.provider.nouns.some(({ verbs }) => verbs.includes('start'));
  const filled = await fillIn(context, target, formState, {
    preflight: flags.preflight,
    startable,
    start: flags.start,
  });
  // The load balancer was looked at while it was being filled in.
  const code = await runCreate(context, target, filled.change, {
    preflight: false,
    start: filled.start,
  });
  const place =
    target.profile === undefined
      ? ['--provider', target.provider.id]
      : ['--profile', target.profile];
  context.note('the same as a command:');
  context.note(`  ${shellLine([...command, ...place, ...filled.words])}`);
  return code;
}
