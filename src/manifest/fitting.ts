import { field, type ListenerFields, type Path } from '../model/fields.ts';
import type { LoadBalancerFacts } from '../model/rule.ts';
import { validateAgainst } from '../model/validate.ts';
import type { Violation } from '../model/violation.ts';
import { createOf } from '../providers/portable-change.ts';
import type { Provider } from '../providers/provider.ts';

/** The fields that decide which listener it is cannot be left out. */
export const IDENTITY: readonly Path[] = ['loadBalancer', 'protocol', 'port'];

/** A field that is left out, or gets another value. */
export interface FittingChange {
  readonly path: Path;
  readonly becomes?: number;
  /** Whether an error names the value. */
  readonly isRefused: boolean;
  /** Of the rule that the value broke. */
  readonly message: string;
  readonly source: string;
}

interface Fitted {
  readonly fields: ListenerFields;
  readonly changes: readonly FittingChange[];
  /** The errors that are left. */
  readonly problems: readonly Violation[];
  readonly warnings: readonly Violation[];
}

/** Where a copy goes. */
export interface Place {
  readonly provider: Provider;
  /** What its load balancer is, if that was read. */
  readonly facts?: LoadBalancerFacts | undefined;
}

/**
 * Leaves out values that a cloud does not take, such as a time-out out of its range. A number that
 * the cloud requires becomes the nearest one that it takes.
 * @param open the fields that may be changed
 * @param defaults those of them that nobody chose, which give way first, and to warnings as well
 */
export function fitFields(
  to: Place,
  all: ListenerFields,
  open: readonly Path[],
  defaults: ReadonlySet<string>,
): Fitted {
  let fields = to.provider.completed?.(all) ?? all;
  const changes: FittingChange[] = [];
  for (;;) {
    const violations = createViolations(to, fields);
    const free = open.filter(
      (path) =>
        fields[path] !== undefined &&
        !IDENTITY.includes(path) &&
        !changes.some((change) => change.path === path),
    );
    const change = firstOf(violations, (violation) =>
      remedy(to, fields, violation, free, defaults),
    );
    if (change === undefined) {
      const problems = violations.filter(isError);
      return { fields, changes, problems, warnings: violations.filter((one) => !isError(one)) };
    }
    changes.push(change);
    const others = without(fields, change.path);
    fields = change.becomes === undefined ? others : { ...others, [change.path]: change.becomes };
  }
}

function remedy(
  to: Place,
  fields: ListenerFields,
  violation: Violation,
  free: readonly Path[],
  defaults: ReadonlySet<string>,
): FittingChange | undefined {
  const { message, source } = violation;
  const named = violation.fields.flatMap((name) => free.filter((path) => path === name));
  // What belongs together, such as the parts of a health check, goes one after the other.
  const isNamed = named.length > 0 || !isError(violation);
  const paths = isNamed ? named : free.filter((path) => matters(to, fields, path, violation));
  const isRefused = isError(violation) && named.length > 0;
  // A violation is about its first field: defaults that it names besides do not go for that one.
  const [main] = named;
  const givesWay = (path: Path) =>
    defaults.has(path) && (!isNamed || path === main || isMissed(to, fields, path));
  const groups = [
    paths.filter(givesWay),
    isError(violation) ? paths.filter((path) => !defaults.has(path)) : [],
    isError(violation) ? paths.filter((path) => defaults.has(path)) : [],
  ];
  return firstOf(groups, (group) => {
    const changes = group.flatMap((path): readonly FittingChange[] => {
      if (!isNamed || !isMissed(to, fields, path)) return [{ path, message, source, isRefused }];
      const becomes = nearest(to, fields, path, violation.rule);
      return becomes === undefined ? [] : [{ path, becomes, message, source, isRefused }];
    });
    // A probe that gets less time may fail where it did not before.
    const longer = changes.find(
      ({ path, becomes }) => becomes === undefined || becomes > Number(fields[path]),
    );
    return longer ?? changes[0];
  });
}

/** Whether an error that does not name a field is about it all the same. */
function matters(to: Place, fields: ListenerFields, path: Path, { rule, message }: Violation) {
  return !createViolations(to, without(fields, path)).some(
    (one) => one.rule === rule && one.message === message,
  );
}

/** Whether there is an error about a field. */
function isRefusedFor(to: Place, fields: ListenerFields, path: Path): boolean {
  return createViolations(to, fields).some((one) => isError(one) && one.fields[0] === path);
}

/** Whether the cloud requires a field: an error about a field that is not there says that it is missing. */
function isMissed(to: Place, fields: ListenerFields, path: Path): boolean {
  return isRefusedFor(to, without(fields, path), path);
}

/** Farther from the value than any range of these APIs is wide. */
const FARTHEST = 300;

/** The nearest number or duration that neither breaks the rule nor is refused by another. */
function nearest(to: Place, fields: ListenerFields, path: Path, rule: string): number | undefined {
  const value = fields[path];
  const { kind } = field(path).type;
  if (typeof value !== 'number' || (kind !== 'duration' && kind !== 'count')) return undefined;
  const isTaken = (candidate: number) =>
    candidate > 0 &&
    createViolations(to, { ...fields, [path]: candidate }).every(
      (one) => one.rule !== rule && !(isError(one) && one.fields.includes(path)),
    );
  for (let distance = 1; distance <= FARTHEST; distance += 1) {
    const found = [value + distance, value - distance].find(isTaken);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A copy gets the region of its profile, so any stands for it here. */
const ANY_REGION = 'any';

/** What a cloud would say to the create of a listener. */
export function createViolations(
  { provider, facts }: Place,
  fields: ListenerFields,
): readonly Violation[] {
  const { change, violations } = createOf({ provider, region: ANY_REGION }, fields);
  return change === undefined || facts === undefined
    ? violations
    : [...violations, ...validateAgainst(provider, change, facts)];
}

function isError({ severity }: Violation): boolean {
  return severity === 'error';
}

function without(fields: ListenerFields, path: Path): ListenerFields {
  const { [path]: _, ...others } = fields;
  return others;
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
