import { type Client, hasCredentials } from '../../client/client.ts';
import { Failure } from '../../failure.ts';
import type { Native } from '../../model/listener.ts';
import { createListener } from '../../operations/create.ts';
import { findListener } from '../../operations/find.ts';
import { notDone } from '../../operations/partly.ts';
import { requireStates, setState } from '../../operations/state.ts';
import { waitFor } from '../../operations/wait.ts';
import type { Target } from '../../profile/target.ts';
import { type Change, withRegion } from '../../providers/change.ts';
import type { Context } from '../context.ts';
import { failIfError, finishDryRun, printingParts, referenceOf, settled } from './answer.ts';
import type { CreateFlags } from './options.ts';

export async function runCreate(
  context: Context,
  target: Target,
  change: Change,
  { preflight, start }: Pick<CreateFlags, 'preflight' | 'start'>,
): Promise<number> {
  const { globals } = context;
  const { provider, settings } = target;
  if (start) requireStates(provider);
  const complete = withRegion(change, provider, settings.region);
  let client: Client | undefined;
  const connect = async () => {
    client ??= await context.connect(target, { preflight });
    return client;
  };
  const canRead = preflight && !(globals.dryRun && !hasCredentials(target));
  const outcome = await printingParts(context, () =>
    createListener(connect, provider, complete, {
      strict: globals.strict,
      dryRun: globals.dryRun,
      preflight: canRead,
      start,
    }),
  );
  if (outcome.kind === 'dry-run') return finishDryRun(context, outcome);
  if (client === undefined) throw new TypeError('created a listener without a client');
  context.warn(outcome.warnings);
  context.note(`created listener ${client.listener(outcome.native).ref}`);
  const native = await afterCreate(context, client, outcome.native, start);
  const listener = client.listener(native);
  if (listener.status === 'stopped') {
    context.note(
      `it is stopped; start it with: lbctl listener start ${listener.ref}${profileFlag(target)}`,
    );
  }
  await context.print.listener(listener);
  failIfError(context, listener);
  return 0;
}

async function afterCreate(
  context: Context,
  client: Client,
  created: Native,
  start: boolean,
): Promise<Native> {
  const native = await withStatus(client, created);
  const reference = referenceOf(client, native);
  try {
    if (!start) return await settled(context, client, native);
    const ready = await startable(context, client, native);
    const change = await setState(client, reference, 'running', {
      dryRun: false,
      wait: context.wait,
      known: ready,
    });
    return change.kind === 'dry-run' ? native : change.native;
  } catch (error) {
    if (!(error instanceof Failure) || error.kind === 'interrupted') throw error;
    const listener = client.listener(native);
    await context.print.listener(listener);
    if (!start) throw error;
    throw new Failure(
      error.kind === 'timeout' ? 'timeout' : 'partial',
      `listener ${listener.ref} was created, but ${notDone('listener', 'started', error)}`,
      {
        ...error.details,
        hint: `start it with: lbctl listener start ${listener.ref} --provider ${listener.provider}`,
        cause: error,
      },
    );
  }
}

/** Reads the listener if the answer to the create does not say its state. */
async function withStatus(client: Client, native: Native): Promise<Native> {
  if (client.listener(native).status !== 'unknown') return native;
  try {
    return await findListener(client, referenceOf(client, native));
  } catch (error) {
    // It was created, and the answer shows all the rest.
    if (error instanceof Failure && error.kind !== 'interrupted') return native;
    throw error;
  }
}

/** A new listener may still be pending, and can only be started after that. */
async function startable(context: Context, client: Client, native: Native): Promise<Native> {
  if (client.listener(native).status !== 'pending') return native;
  const reference = referenceOf(client, native);
  return (await waitFor(client, reference, 'settled', context.waitOptions)) ?? native;
}

function profileFlag({ profile }: Target): string {
  return profile === undefined ? '' : ` --profile ${profile}`;
}
