import type { Client } from '../client/client.ts';
import { Failure } from '../failure.ts';
import type { Listener, Native } from '../model/listener.ts';
import type { Reference } from '../providers/reference.ts';
import type { Step } from '../providers/step.ts';
import { findIfAny, findListener } from './find.ts';
import type { DryRun } from './preflight.ts';
import { previewSteps } from './steps.ts';
import { type WaitOptions, waitFor } from './wait.ts';

export interface DeletedListener {
  readonly kind: 'deleted';
  readonly listener: Listener;
  /** What stays, as a sentence. */
  readonly kept: string | undefined;
  /** What else is deleted: `backend group 1234`. */
  readonly deletedWith: string | undefined;
}

export interface DeleteOptions {
  readonly ignoreMissing: boolean;
  readonly dryRun: boolean;
  readonly wait: WaitOptions | undefined;
  /** Throws to keep the listener. */
  confirm(planned: DeletedListener): Promise<void>;
}

/** Deletes one listener. A missing listener is a failure unless `ignoreMissing` is set. */
export async function deleteListener(
  client: Client,
  reference: Reference,
  options: DeleteOptions,
): Promise<DeletedListener | { readonly kind: 'absent' } | DryRun> {
  try {
    const current = await findListener(client, reference);
    if (options.dryRun) {
      const requests = previewSteps(client, client.calls.delete(current), current);
      return { kind: 'dry-run', requests, warnings: [] };
    }
    const listener = client.listener(current);
    const kept = client.calls.kept?.(current);
    const deletedWith = client.calls.deletedWith?.(current);
    const planned = { kind: 'deleted', listener, kept, deletedWith } as const;
    await options.confirm(planned);
    await deleteParts(client, current);
    if (options.wait) {
      await waitFor(client, reference, 'deleted', options.wait);
      await client.untilReady(listener.fields.loadBalancer);
    }
    return planned;
  } catch (error) {
    if (options.ignoreMissing && error instanceof Failure && error.kind === 'not-found') {
      return { kind: 'absent' };
    }
    throw error;
  }
}

async function deleteParts(client: Client, current: Native): Promise<void> {
  for (const step of client.calls.delete(current)) {
    try {
      await deletePart(client, step, current);
    } catch (error) {
      if (!(error instanceof Failure) || error.kind !== 'not-found') throw error;
      if (step.part === 'listener') await checkGone(client, current, error);
    }
  }
}

async function deletePart(client: Client, step: Step, current: Native): Promise<void> {
  try {
    await client.run(step.call(current));
  } catch (error) {
    const isMissing = error instanceof Failure && error.details.missingCall === true;
    if (!isMissing || step.otherwise === undefined) throw error;
    await client.run(step.otherwise(current));
  }
}

/** "Not found" is "deleted" only after an own attempt whose answer was lost. */
async function checkGone(client: Client, current: Native, notFound: Failure): Promise<void> {
  const { ref } = client.listener(current);
  const reference = client.provider.reference(ref);
  if ('problem' in reference) throw notFound;
  if ((await findIfAny(client, reference, { parts: false })) !== undefined) {
    throw new Failure(
      'unavailable',
      `listener ${ref} was not deleted: the cloud answered "${notFound.message}", but still shows it`,
      { ...notFound.details, hint: 'run it again later' },
    );
  }
  if (notFound.details.afterLostAnswer !== true) throw notFound;
}
