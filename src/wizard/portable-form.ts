import type { Operation } from '../model/catalogue.ts';
import type { FieldStyle } from '../model/encode.ts';
import { type FieldType, field, type ListenerFields, PATHS, type Path } from '../model/fields.ts';
import type { Native } from '../model/listener.ts';
import { validate, withoutEchoes } from '../model/validate.ts';
import { flagTexts, formatValue, readTexts, sameField, splitList } from '../model/values.ts';
import type { Violation } from '../model/violation.ts';
import { type Change, withRegion } from '../providers/change.ts';
import { operationFor } from '../providers/operations.ts';
import { portableChange } from '../providers/portable-change.ts';
import type { Provider } from '../providers/provider.ts';
import { expectedText } from './expected.ts';
import { alternativesOf, type Form, hasNoEffect, isWrong, problemWith } from './form.ts';

/** What a form is for: a new listener or a change. */
interface Purpose {
  readonly before: ListenerFields;
  readonly style: FieldStyle;
  operation(fields: ListenerFields): Operation | undefined;
  change(operation: Operation, fields: ListenerFields): Change;
  /** What is wrong with it, beside the violations of the change itself. */
  check(change: Change): readonly Violation[];
}

export function createForm(
  provider: Provider,
  given: ListenerFields,
  region: string | undefined,
): Form {
  return portableForm(provider, given, {
    before: {},
    style: 'flags',
    operation: ({ protocol }) => operationFor(provider, protocol, 'create'),
    change: (operation, fields) => {
      const input = { fields, violations: [] };
      return withRegion(
        portableChange(provider, operation, input, fields, 'flags'),
        provider,
        region,
      );
    },
    check: (change) => validate(provider, change),
  });
}

/**
 * @param given changes that are known already
 * @param style how the form names fields: as flags, or as keys of a file
 */
export function updateForm(
  provider: Provider,
  current: Native,
  given: ListenerFields,
  style: FieldStyle = 'flags',
): Form {
  const before = provider.decode(current).fields;
  return portableForm(
    provider,
    { ...before, ...given },
    {
      before,
      style,
      operation: ({ protocol }) => operationFor(provider, protocol, 'update'),
      change: (operation, fields) => {
        const input = { fields: changedFields(before, fields), violations: [] };
        return portableChange(provider, operation, input, fields, style);
      },
      check: (change) => {
        const plan = provider.planUpdate(current, change.values, false);
        if (plan.kind === 'unchanged') return [];
        return validate(provider, {
          ...change,
          values: plan.merged,
          before: provider.valuesOf(current),
        });
      },
    },
  );
}

export function changedFields(before: ListenerFields, after: ListenerFields): ListenerFields {
  const changed = PATHS.filter(
    (path) => after[path] !== undefined && !sameField(before[path], after[path]),
  );
  return Object.fromEntries(changed.map((path) => [path, after[path]]));
}

