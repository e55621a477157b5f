import type { Operation } from '../model/catalogue.ts';
import type { FieldStyle } from '../model/encode.ts';
import { field, type ListenerFields, PATHS, type Path } from '../model/fields.ts';
import type { Native } from '../model/listener.ts';
import type { Parameter } from '../model/parameter.ts';
import { type Draft, validateAgainst } from '../model/validate.ts';
import { flagTexts, formatValue, readTexts, sameField, splitList } from '../model/values.ts';
import type { Violation } from '../model/violation.ts';
import { type Change, violationsOf, withRegion } from '../providers/change.ts';
import { operationFor } from '../providers/operations.ts';
import { portableChange, withoutOperation } from '../providers/portable-change.ts';
import type { Provider } from '../providers/provider.ts';
import { expectedText } from './expected.ts';
import { alternativesOf, type Form, unset } from './form.ts';
import { neutralValues, sampleValues } from './samples.ts';
import { judge } from './trial.ts';

/** What a form is for: a new listener or a change. */
interface Purpose {
  readonly before: ListenerFields;
  readonly style: FieldStyle;
  operation(fields: ListenerFields): Operation | undefined;
  change(operation: Operation, fields: ListenerFields): Change;
  /** The listener as it would be; undefined if nothing changes. */
  draft(change: Change): Draft | undefined;
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
    draft: (change) => change,
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
      draft: (change) => {
        const plan = provider.planUpdate(current, change.values, false);
        return plan.kind === 'unchanged'
          ? undefined
          : { ...change, values: plan.merged, before: provider.valuesOf(current) };
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
  const hasIn = (some: ListenerFields, name: string) =>
    PATHS.some((path) => path === name && some[path] !== undefined);
  const changeOf = (some: ListenerFields): Change => {
    const operation = purpose.operation(some);
    if (operation === undefined) throw new TypeError('the listener has no protocol');
    return purpose.change(operation, some);
  };
  const checkAll = (some: ListenerFields): readonly Violation[] => {
    if (purpose.operation(some) === undefined) return keyViolations(provider, some, purpose.style);
    const change = changeOf(some);
    const draft = purpose.draft(change);
    return draft === undefined ? change.violations : violationsOf(provider, change, draft);
  };
  const changed = () => changedFields(before, fields);
  const { refusal, remedies, culprit, applies } = judge<ListenerFields>({
    provider,
    check: checkAll,
    has: hasIn,
    canBeSet: (some, name) => canBeSet(pathOf(name), some),
    samples: (some, name) => samplesOf(pathOf(name)).map((value) => ({ ...some, [name]: value })),
    neutral: (some, name) =>
      neutralValues(field(pathOf(name)).type).map((value) => ({ ...some, [name]: value })),
    without: (some, name) =>
      hasIn(changedFields(before, some), name)
        ? { ...some, [name]: before[pathOf(name)] }
        : undefined,
  });
  const form: Form = {
    has: (name) => hasIn(fields, name),
    check: () => checkAll(fields),
    change: () => changeOf(fields),
    names: () => PATHS.filter((path) => canBeSet(path, fields)),
    group: (name) => field(pathOf(name)).group,
    applies: (name) => (name !== 'access.lists' || isRestricted(fields)) && applies(fields, name),
    question: (name) => {
      const path = pathOf(name);
      const { flag, summary, type } = field(path);
      const value = fields[path];
      return {
        flag: `--${flag}`,
        summary,
        expected: expectedText(field(path), rowsOf(path), (text) => isAccepted(path, text)),
        many: type.kind === 'list',
        values: valuesOf(path),
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
      const after = { ...fields, [path]: read.value };
      const problem = isOffered(path, after) ? undefined : refusal(name, fields, after);
      if (problem === undefined) fields = after;
      return problem;
    },
    clear: (name) => {
      if (before[pathOf(name)] !== undefined) return form.answer(name, ['']);
      const old = fields;
      return unset(form, name, () => {
        fields = old;
      });
    },
    forget: (name) => {
      fields = { ...fields, [name]: before[pathOf(name)] };
    },
    path: pathOf,
    fields: () => fields,
    remedies: (violation) => remedies(fields, violation),
    culprit: (violation) => culprit(fields, form.names(), violation),
    alternatives: (violation) => {
      const names = alternativesOf(provider, violation);
      return PATHS.filter((path) =>
        rowsOf(path).some((row) => names.includes(row.name) && canBeSet(path, fields)),
      );
    },
    problemGiven: (facts, name, text) => {
      const some = { ...fields, [name]: text };
      if (purpose.operation(some) === undefined) return undefined;
      const draft = purpose.draft(changeOf(some));
      const found = draft === undefined ? [] : validateAgainst(provider, draft, facts);
      return found.find((one) => one.severity === 'error' && one.fields.includes(name))?.message;
    },
    rows: () =>
      PATHS.flatMap((path) => {
        const value = changed()[path];
        if (value === undefined) return [];
        const old = before[path];
        const text = shownValue(path, value);
        const shown = old === undefined ? text : `${shownValue(path, old)} \u2192 ${text}`;
        return [[purpose.style === 'flags' ? field(path).flag : path, shown] as const];
      }),
    words: () =>
      PATHS.flatMap((path) => {
        const value = changed()[path];
        if (value === undefined) return [];
        return flagTexts(path, value).flatMap((text) => [`--${field(path).flag}`, text]);
      }),
  };
  return form;

  /** The parameters that carry a field on this listener. */
  function rowsOf(path: Path) {
    const rows = carriersOf(path, fields);
    const [sample] = samplesOf(path);
    const some = { ...fields, [path]: sample };
    const used = purpose.operation(some) === undefined ? [] : Object.keys(changeOf(some).values);
    const narrowed = rows.filter(({ name }) => used.includes(name));
    return narrowed.length === 0 ? rows : narrowed;
  }

  function canBeSet(path: Path, some: ListenerFields): boolean {
    if (path === 'protocol') return before.protocol === undefined;
    if (purpose.operation(some) === undefined) return path === 'loadBalancer';
    return carriersOf(path, some).some(
      ({ presence }) => presence !== 'identity' && presence !== 'create-only',
    );
  }

  /** The parameters that may carry a field; it may share those of another field. */
  function carriersOf(path: Path, some: ListenerFields): readonly Parameter[] {
    const { parameters = [] } = purpose.operation(some) ?? {};
    const mapped = provider.fields[path];
    if (mapped === null) return [];
    const { type } = field(path);
    const values = 'values' in type ? (type.values ?? []) : [];
    const names =
      mapped.parameters.length > 0
        ? mapped.parameters
        : values.flatMap((value) => Object.keys(mapped.encode(value as never, some)));
    return parameters.filter(({ name }) => names.includes(name));
  }

  function samplesOf(path: Path): readonly unknown[] {
    // The other fields depend on it, so it is always asked for.
    return path === 'protocol' ? [] : sampleValues(field(path).type, carriersOf(path, fields));
  }

  /** The values to choose from. */
  function valuesOf(path: Path): readonly string[] | undefined {
    if (path === 'protocol') return protocolsFor(fields);
    const { type } = field(path);
    const values = 'values' in type ? type.values : undefined;
    return values?.filter((value) =>
      type.kind === 'list'
        ? // Some are refused only because another one is missing.
          [[value], [...new Set([...(values ?? []).slice(0, 1), value])]].some((list) =>
            isAcceptedValue(path, list),
          )
        : isAcceptedValue(path, value),
    );
  }

  /** The protocols that go with the other fields; all if none does, so that there is a choice. */
  function protocolsFor(some: ListenerFields): readonly string[] {
    const { type } = field('protocol');
    const known = 'values' in type ? (type.values ?? []) : [];
    const offered = known.filter((value) => provider.protocols.some((one) => one === value));
    const { protocol: _, ...others } = some;
    const fitting = offered.filter(
      (value) => refusal('protocol', others, { ...some, protocol: value as never }) === undefined,
    );
    return fitting.length === 0 ? offered : fitting;
  }

  function isOffered(path: Path, after: ListenerFields): boolean {
    return path === 'protocol' && protocolsFor(after).some((one) => one === after.protocol);
  }

  function isAccepted(path: Path, text: string): boolean {
    const read = readTexts(path, [text]);
    return 'value' in read && isAcceptedValue(path, read.value);
  }

  function isAcceptedValue(path: Path, value: unknown): boolean {
    return refusal(path, fields, { ...fields, [path]: value }) === undefined;
  }
}

/** Whether there is something for access lists to restrict. */
function isRestricted({ 'access.mode': mode, 'access.lists': lists }: ListenerFields): boolean {
  return mode === undefined ? lists !== undefined : mode !== 'off';
}

function shownValue(path: Path, value: unknown): string {
  return formatValue(path, value) || '(empty)';
}

function pathOf(name: string): Path {
  const path = PATHS.find((one) => one === name);
  if (path === undefined) throw new TypeError(`no field ${name}`);
  return path;
}

/** What is wrong with the fields that the others depend on, which are asked for first. */
function keyViolations(
  provider: Provider,
  fields: ListenerFields,
  style: FieldStyle,
): readonly Violation[] {
  return withoutOperation(provider, fields, style).filter((violation) =>
    violation.fields.every((path) => path === 'loadBalancer' || path === 'protocol'),
  );
}
