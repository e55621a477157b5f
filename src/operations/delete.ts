import type { Client } from '../client/client.ts';
import { Failure } from '../failure.ts';
import type { Listener, Native } from '../model/listener.ts';
import type { Reference } from '../providers/reference.ts';
import type { DryRun } from './change.ts';
import { findListener } from './find.ts';
import { type WaitOptions, waitFor } from './wait.ts';

export type Deleted =
  | { readonly kind: 'deleted'; readonly listener: Listener }
  | { readonly kind: 'absent' };

export interface DeleteOptions {
  readonly ignoreMissing: boolean;
  readonly dryRun: boolean;
  readonly wait: WaitOptions | undefined;
  /** Throws when the listener is to be kept after all. */
  confirm(listener: Listener): Promise<void>;
}

/** Deletes one listener. Gone already is a failure, or success with `ignoreMissing`. */
export async function deleteListener(
  client: Client,
  reference: Reference,
  options: DeleteOptions,
): Promise<Deleted | DryRun> {
  try {
    const current = await findListener(client, reference);
    const call = client.calls.delete(current);
    if (options.dryRun) return { kind: 'dry-run', requests: [client.preview(call)], warnings: [] };
    const listener = client.listener(current);
    await options.confirm(listener);
    await deleteOnce(client, current);
    if (options.wait) await waitFor(client, reference, 'deleted', options.wait);
    return { kind: 'deleted', listener };
  } catch (error) {
    if (options.ignoreMissing && error instanceof Failure && error.kind === 'not-found') {
      return { kind: 'absent' };
    }
    throw error;
  }
}

/** It was there when it was looked at, so "not found" now means that an earlier try did it. */
async function deleteOnce(client: Client, current: Native): Promise<void> {
  try {
    await client.run(client.calls.delete(current));
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== 'not-found') throw error;
  }
}