function portableForm(provider: Provider, given: ListenerFields, purpose: Purpose): Form {
  let fields: ListenerFields = given;
  const { before } = purpose;
  const has = (name: string) => PATHS.some((path) => path === name && fields[path] !== undefined);
  const changeOf = (some: ListenerFields): Change => {
    const operation = purpose.operation(some);
    if (operation === undefined) throw new TypeError('the listener has no protocol');
    return purpose.change(operation, some);
  };
  const checkAll = (some: ListenerFields): readonly Violation[] => {
    if (purpose.operation(some) === undefined) return missingKeyFields(some);
    const change = changeOf(some);
    return [...change.violations, ...withoutEchoes(change.violations, purpose.check(change))];
  };
  const changed = () => changedFields(before, fields);
  return {
    has,
    check: () => checkAll(fields),
    change: () => changeOf(fields),
    names: () => PATHS.filter(canBeSet),
    group: (name) => field(pathOf(name)).group,
    applies: (name) => {
      const path = pathOf(name);
      return samples(field(path).type).some((value) => hasEffect(path, value));
    },
    question: (name) => {
      const path = pathOf(name);
      const { flag, summary, type } = field(path);
      const values = 'values' in type ? type.values : undefined;
      const value = fields[path];
      return {
        flag: `--${flag}`,
        summary,
        expected: expectedText(field(path), rowsOf(path)),
        many: type.kind === 'list',
        values: values?.filter((one) => isValid(path, one)),
        now:
          value === undefined
            ? []
            : Array.isArray(value)
              ? value.map(String)
              : flagTexts(path, value),
      };
    },
    answer: (name, texts) => {
      const path = pathOf(name);
      const { flag, type } = field(path);
      const read = readTexts(path, type.kind === 'tags' ? texts.flatMap(splitList) : texts);
      if ('problem' in read) return `--${flag} ${read.problem}`;
      const old = fields;
      fields = { ...fields, [name]: read.value };
      const problem = problemWith(name, checkAll(fields), has);
      if (problem !== undefined) fields = old;
      return problem;
    },
    forget: (name) => {
      fields = { ...fields, [name]: before[pathOf(name)] };
    },
    path: pathOf,
    fields: () => fields,
    alternatives: (violation) => {
      const names = alternativesOf(provider, violation);
      return PATHS.filter((path) =>
        rowsOf(path).some((row) => names.includes(row.name) && canBeSet(path)),
      );
    },
    rows: () =>
      PATHS.flatMap((path) => {
        const value = changed()[path];
        if (value === undefined) return [];
        const old = before[path];
        const text = formatValue(path, value);
        const shown = old === undefined ? text : `${formatValue(path, old)} \u2192 ${text}`;
        return [[purpose.style === 'flags' ? field(path).flag : path, shown] as const];
      }),
    words: () =>
      PATHS.flatMap((path) => {
        const value = changed()[path];
        if (value === undefined) return [];
        return flagTexts(path, value).flatMap((text) => [`--${field(path).flag}`, text]);
      }),
  };

  /** The parameters that carry a field on this listener. */
  function rowsOf(path: Path) {
    const { parameters = [] } = purpose.operation(fields) ?? {};
    const carriers = provider.fields[path]?.parameters ?? [];
    const rows = parameters.filter(({ name }) => carriers.includes(name));
    const [sample] = samples(field(path).type);
    const used = Object.keys(changeOfOne(path, sample)?.values ?? {});
    const narrowed = rows.filter(({ name }) => used.includes(name));
    return narrowed.length === 0 ? rows : narrowed;
  }

  function canBeSet(path: Path): boolean {
    if (path === 'protocol') return purpose.before.protocol === undefined;
    const { parameters = [], verb } = purpose.operation(fields) ?? {};
    const carriers = provider.fields[path]?.parameters ?? [];
    const rows = parameters.filter(({ name }) => carriers.includes(name));
    if (verb === undefined) return path === 'loadBalancer';
    return rows.some(({ presence }) => presence !== 'identity' && presence !== 'create-only');
  }

  function changeOfOne(path: Path, value: unknown): Change | undefined {
    const some = { ...fields, [path]: value };
    return purpose.operation(some) === undefined ? undefined : changeOf(some);
  }

  function isValid(path: Path, value: string): boolean {
    if (path === 'protocol' && !provider.protocols.some((one) => one === value)) return false;
    const { type } = field(path);
    const some = { ...fields, [path]: type.kind === 'list' ? [value] : value };
    const isSet = (name: string) => name === path || has(name);
    const found = checkAll(some);
    return path === 'protocol'
      ? !found.some((violation) => isWrong(violation, isSet))
      : problemWith(path, found, isSet) === undefined;
  }

  function hasEffect(path: Path, value: unknown): boolean {
    const change = changeOfOne(path, value);
    if (change === undefined) return false;
    const isSet = (name: string) => name === path || has(name);
    if (problemWith(path, change.violations, isSet) !== undefined) return false;
    return !hasNoEffect(provider, path, purpose.check(change), isSet);
  }
}

function pathOf(name: string): Path {
  const path = PATHS.find((one) => one === name);
  if (path === undefined) throw new TypeError(`no field ${name}`);
  return path;
}

/** Values to find out whether a field has an effect; off never needs one. */
function samples(type: FieldType): readonly unknown[] {
  switch (type.kind) {
    case 'port':
      return [80, 443];
    case 'count':
    case 'bandwidth':
      return [1];
    case 'duration':
    case 'drain':
      return [60];
    case 'choice':
      return type.values.filter((value) => value !== 'off');
    case 'list':
      return [type.values === undefined ? ['x'] : type.values.slice(0, 1)];
    case 'tags':
      return [{ key: 'value' }];
    default:
      return ['x'];
  }
}

/** The other fields depend on the protocol, so it is asked for first. */
function missingKeyFields(fields: ListenerFields): readonly Violation[] {
  return (['loadBalancer', 'protocol'] as const)
    .filter((path) => fields[path] === undefined)
    .map((path) => ({
      rule: `listener/${field(path).flag}-required`,
      severity: 'error',
      fields: [path],
      flags: [`--${field(path).flag}`],
      message: `--${field(path).flag} is missing`,
      source: 'the listener model of lbctl',
    }));
}
