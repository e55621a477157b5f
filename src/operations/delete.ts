import type { Client } from '../client/client.ts';
import { Failure, OutcomeUnknown } from '../failure.ts';
import type { Listener, Native } from '../model/listener.ts';
import type { Reference } from '../providers/reference.ts';
import type { Step } from '../providers/step.ts';
import { findListener } from './find.ts';
import { lostChange, notMade, readAfterLoss } from './lost-change.ts';
import { endedAt } from './partly.ts';
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
  /** The id of a backend group that stays whatever uses it. */
  readonly keepGroup?: string | undefined;
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
    const { attached } = client.calls;
    const found = await findListener(client, reference);
    const current = (await attached?.read(found, client.run)) ?? found;
    const blocked = attached?.blocksDelete(current);
    if (blocked !== undefined) {
      throw new Failure('conflict', blocked, {
        provider: client.provider.id,
        hint: 'delete that policy first; nothing was deleted',
      });
    }
    const steps = client.calls.delete(current, options.keepGroup);
    if (options.dryRun) {
      const requests = previewSteps(client, steps, current);
      return { kind: 'dry-run', requests, warnings: [] };
    }
    const listener = client.listener(current);
    const planned: DeletedListener = {
      kind: 'deleted',
      listener,
      kept: attached?.stays(current),
      deletedWith: attached?.goes(current),
    };
    await options.confirm(planned);
    await deleteParts(client, steps, current, (left) =>
      client.calls.delete(left, options.keepGroup),
    );
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

/** @param remaining what is to be deleted of a listener as it stands */
async function deleteParts(
  client: Client,
  steps: readonly Step[],
  current: Native,
  remaining: (standing: Native) => readonly Step[],
): Promise<void> {
  let standing = current;
  const gone: string[] = [];
  for (const step of steps) {
    try {
      standing = (await deletePart(client, step, standing)) ?? standing;
      gone.push(step.part);
    } catch (error) {
      if (!(error instanceof Failure) || error.kind === 'interrupted') throw error;
      const { part } = step;
      const ended = (failure: Failure) =>
        endedAt(part, client.listener(standing), gone, 'deleted', failure);
      const lost = lostChange(error);
      if (lost !== undefined) {
        const seen = await readAfterLoss(client, current);
        if (seen === 'unreadable') throw ended(lost);
        if (seen === 'gone') return;
        standing = seen;
        if (remaining(seen).some((one) => one.part === part)) {
          throw ended(notMade(part, 'deleted', lost));
        }
        gone.push(part);
        continue;
      }
      if (error.kind !== 'not-found') throw ended(error);
      if (part === 'listener') await checkGone(client, current, error);
    }
  }
}

async function deletePart(
  client: Client,
  step: Step,
  current: Native,
): Promise<Native | undefined> {
  try {
    return await client.run(step.call(current));
  } catch (error) {
    const isMissing = error instanceof Failure && error.details.missingCall === true;
    if (!isMissing || step.otherwise === undefined) throw error;
    return client.run(step.otherwise(current));
  }
}

/** "Not found" is "deleted" only after an own attempt whose answer was lost. */
async function checkGone(client: Client, current: Native, notFound: Failure): Promise<void> {
  const { ref } = client.listener(current);
  const seen = await readAfterLoss(client, current);
  const isOwn = notFound.details.afterLostAnswer === true;
  if (seen === 'unreadable' && isOwn) {
    throw new OutcomeUnknown(
      `it is unknown whether the listener was deleted: the cloud answered "${notFound.message}", but cannot be asked again`,
      notFound.details,
    );
  }
  if (seen !== 'gone' && seen !== 'unreadable') {
    throw new Failure(
      'unavailable',
      `listener ${ref} was not deleted: the cloud answered "${notFound.message}", but still shows it`,
      { ...notFound.details, hint: 'run it again later' },
    );
  }
  if (!isOwn) throw notFound;
}
