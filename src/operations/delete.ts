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
  /** Throws to keep the listener. */
  confirm(listener: Listener): Promise<void>;
}

/** Deletes one listener. A missing listener is a failure unless `ignoreMissing` is set. */
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

/** The listener was just found, so "not found" means that an earlier attempt deleted it. */
async function deleteOnce(client: Client, current: Native): Promise<void> {
  try {
    await client.run(client.calls.delete(current));
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== 'not-found') throw error;
  }
}
