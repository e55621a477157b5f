import type { Client } from '../../client/client.ts';
import { Failure } from '../../failure.ts';
import type { Listener, Native } from '../../model/listener.ts';
import { PartlyDone } from '../../operations/partly.ts';
import type { DryRun } from '../../operations/preflight.ts';
import { waitFor } from '../../operations/wait.ts';
import type { Reference } from '../../providers/reference.ts';
import type { Context } from '../context.ts';

export async function finishDryRun(
  context: Context,
  run: Pick<DryRun, 'requests' | 'warnings'>,
): Promise<number> {
  context.warn(run.warnings);
  await context.print.dryRun(run);
  return 0;
}

/** Runs a change; prints what stands if only a part of it could be done. */
export async function printingParts<T>({ print }: Context, change: () => Promise<T>): Promise<T> {
  try {
    return await change();
  } catch (error) {
    if (error instanceof PartlyDone) await print.listener(error.listener);
    throw error;
  }
}

/** The listener once it is settled, with `--wait`; else as it is. */
export async function settled(context: Context, client: Client, native: Native): Promise<Native> {
  if (context.wait === undefined) return native;
  const reference = referenceOf(client, native);
  return (await waitFor(client, reference, 'settled', context.wait)) ?? native;
}

/** A unique reference to a listener that was read. */
export function referenceOf(client: Client, native: Native): Reference {
  const reference = client.provider.reference(client.listener(native).ref);
  if ('problem' in reference) throw new TypeError(`invalid ref: ${reference.problem}`);
  return reference;
}

/** Waiting has ended in the state error: what was asked for is not there. */
export function failIfError(context: Context, { ref, status, provider }: Listener): void {
  if (context.wait === undefined || status !== 'error') return;
  throw new Failure('conflict', `listener ${ref} is in the state error`, { provider });
}
