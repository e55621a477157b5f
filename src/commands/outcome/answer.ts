import type { Cloud } from '../../cloud/cloud.ts';
import type { Native } from '../../listener/listener.ts';
import type { Reference } from '../../providers/provider.ts';
import type { DryRun } from '../../verbs/change.ts';
import type { Context } from '../context.ts';

/*
 * What each verb does around its core, for the portable and the native commands alike: options in,
 * answer on stdout, a line about it on stderr. Here is what they have in common.
 */

export async function finishDryRun(context: Context, run: DryRun): Promise<number> {
  context.warn(run.warnings);
  await context.answer.dryRun(run);
  return 0;
}

/** The listener that was just made or found, by what is surely unique about it. */
export function referenceOf(cloud: Cloud, native: Native): Reference {
  const reference = cloud.provider.reference(cloud.listener(native).ref);
  if ('problem' in reference)
    throw new TypeError(`a ref that is not accepted back: ${reference.problem}`);
  return reference;
}

export function isData({ globals }: Context): boolean {
  return globals.format === 'json' || globals.format === 'yaml';
}
