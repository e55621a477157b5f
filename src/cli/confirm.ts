import { declined as declinedFailure, Failure } from '../failure.ts';
import type { Context } from './context.ts';

export interface Confirmation {
  /** The error message when the user cannot be asked. */
  readonly required: string;
  readonly question: string;
  /** What the user is left with after declining: `nothing was deleted`. */
  readonly declined: string;
  readonly provider?: string;
}

/** @throws Failure when the user declines, and without a terminal unless `--yes` is given */
export async function confirm(context: Context, confirmation: Confirmation): Promise<void> {
  if (context.globals.yes) return;
  const { required, question, declined, provider } = confirmation;
  if (!canAsk(context)) {
    throw new Failure('usage', required, {
      hint: 'add --yes',
      ...(provider === undefined ? {} : { provider }),
    });
  }
  const { askYesNo } = await import('../wizard/ask.ts');
  if (!(await askYesNo(context, question))) throw declinedFailure(declined);
}

/** Whether prompts are possible and allowed. */
export function canAsk({ deps, globals }: Context): boolean {
  return (
    !globals.noInput &&
    (deps.env['CI'] ?? '') === '' &&
    deps.stderr.isTerminal &&
    deps.stdin.isTerminal
  );
}
