import type { Listener } from '../../model/listener.ts';
import type { Violation } from '../../model/violation.ts';
import { createOf } from '../../providers/portable-change.ts';
import type { Checked, Destination } from '../check.ts';
import { manifestViolation } from '../finding.ts';
import { planBalancer, type Step } from '../plan.ts';
import { type Migrated, nameOf, type Standing } from './migration.ts';

/**
 * Tells what stands on the ports of copies. A listener of the same name is an earlier copy, which the
 * new one completes; any other is a problem.
 * @param existing the listeners of load balancers; those of some may be unknown
 */
export function withStanding(
  copies: readonly Migrated[],
  destination: Destination,
  existing: ReadonlyMap<string, readonly Listener[]>,
): readonly Migrated[] {
  const wanted = copies.map((copy) => wantedFor(copy, destination));
  const steps = new Map<Checked<Destination>, Step>();
  for (const [loadBalancer, listeners] of existing) {
    const here = wanted
      .filter((one) => one !== undefined)
      .filter(({ entry }) => entry.fields.loadBalancer === loadBalancer);
    for (const step of planBalancer(destination.provider, here, listeners, { prune: false })
      .steps) {
      if (step.action !== 'delete') steps.set(step.checked, step);
    }
  }
  return copies.map((copy, index) => {
    const one = wanted[index];
    if (one === undefined || !existing.has(copy.fields.loadBalancer ?? '')) return copy;
    const step = steps.get(one);
    return {
      ...copy,
      standing: standingOf(copy, step),
      problems: [...copy.problems, ...problemsWith(copy, step)],
    };
  });
}

/** The copy as `apply` would make it; undefined if the cloud does not have its protocol. */
function wantedFor(
  { fields, state }: Migrated,
  destination: Destination,
): Checked<Destination> | undefined {
  const { change } = createOf(destination, fields);
  if (change === undefined) return undefined;
  return {
    entry: { fields, ...(state === undefined ? {} : { state }) },
    listener: `${fields.loadBalancer}/${fields.protocol}/${fields.port}`,
    destination,
    change,
    locate: () => ({ file: '', line: 1, column: 1 }),
  };
}

function standingOf(copy: Migrated, step: Step | undefined): Standing {
  if (step === undefined) return { result: 'already-there' };
  if (step.action === 'create') return { result: 'nothing' };
  const { ref, fields } = step.current;
  return {
    result: isEarlierCopy(copy, step.current) ? 'changes' : 'taken',
    ref,
    name: fields.name,
    fields: step.fields.map(({ path }) => path),
  };
}

function problemsWith(copy: Migrated, step: Step | undefined): readonly Violation[] {
  if (step === undefined || step.action === 'create') return [];
  const { ref, fields } = step.current;
  const other = `listener ${nameOf({ ref, name: fields.name })}`;
  if (!isEarlierCopy(copy, step.current)) {
    const { port, loadBalancer } = copy.fields;
    const message = `port: ${port} of ${loadBalancer} is taken by ${other}, which is no copy of this one: its name is another`;
    return [manifestViolation(PORT_TAKEN, message, ['port', 'loadBalancer'])];
  }
  if (step.action !== 'replace') return [];
  const message = `${other} must be replaced: ${step.fixed.join(', ')} cannot be changed in place`;
  return [manifestViolation(NEEDS_REPLACE, message, step.fixed)];
}

const PORT_TAKEN = 'copy/port-taken';
const NEEDS_REPLACE = 'manifest/needs-replace';

/** Whether a problem is about what stands on the port, and not about the copy. */
export function isInTheWay({ rule }: Violation): boolean {
  return rule === PORT_TAKEN || rule === NEEDS_REPLACE;
}

/** A listener without a name may be the copy of one without a name. */
function isEarlierCopy(copy: Migrated, { fields }: Listener): boolean {
  return (copy.fields.name ?? '') === (fields.name ?? '');
}
