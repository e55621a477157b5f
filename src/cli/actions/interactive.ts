import { Failure } from '../../failure.ts';
import { shellLine } from '../../output/shell.ts';
import type { Target } from '../../profile/target.ts';
import type { Form } from '../../wizard/form.ts';
import { canAsk } from '../confirm.ts';
import type { Context } from '../context.ts';
import { runCreate } from './create.ts';
import type { CreateFlags } from './options.ts';

/**
 * Creates a listener with the wizard, if fields are missing on a terminal or with `--interactive`.
 * @param words the command without flags, for the equivalent command
 * @returns the exit code; undefined if there is nothing to ask
 */
export async function askIfNeeded(
  context: Context,
  target: Target,
  words: readonly string[],
  { interactive, preflight, start }: CreateFlags,
  formOf: () => Promise<Form>,
): Promise<number | undefined> {
  if (!mayAsk(context, interactive)) return undefined;
  const form = await formOf();
  const { fillIn, isIncomplete } = await import('../../wizard/wizard.ts');
  if (!interactive && !isIncomplete(form)) return undefined;
  const { globals } = context;
  const filled = await fillIn(context, form, {
    yes: globals.yes,
    dryRun: globals.dryRun,
    connect: () => context.connect(target, { reads: true }),
    preflight,
    startable: target.provider.states?.created === 'stopped',
    start,
  });
  try {
    // The wizard has done the pre-flight.
    return await runCreate(context, target, filled.change, {
      preflight: false,
      start: filled.start,
    });
  } finally {
    // Also when the cloud refuses it, so that nobody answers everything again.
    noteEquivalent(context, target, words, filled.words);
  }
}

/**
 * Whether the wizard can run.
 * @param wanted `--interactive` was given
 */
export function mayAsk(context: Context, wanted: boolean): boolean {
  if (canAsk(context)) return true;
  if (!wanted) return false;
  throw new Failure(
    'usage',
    '--interactive requires a terminal and cannot be used with --no-input',
    { hint: 'use flags instead; see --help' },
  );
}

/** The command line that does the same without questions. */
export function noteEquivalent(
  context: Context,
  { profile, provider }: Target,
  words: readonly string[],
  flags: readonly string[],
): void {
  const place = profile === undefined ? ['--provider', provider.id] : ['--profile', profile];
  context.note('equivalent command:');
  context.note(`  ${shellLine([...words, ...place, ...flags])}`);
}
