import type { Listener } from '../../model/listener.ts';
import { setState, type TargetState } from '../../operations/state.ts';
import type { Target } from '../../profile/target.ts';
import type { Reference } from '../../providers/reference.ts';
import type { Context } from '../context.ts';
import { finishDryRun } from './answer.ts';

export async function runSetState(
  context: Context,
  target: Target,
  reference: Reference,
  state: TargetState,
): Promise<number> {
  const client = await context.connect(target, { reads: true });
  const outcome = await setState(client, reference, state, {
    dryRun: context.globals.dryRun,
    wait: context.wait,
  });
  if (outcome.kind === 'dry-run') return finishDryRun(context, outcome);
  const listener = client.listener(outcome.native);
  context.note(stateLine(listener, state, outcome.kind === 'unchanged'));
  if (context.globals.dryRun)
    return finishDryRun(context, { kind: 'dry-run', requests: [], warnings: [] });
  await context.answer.listener(listener);
  return 0;
}

function stateLine({ ref, status }: Listener, state: TargetState, unchanged: boolean): string {
  if (unchanged) return `unchanged: listener ${ref} is already ${state}`;
  return status === state ? `listener ${ref} is ${state}` : `listener ${ref} is ${status}`;
}
