import type { Cloud } from '../cloud/cloud.ts';
import { Failure } from '../failure.ts';
import type { Listener, Native } from '../listener/listener.ts';
import type { Reference } from '../providers/provider.ts';
import type { DryRun } from './change.ts';
import { findListener } from './find.ts';
import { type WaitOptions, waitFor } from './wait.ts';

export type Removed =
  | { readonly kind: 'deleted'; readonly listener: Listener }
  | { readonly kind: 'absent' };

export interface RemoveOptions {
  readonly ignoreMissing: boolean;
  readonly dryRun: boolean;
  readonly wait: WaitOptions | undefined;
  /** Throws when the listener is to be kept after all. */
  confirm(listener: Listener): Promise<void>;
}

/** Deletes one listener. Gone already is a failure, or success with `ignoreMissing`. */
export async function removeListener(
  cloud: Cloud,
  reference: Reference,
  options: RemoveOptions,
): Promise<Removed | DryRun> {
  try {
    const current = await findListener(cloud, reference);
    const call = cloud.calls.remove(current);
    if (options.dryRun) return { kind: 'dry-run', requests: [cloud.preview(call)], warnings: [] };
    const listener = cloud.listener(current);
    await options.confirm(listener);
    await deleteOnce(cloud, current);
    if (options.wait) await waitFor(cloud, reference, 'deleted', options.wait);
    return { kind: 'deleted', listener };
  } catch (error) {
    if (options.ignoreMissing && error instanceof Failure && error.kind === 'not-found') {
      return { kind: 'absent' };
    }
    throw error;
  }
}

/** It was there when it was looked at, so "not found" now means that an earlier try did it. */
async function deleteOnce(cloud: Cloud, current: Native): Promise<void> {
  try {
    await cloud.run(cloud.calls.remove(current));
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== 'not-found') throw error;
  }
}
