import type { Operation } from '../model/catalogue.ts';
import { field, type ListenerFields, PATHS, type Path } from '../model/fields.ts';
import { nativeLabels } from '../model/labels.ts';
import { choicesOf, type Parameter, type ParameterValue, type Values } from '../model/parameter.ts';
import { readParameter } from '../model/parameter-text.ts';
import { validate } from '../model/validate.ts';
import { flagTexts, formatValue, readText } from '../model/values.ts';
import { hasErrors, type Violation } from '../model/violation.ts';
import { type Change, withRegion } from '../operations/change.ts';
import { portableChange } from '../operations/portable-change.ts';
import { operationFor } from '../providers/operations.ts';
import type { Provider } from '../providers/provider.ts';

/**
 * The listener that the wizard fills in, in portable fields or in parameters of the cloud. Questions
 * follow from validation errors, so a new rule needs no code here.
 */
export interface FormState {
  check(): readonly Violation[];
  has(name: string): boolean;
  question(name: string): FieldQuestion;
  /** Sets a field, or returns why the value is invalid. */
  answer(name: string, text: string): string | undefined;
  forget(name: string): void;
  /** The portable field of a name, to list the choices that the cloud has. */
  path(name: string): Path | undefined;
  fields(): ListenerFields;
  /** Labels and values for the summary. */
  rows(): readonly (readonly [string, string])[];
  /** The equivalent flags. */
  words(): readonly string[];
  change(): Change;
}

export interface FieldQuestion {
  readonly flag: string;
  readonly summary: string;
  /** The values to choose from; undefined for free text. */
  readonly values: readonly string[] | undefined;
}

export function portableFormState(
  provider: Provider,
  given: ListenerFields,
  region: string | undefined,
): FormState {
  let fields: ListenerFields = given;
  const has = (name: string) => PATHS.some((path) => path === name && fields[path] !== undefined);
  const createOperation = () => operationFor(provider, fields.protocol, 'create');
  const encode = (operation: Operation, some: ListenerFields, whole: ListenerFields) =>
    portableChange(provider, operation, { fields: some, violations: [] }, whole, 'flags');
  const change = (): Change => {
    const operation = createOperation();
    if (operation === undefined) throw new TypeError('the listener has no protocol');
    return withRegion(encode(operation, fields, fields), provider, region);
  };
  const check = () => {
    if (createOperation() === undefined) return missingKeyFields(fields);
    const whole = change();
    return [...whole.violations, ...validate(provider, whole)];
  };
  return {
    check,
    change,
    has,
    question: (name) => {
      const { flag, summary, type } = field(pathOf(name));
      const values = 'values' in type && type.kind === 'choice' ? type.values : undefined;
      return {
        flag: `--${flag}`,
        summary,
        values: values?.filter((value) => isSupported(pathOf(name), value)),
      };
    },
    answer: (name, text) => {
      const before = fields;
      const read = readText(pathOf(name), text);
      const flag = `--${field(pathOf(name)).flag}`;
      if ('problem' in read) return `${flag} ${read.problem}`;
      fields = { ...fields, [name]: read.value };
      const problem = problemWith(name, check(), has);
      if (problem !== undefined) fields = before;
      return problem;
    },
    forget: (name) => {
      fields = { ...fields, [name]: undefined };
    },
    path: pathOf,
    fields: () => fields,
    rows: () =>
      PATHS.flatMap((path) => {
        const value = fields[path];
        return value === undefined ? [] : [[field(path).flag, formatValue(path, value)] as const];
      }),
    words: () =>
      PATHS.flatMap((path) => {
        const value = fields[path];
        if (value === undefined) return [];
        return flagTexts(path, value).flatMap((text) => [`--${field(path).flag}`, text]);
      }),
  };

  function isSupported(path: Path, value: string): boolean {
    if (path === 'protocol') return provider.protocols.some((protocol) => protocol === value);
    const operation = createOperation();
    if (operation === undefined) return true;
    const trial = encode(operation, { [path]: value }, { ...fields, [path]: value });
    return !hasErrors(trial.violations);
  }
}

function pathOf(name: string): Path {
  const path = PATHS.find((one) => one === name);
  if (path === undefined) throw new TypeError(`no field ${name}`);
  return path;
}

export function nativeFormState(
  provider: Provider,
  operation: Operation,
  given: Values,
  region: string | undefined,
): FormState {
  let values: Values = given;
  const rowOf = (wire: string): Parameter => {
    const row = operation.parameters.find((candidate) => candidate.wire === wire);
    if (row === undefined) throw new TypeError(`no parameter ${wire}`);
    return row;
  };
  const change = (): Change => {
    const given: Change = {
      operation,
      values,
      given: new Set(Object.keys(values)),
      labels: nativeLabels(operation.parameters, values),
      violations: [],
      verbatim: false,
    };
    return withRegion(given, provider, region);
  };
  const has = (wire: string) => values[rowOf(wire).name] !== undefined;
  return {
    check: () => validate(provider, change()),
    change,
    has,
    question: (wire) => {
      const { flag, summary, type } = rowOf(wire);
      return { flag: `--${flag}`, summary, values: choicesFor(type) };
    },
    answer: (wire, text) => {
      const row = rowOf(wire);
      const before = values;
      values = { ...values, [row.name]: readParameter(row.type, [text]) };
      const problem = problemWith(wire, validate(provider, change()), has);
      if (problem !== undefined) values = before;
      return problem;
    },
    forget: (wire) => {
      const { [rowOf(wire).name]: _, ...rest } = values;
      values = rest;
    },
    path: (wire) => rowOf(wire).path ?? undefined,
    fields: () => ({}),
    rows: () =>
      operation.parameters.flatMap((row) => {
        const value = values[row.name];
        return value === undefined ? [] : [[row.flag, textOf(value)] as const];
      }),
    words: () =>
      operation.parameters.flatMap((row) => {
        const value = values[row.name];
        if (value === undefined || value === null) return [];
        if (typeof value === 'boolean') return [value ? `--${row.flag}` : `--no-${row.flag}`];
        return [`--${row.flag}`, textOf(value)];
      }),
  };
}

/** The first error with a field, by itself or together with fields that are set. */
function problemWith(
  name: string,
  violations: readonly Violation[],
  has: (name: string) => boolean,
): string | undefined {
  return violations.find(
    ({ severity, fields, rule }) =>
      severity === 'error' &&
      fields.includes(name) &&
      fields.every(has) &&
      !rule.endsWith('-required'),
  )?.message;
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

function choicesFor(type: Parameter['type']): readonly string[] | undefined {
  if (type.kind === 'boolean') return ['true', 'false'];
  return type.kind === 'choice' ? choicesOf(type) : undefined;
}

function textOf(value: ParameterValue): string {
  if (Array.isArray(value)) return value.join(',');
  return typeof value === 'object' && value !== null
    ? Object.entries(value)
        .map(([key, item]) => `${key}=${item}`)
        .join(',')
    : String(value);
}
