import { type ParameterValue, sameValue } from '../../model/parameter.ts';
import { isSet, type Rule, type Subject } from '../../model/rule.ts';
import { MONITOR, nameInPart, partOf } from './names.ts';
import { isOff, wantsMonitor, wantsPool } from './values.ts';

/** A rule with the usual parts. */
export function rule(
  id: string,
  severity: Rule['severity'],
  fields: readonly string[],
  summary: string,
  source: string,
  check: Rule['check'],
  extra: Partial<
    Pick<Rule, 'verbs' | 'preflight' | 'conflict' | 'always' | 'missing' | 'idle' | 'alsoConcerns'>
  > = {},
): Rule {
  return { id, severity, fields, summary, source, check, ...extra };
}

/** A value for a message, whatever its type. */
export function shown(value: ParameterValue | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

export function textOf(value: ParameterValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** Whether this command makes a backend group. */
export function makesPool({ values, before }: Subject): boolean {
  const isNew = before === undefined || before['pool.protocol'] === undefined;
  return isNew && wantsPool(values) && values['default_pool_id'] === undefined;
}

/** Whether this command makes a health check. */
export function makesMonitor({ values, before }: Subject): boolean {
  return before?.[`${MONITOR}type`] === undefined && wantsMonitor(values);
}

/** The id of a rule about a parameter. */
export function ruleId(name: string, aspect: string): string {
  return `${name.replaceAll(/[_.]/g, '-').toLowerCase()}-${aspect}`;
}

/**
 * What a new part cannot be without.
 * @param among the values that are possible on a listener; all when absent
 */
export function requiredInPart(
  field: string,
  source: string,
  among?: (subject: Subject) => readonly string[] | undefined,
): Rule {
  const isPool = partOf(field) === 'pool';
  const what = isPool ? 'backend group' : 'health check';
  const makes = isPool ? makesPool : makesMonitor;
  return rule(
    ruleId(field, 'required'),
    'error',
    [field],
    `A new ${what} needs ${nameInPart(field)}.`,
    source,
    (subject) => {
      if (!makes(subject) || isSet(subject, field)) return undefined;
      const values = among?.(subject);
      return subject.missing(
        field,
        `a ${what} is made, and the service requires it`,
        values === undefined ? {} : { among: values },
      );
    },
    { always: true, missing: true },
  );
}

/** What the API cannot change in a part that exists. */
export function fixedInPart(field: string, source: string, how: string): Rule {
  return rule(
    ruleId(field, 'fixed'),
    'error',
    [field],
    `${field} cannot be changed.`,
    source,
    ({ values, before, name, spelled }) => {
      const old = before?.[field];
      const wanted = values[field] ?? null;
      return old === undefined || wanted === old
        ? undefined
        : `${name(field)} cannot be changed from ${spelled(field, old)} to ${spelled(field, wanted)}: ${how}`;
    },
    { verbs: ['update'] },
  );
}

/** The parameters of the backend group and its health check that the command changes. */
function changesInGroup({ values, before }: Subject): readonly string[] {
  return Object.keys(values).filter(
    (name) => partOf(name) !== 'listener' && !sameValue(values[name], before?.[name]),
  );
}

export const EXISTING_POOL_RULE: Rule = rule(
  'default-pool-or-fields',
  'error',
  ['default_pool_id'],
  'A listener with an existing backend group does not change the group: others may use it.',
  'lbctl: a backend group that is given by its id may serve other listeners',
  (subject) => {
    const { values, before, name, verb } = subject;
    const id = values['default_pool_id'];
    const isGiven = verb === 'create' || id !== before?.['default_pool_id'];
    if (!isSet(subject, 'default_pool_id') || !isGiven) return undefined;
    // A check that is off makes no change in a group.
    const own = changesInGroup(subject).find((key) => !isOff(values[key]));
    return own === undefined
      ? undefined
      : `${name(own)} cannot be set together with ${name('default_pool_id')}: it would change a backend group that others may use`;
  },
);

function named([one, many]: readonly [string, string], ids: readonly string[]): readonly string[] {
  return ids.length === 0 ? [] : [`${ids.length === 1 ? one : many} ${ids.join(', ')}`];
}

export const SHARED_POOL_RULE: Rule = rule(
  'pool-shared',
  'error',
  [],
  'A backend group that other listeners use is changed only with --shared.',
  'lbctl: the change concerns these listeners as well',
  (subject) => {
    const { facts, name } = subject;
    const listeners = facts?.groupAlsoServes ?? [];
    const policies = facts?.groupPolicies ?? [];
    const [field] = changesInGroup(subject);
    if (field === undefined || listeners.length + policies.length === 0) return undefined;
    const others = [
      ...named(['listener', 'listeners'], listeners),
      ...named(['forwarding policy', 'forwarding policies'], policies),
    ].join(' and ');
    return `${name(field)} belongs to a backend group that also serves ${others}; --shared changes it for all of them`;
  },
  { preflight: true, conflict: true, verbs: ['update'], alsoConcerns: changesInGroup },
);
