import { Failure } from '../../failure.ts';
import { shellLine } from '../../output/shell.ts';
import type { Target } from '../../profile/target.ts';
import type { FormState } from '../../wizard/form-state.ts';
import { canAsk } from '../confirm.ts';
import type { Context } from '../context.ts';
import { runCreate } from './create.ts';
import type { CreateFlags } from './options.ts';

/**
 * Runs a create with the wizard when something is missing on a terminal, or when it was asked for.
 * @param words the command that the flags of an equivalent command follow
 * @returns the exit code; undefined when there is nothing to ask
 */
export async function askIfNeeded(
  context: Context,
  target: Target,
  words: readonly string[],
  { interactive, preflight, start }: CreateFlags,
  formOf: (forms: typeof import('../../wizard/form-state.ts')) => FormState,
): Promise<number | undefined> {
  if (!canAsk(context)) {
    if (!interactive) return undefined;
    throw new Failure('usage', '--interactive needs a terminal, without --no-input', {
      hint: 'give the flags instead; --help lists them',
    });
  }
  const form = formOf(await import('../../wizard/form-state.ts'));
  const { fillIn, isIncomplete } = await import('../../wizard/wizard.ts');
  if (!interactive && !isIncomplete(form.check(), form.has)) return undefined;
  const { globals } = context;
  const filled = await fillIn(context, form, {
    yes: globals.yes,
    dryRun: globals.dryRun,
    connect: () => context.connect(target, { reads: true }),
    preflight,
    startable: target.provider.nouns.some(({ verbs }) => verbs.includes('start')),
    start,
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
  context.note('equivalent command:');
  context.note(`  ${shellLine([...words, ...place, ...filled.words])}`);
  return code;
}
