import type { Client } from '../client/client.ts';
import type { Native } from '../model/listener.ts';
import { valueProblem } from '../model/parameter.ts';
import { validate } from '../model/validate.ts';
import type { Violation } from '../model/violation.ts';
import type { Provider } from '../providers/provider.ts';
import type { Reference } from '../providers/reference.ts';
import {
  type Change,
  type ChangeOptions,
  type DryRun,
  preflight,
  throwOnErrors,
} from './change.ts';
import { findListener } from './find.ts';

export type Updated =
  | { readonly kind: 'updated'; readonly native: Native; readonly warnings: readonly Violation[] }
  | { readonly kind: 'unchanged'; readonly native: Native };

interface UpdateOptions extends ChangeOptions {
  /** Whether to read the listener again after the change; true when absent. */
  readonly readBack?: boolean;
}

/**
 * Reads the listener, validates the result of the change, and sends the provider's plan, if there
 * is anything to change.
 * @param changeFor returns the change for the listener, since flags may depend on its protocol
 */
export async function updateListener(
  client: Client,
  reference: Reference,
  changeFor: (current: Native) => Change,
  options: UpdateOptions,
): Promise<Updated | DryRun> {
  const current = await findListener(client, reference);
  const change = changeFor(current);
  const plan = client.provider.planUpdate(current, change.values, change.verbatim);
  if (plan.kind === 'unchanged') {
    throwOnErrors(client.provider, change.violations, options);
    return { kind: 'unchanged', native: current };
  }
  const draft = {
    ...change,
    values: plan.merged,
    before: client.provider.valuesOf(current),
  };
  const offline = [...change.violations, ...validate(client.provider, draft)];
  throwOnErrors(client.provider, offline, options);
  const touched = Object.fromEntries(
    Object.entries(change.values).filter(([name]) => plan.changed.includes(name)),
  );
  const { loadBalancer } = client.listener(current).fields;
  const late =
    options.preflight && loadBalancer !== undefined
      ? await preflight(client, draft, loadBalancer, touched)
      : [];
  const warnings = throwOnErrors(client.provider, [...offline, ...late], options);
  const call = client.calls.update(current, plan.send);
  if (options.dryRun) return { kind: 'dry-run', requests: [client.preview(call)], warnings };
  const answer = await client.run(call);
  const native =
    answer ?? (options.readBack === false ? current : await findListener(client, reference));
  return { kind: 'updated', native, warnings };
}

/** Finds problems that do not depend on the current listener, before anything is read. */
export function validateAlone(provider: Provider, change: Change): readonly Violation[] {
  const rows = change.operation.parameters.filter(
    (row) =>
      row.presence === 'create-only' ||
      (change.values[row.name] !== undefined &&
        valueProblem(row.type, change.values[row.name] ?? null)),
  );
  const alone = { ...provider, rules: [] };
  return [
    ...change.violations,
    ...validate(alone, {
      ...change,
      operation: {
        ...change.operation,
        parameters: rows.map((row) =>
          row.presence === 'required' ? { ...row, presence: 'optional' } : row,
        ),
      },
    }),
  ];
}
