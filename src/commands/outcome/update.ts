import type { Cloud } from '../../cloud/cloud.ts';
import type { Native } from '../../listener/listener.ts';
import type { Target } from '../../profile/target.ts';
import type { Reference } from '../../providers/provider.ts';
import { type Change, mustHold } from '../../verbs/change.ts';
import { updateListener, validateAlone } from '../../verbs/update.ts';
import { waitFor } from '../../verbs/wait.ts';
import type { Context } from '../context.ts';
import { finishDryRun, referenceOf } from './answer.ts';

export async function runUpdate(
  context: Context,
  target: Target,
  reference: Reference,
  changeFor: (current: Native | undefined, cloud?: Cloud) => Change,
  preflight: boolean,
  offline?: Change,
): Promise<number> {
  const { globals } = context;
  if (offline !== undefined)
    mustHold(target.provider, validateAlone(target.provider, offline), { strict: false });
  const cloud = await context.connect(target, { reads: true });
  const outcome = await updateListener(cloud, reference, (current) => changeFor(current, cloud), {
    strict: globals.strict,
    dryRun: globals.dryRun,
    preflight,
  });
  if (outcome.kind === 'dry-run') return finishDryRun(context, outcome);
  const { ref } = cloud.listener(outcome.native);
  if (outcome.kind === 'updated') {
    context.warn(outcome.warnings);
    context.note(`updated listener ${ref}`);
  } else if (globals.dryRun) {
    context.note(`unchanged: listener ${ref} is already like that; nothing would be sent`);
    return finishDryRun(context, { kind: 'dry-run', requests: [], warnings: [] });
  } else {
    context.note(`unchanged: listener ${ref} is already like that; nothing was sent`);
  }
  const native =
    context.wait === undefined
      ? outcome.native
      : await waitFor(cloud, referenceOf(cloud, outcome.native), 'settled', context.wait);
  await context.answer.listener(cloud.listener(native ?? outcome.native));
  return 0;
}
