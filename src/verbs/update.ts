import type { Cloud } from '../cloud/cloud.ts';
import type { Native } from '../listener/listener.ts';
import { misfit } from '../listener/parameter.ts';
import { validate } from '../listener/validate.ts';
import type { Violation } from '../listener/violation.ts';
import type { Provider, Reference } from '../providers/provider.ts';
import { type Change, type ChangeOptions, type DryRun, mustHold, preflight } from './change.ts';
import { findListener } from './find.ts';

export type Updated =
  | { readonly kind: 'updated'; readonly native: Native; readonly warnings: readonly Violation[] }
  | { readonly kind: 'unchanged'; readonly native: Native };

interface UpdateOptions extends ChangeOptions {
  /** False: what the cloud accepted is not read again. */
  readonly readBack?: boolean;
}

/**
 * Reads the listener, holds what it would become against every rule, and sends what the provider's
 * plan says: nothing, when nothing would change.
 * @param changeFor makes the change; it needs the listener where its protocol decides what flags mean
 */
export async function updateListener(
  cloud: Cloud,
  reference: Reference,
  changeFor: (current: Native) => Change,
  options: UpdateOptions,
): Promise<Updated | DryRun> {
  const current = await findListener(cloud, reference);
  const change = changeFor(current);
  const plan = cloud.provider.planUpdate(current, change.values, change.verbatim);
  if (plan.kind === 'unchanged') {
    mustHold(cloud.provider, change.violations, options);
    return { kind: 'unchanged', native: current };
  }
  const draft = {
    ...change,
    values: plan.merged,
    before: cloud.provider.valuesOf(current),
  };
  const offline = [...change.violations, ...validate(cloud.provider, draft)];
  mustHold(cloud.provider, offline, options);
  const touched = Object.fromEntries(
    Object.entries(change.values).filter(([name]) => plan.changed.includes(name)),
  );
  const { loadBalancer } = cloud.listener(current).fields;
  const late =
    options.preflight && loadBalancer !== undefined
      ? await preflight(cloud, draft, loadBalancer, touched)
      : [];
  const warnings = mustHold(cloud.provider, [...offline, ...late], options);
  const call = cloud.calls.update(current, plan.send);
  if (options.dryRun) return { kind: 'dry-run', requests: [cloud.preview(call)], warnings };
  const answer = await cloud.run(call);
  const native =
    answer ?? (options.readBack === false ? current : await findListener(cloud, reference));
  return { kind: 'updated', native, warnings };
}

/** What is wrong with a change whatever the listener is, so that nothing needs to be read first. */
export function validateAlone(provider: Provider, change: Change): readonly Violation[] {
  const rows = change.form.parameters.filter(
    (row) =>
      row.presence === 'create-only' ||
      (change.values[row.name] !== undefined && misfit(row.type, change.values[row.name] ?? null)),
  );
  const alone = { ...provider, rules: [] };
  return [
    ...change.violations,
    ...validate(alone, {
      ...change,
      form: {
        ...change.form,
        parameters: rows.map((row) =>
          row.presence === 'required' ? { ...row, presence: 'optional' } : row,
        ),
      },
    }),
  ];
}
