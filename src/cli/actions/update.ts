import { Failure } from '../../failure.ts';
import type { Operation } from '../../model/catalogue.ts';
import { Refusal } from '../../model/codec.ts';
import { type FieldStyle, fieldViolation } from '../../model/encode.ts';
import { field, type ListenerFields, type Path } from '../../model/fields.ts';
import type { Native } from '../../model/listener.ts';
import type { Violation } from '../../model/violation.ts';
import { throwOnErrors } from '../../operations/preflight.ts';
import { updateListener, validateAlone } from '../../operations/update.ts';
import type { Target } from '../../profile/target.ts';
import type { Change } from '../../providers/change.ts';
import { operationFor } from '../../providers/operations.ts';
import { type PortableInput, portableChange } from '../../providers/portable-change.ts';
import type { Provider } from '../../providers/provider.ts';
import type { Reference } from '../../providers/reference.ts';
import type { Context } from '../context.ts';
import type { Flags } from '../option.ts';
import { failIfError, finishDryRun, printingParts, settled } from './answer.ts';

export interface UpdateFlags {
  readonly preflight: boolean;
  readonly shared: boolean;
}

export function updateFlags(flags: Flags, { id, apart }: Provider): UpdateFlags {
  if (flags['shared'] === true && apart === undefined) {
    throw new Failure('usage', `--shared is not supported by ${id}`, {
      hint: 'leave it out: a change concerns this listener alone',
    });
  }
  return { preflight: flags['no-preflight'] !== true, shared: flags['shared'] === true };
}

/** The change of a listener in portable fields. */
export function changeOf(
  provider: Provider,
  input: PortableInput,
  before: ListenerFields,
  style: FieldStyle = 'flags',
): Change {
  const operation = operationFor(provider, before.protocol, 'update');
  if (operation === undefined) {
    throw new Failure('usage', 'the listener has a protocol that only this cloud has', {
      provider: provider.id,
      hint: `use lbctl ${provider.id} listener update`,
    });
  }
  const violations = [
    ...input.violations,
    ...movedViolations(provider, operation, input, before, style),
  ];
  const whole = { ...before, ...input.fields };
  return portableChange(provider, operation, { ...input, violations }, whole, style);
}

/** Where these fields identify the listener, a request cannot change them. */
function movedViolations(
  provider: Provider,
  { parameters }: Operation,
  { fields }: PortableInput,
  before: ListenerFields,
  style: FieldStyle,
): readonly Violation[] {
  const identifies = (path: Path) =>
    (provider.fields[path]?.parameters ?? []).every((name) =>
      parameters.some((row) => row.name === name && row.presence === 'identity'),
    );
  return (['loadBalancer', 'protocol', 'port'] as const)
    .filter((path) => (fields[path] ?? before[path]) !== before[path] && identifies(path))
    .map((path) => {
      const problem = 'can only be set when the listener is created; delete it and create it again';
      const refusal = new Refusal(`${field(path).flag}-create-only`, problem, provider.title);
      return fieldViolation(provider, path, style, refusal);
    });
}

export async function runUpdate(
  context: Context,
  target: Target,
  reference: Reference,
  changeFor: (current: Native) => Change,
  { preflight, shared }: UpdateFlags,
  offline?: Change,
): Promise<number> {
  const { globals } = context;
  if (offline !== undefined)
    throwOnErrors(target.provider, validateAlone(target.provider, offline), { strict: false });
  const client = await context.connect(target, { reads: true });
  const outcome = await printingParts(context, () =>
    updateListener(client, reference, changeFor, {
      strict: globals.strict,
      dryRun: globals.dryRun,
      preflight,
      shared,
    }),
  );
  if (outcome.kind === 'dry-run') return finishDryRun(context, outcome);
  const { ref } = client.listener(outcome.native);
  if (outcome.kind === 'updated') {
    context.warn(outcome.warnings);
    const { left } = outcome;
    context.note(`updated listener ${ref}${left === undefined ? '' : `; ${left}`}`);
  } else if (globals.dryRun) {
    context.note(`unchanged: listener ${ref} already matches; nothing would be sent`);
    return finishDryRun(context, { requests: [], warnings: [] });
  } else {
    context.note(`unchanged: listener ${ref} already matches; nothing was sent`);
  }
  const listener = client.listener(await settled(context, client, outcome.native));
  await context.print.listener(listener);
  failIfError(context, listener);
  return 0;
}
