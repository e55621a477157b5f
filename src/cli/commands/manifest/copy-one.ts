import { Failure, violationFailure } from '../../../failure.ts';
import { notCopiedText, ofNotPortable } from '../../../manifest/migration/not-copied.ts';
import {
  lossViolations,
  minorLosses,
  serversByHand,
  translate,
} from '../../../manifest/translate.ts';
import type { ListenerFields } from '../../../model/fields.ts';
import type { Listener } from '../../../model/listener.ts';
import { validate, withoutEchoes } from '../../../model/validate.ts';
import type { Violation } from '../../../model/violation.ts';
import { withBeside } from '../../../operations/beside.ts';
import { findListener, parseReference } from '../../../operations/find.ts';
import { countOf } from '../../../output/count.ts';
import { type Change, withRegion } from '../../../providers/change.ts';
import { operationFor } from '../../../providers/operations.ts';
import {
  type PortableInput,
  portableChange,
  withoutOperation,
} from '../../../providers/portable-change.ts';
import type { Provider } from '../../../providers/provider.ts';
import { runCreate } from '../../actions/create.ts';
import { createFlags } from '../../actions/options.ts';
import type { Context } from '../../context.ts';
import { type Flags, textFlag } from '../../option.ts';
import { readPortable } from '../../portable-flags.ts';
import { readCopyFacts } from './copy-facts.ts';
import { atTarget, isSameAccount, targetOf } from './copy-target.ts';

/** Copies one listener, also within its load balancer to another port. */
export async function copyOne(
  argument: string | undefined,
  flags: Flags,
  context: Context,
): Promise<number> {
  const read = readPortable(flags);
  const loadBalancer = textFlag(flags, 'to-load-balancer') ?? read.fields.loadBalancer;
  if (argument === undefined) {
    throw new Failure('usage', 'no listener selected', {
      hint: 'name one, or use --all for all listeners of a load balancer',
    });
  }
  if (loadBalancer === undefined) {
    throw new Failure('usage', 'no load balancer selected for the copy', {
      hint: 'use --to-load-balancer ID',
    });
  }
  const overrides = { ...read, fields: { ...read.fields, loadBalancer } };
  const source = await context.target();
  const target = await targetOf(flags, context);
  const reference = parseReference(source.provider, argument);
  const client = await context.connect(source, { reads: true });
  const found = client.listener(await findListener(client, reference));
  const listener = await withBeside(client, found);
  const obstacle = ofNotPortable(source.provider, listener);
  if (obstacle !== undefined) {
    throw new Failure('validation', notCopiedText(obstacle), { provider: source.provider.id });
  }
  const { provider } = target;
  const translation = {
    from: source.provider,
    listener,
    to: provider,
    overrides: overrides.fields,
    sameAccount: isSameAccount(source, target),
  };
  return atTarget(target, flags, async () => {
    const draft = translate(translation).fields;
    const facts = await readCopyFacts(context, target, flags, [draft]);
    const translated = translate({ ...translation, facts: facts.get(loadBalancer) });
    const losses = lossViolations(translated.losses);
    const lost = flags['allow-loss'] === true ? [] : losses;
    const plain = changeOf(provider, translated.fields, overrides, lost);
    const start = flags['start'] === true;
    const stopped =
      listener.status === 'stopped' && !start ? provider.states?.createdAs?.('stopped') : {};
    const values = { ...plain.values, ...stopped };
    const change = withRegion({ ...plain, values }, provider, target.settings.region);
    checkEverything(lost, change, provider);
    context.warn(losses.map((loss) => ({ ...loss, severity: 'warning' })));
    minorLosses(translated).forEach(context.note);
    for (const what of serversByHand(translation, translated.fields)) {
      context.note(`by hand: ${what}`);
    }
    noteState(context, listener, provider, start);
    return runCreate(context, target, change, createFlags(flags));
  });
}

/** Some clouds create listeners stopped, others running. */
function noteState(
  { note }: Context,
  { status }: Listener,
  { states }: Provider,
  start: boolean,
): void {
  const isStopped = states?.created === 'stopped';
  if (status === 'running' && isStopped && !start) {
    note('the original is running; add --start to start the copy as well');
  }
  const runs = !isStopped && (start || states?.createdAs === undefined);
  if (status === 'stopped' && runs) note('the original is stopped; the copy will run');
}

/** Everything that is wrong with the copy at once: what gets lost, and what is missing then. */
function checkEverything(lost: readonly Violation[], change: Change, to: Provider): void {
  const found = [
    ...change.violations,
    ...withoutEchoes([...change.violations, ...lost], validate(to, change)),
  ].filter(({ severity }) => severity === 'error');
  if (lost.length + found.length > 0) throw copyFailure(lost, found, to);
}

function copyFailure(
  lost: readonly Violation[],
  found: readonly Violation[],
  to: Provider,
): Failure {
  if (lost.length === 0 && found.length === 1) return violationFailure(found, to.id);
  const what =
    found.length === 0
      ? `${countOf(lost.length, 'setting')} cannot be copied`
      : `${countOf(lost.length + found.length, 'problem')} with this copy`;
  return new Failure('validation', what, {
    violations: [...lost, ...found],
    provider: to.id,
    ...(lost.length === 0
      ? {}
      : { hint: 'set them with flags, or add --allow-loss to copy without them' }),
  });
}

function changeOf(
  provider: Provider,
  fields: ListenerFields,
  { violations }: PortableInput,
  lost: readonly Violation[],
): Change {
  const { protocol } = fields;
  const operation = operationFor(provider, protocol, 'create');
  if (operation !== undefined) {
    return portableChange(provider, operation, { fields, violations }, fields, 'flags');
  }
  const known = [...lost, ...violations];
  const found = withoutEchoes(known, withoutOperation(provider, fields, 'flags'));
  throw copyFailure(lost, [...violations, ...found], provider);
}
