import { type Client, hasCredentials } from '../../client/client.ts';
import type { Native } from '../../model/listener.ts';
import { type Change, withRegion } from '../../operations/change.ts';
import { createListener } from '../../operations/create.ts';
import { setState } from '../../operations/state.ts';
import type { Target } from '../../profile/target.ts';
import type { Context } from '../context.ts';
import { finishDryRun, referenceOf, settled } from './answer.ts';
import type { CreateFlags } from './options.ts';

export async function runCreate(
  context: Context,
  target: Target,
  change: Change,
  { preflight, start }: Pick<CreateFlags, 'preflight' | 'start'>,
): Promise<number> {
  const { globals } = context;
  const { provider, settings } = target;
  const complete = withRegion(change, provider, settings.region);
  let client: Client | undefined;
  const connect = async () => {
    client = await context.connect(target, { preflight });
    return client;
  };
  const canRead = preflight && !(globals.dryRun && !hasCredentials(target));
  const outcome = await createListener(connect, provider, complete, {
    strict: globals.strict,
    dryRun: globals.dryRun,
    preflight: canRead,
    retries: globals.retries,
  });
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
  return 0;
}

async function afterCreate(
  context: Context,
  client: Client,
  native: Native,
  start: boolean,
): Promise<Native> {
  if (!start) return settled(context, client, native);
  const change = await setState(client, referenceOf(client, native), 'running', {
    dryRun: false,
    wait: context.wait,
  });
  return change.kind === 'dry-run' ? native : change.native;
}

function profileFlag({ profile }: Target): string {
  return profile === undefined ? '' : ` --profile ${profile}`;
}
