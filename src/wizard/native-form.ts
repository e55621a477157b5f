import type { Operation } from '../model/catalogue.ts';
import { field, PATHS } from '../model/fields.ts';
import { nativeLabels } from '../model/labels.ts';
import {
  choicesOf,
  type Parameter,
  type ParameterType,
  type ParameterValue,
  type Values,
} from '../model/parameter.ts';
import { readParameter } from '../model/parameter-text.ts';
import { validate, validateAgainst } from '../model/validate.ts';
import { splitList } from '../model/values.ts';
import type { Violation } from '../model/violation.ts';
import { type Change, withRegion } from '../providers/change.ts';
import type { Provider } from '../providers/provider.ts';
import { expectedParameter } from './expected.ts';
import { alternativesOf, type Form, unset } from './form.ts';
import { SAMPLE_TEXTS } from './samples.ts';
import { judge } from './trial.ts';

/** A new listener in the parameters of the cloud. */
export function nativeForm(
  provider: Provider,
  operation: Operation,
  given: Values,
  region: string | undefined,
): Form {
  let values: Values = given;
  const rows = inOrder(operation.parameters).filter(
    ({ name }) => name !== provider.regionParameter,
  );
  const rowOf = (wire: string): Parameter => {
    const row = operation.parameters.find((candidate) => candidate.wire === wire);
    if (row === undefined) throw new TypeError(`no parameter ${wire}`);
    return row;
  };
  const changeOf = (some: Values): Change =>
    withRegion(
      {
        operation,
        values: some,
        given: new Set(Object.keys(some)),
        labels: nativeLabels(operation.parameters, some),
        violations: [],
        verbatim: false,
      },
      provider,
      region,
    );
  const checkAll = (some: Values): readonly Violation[] => validate(provider, changeOf(some));
  const withValue = (some: Values, wire: string, value: ParameterValue): Values => ({
    ...some,
    [rowOf(wire).name]: value,
  });
  const without = (some: Values, wire: string): Values => {
    const { [rowOf(wire).name]: _, ...rest } = some;
    return rest;
  };
  const { refusal, remedies, culprit, applies } = judge<Values>({
    provider,
    check: checkAll,
    // Rules may name what is no parameter of this operation.
    has: (some, wire) => {
      const row = operation.parameters.find((candidate) => candidate.wire === wire);
      return row !== undefined && some[row.name] !== undefined;
    },
    canBeSet: (_, wire) => rows.some((row) => row.wire === wire),
    samples: (some, wire) => samples(rowOf(wire).type).map((value) => withValue(some, wire, value)),
    neutral: (some, wire) =>
      neutralValues(rowOf(wire).type).map((value) => withValue(some, wire, value)),
    without: (some, wire) =>
      some[rowOf(wire).name] === undefined ? undefined : without(some, wire),
  });
  const has = (wire: string) => values[rowOf(wire).name] !== undefined;
  const form: Form = {
    has,
    check: () => checkAll(values),
    change: () => changeOf(values),
    names: () => rows.map(({ wire }) => wire),
    group: (wire) => {
      const { path } = rowOf(wire);
      return path === null ? 'Others' : field(path).group;
    },
    applies: (wire) => applies(values, wire),
    question: (wire) => {
      const row = rowOf(wire);
      const { flag, summary, type, name } = row;
      const value = values[name];
      return {
        flag: `--${flag}`,
        summary,
        expected: expectedParameter(row),
        many: type.kind === 'list' || type.kind === 'joined',
        values: choicesFor(type)?.filter((text) => {
          const some = withValue(values, wire, readParameter(type, [text]));
          return refusal(wire, values, some) === undefined;
        }),
        now: value === undefined || value === null ? [] : textsOf(value),
      };
    },
    answer: (wire, texts) => {
      const { type } = rowOf(wire);
      const items = type.kind === 'tags' ? texts.flatMap(splitList) : texts;
      const after = withValue(values, wire, readParameter(type, items));
      const problem = refusal(wire, values, after);
      if (problem === undefined) values = after;
      return problem;
    },
    clear: (wire) => {
      const old = values;
      return unset(form, wire, () => {
        values = old;
      });
    },
    forget: (wire) => {
      values = without(values, wire);
    },
    path: (wire) => rowOf(wire).path ?? undefined,
    fields: () => fieldsOf(values, operation.parameters),
    remedies: (violation) => remedies(values, violation),
    culprit: (violation) => culprit(values, form.names(), violation),
    problemGiven: (facts, wire, text) => {
      const { type } = rowOf(wire);
      const some = withValue(values, wire, readParameter(type, [text]));
      return validateAgainst(provider, changeOf(some), facts).find(
        ({ severity, fields }) => severity === 'error' && fields.includes(wire),
      )?.message;
    },
    alternatives: (violation) => {
      const names = alternativesOf(provider, violation);
      return rows.filter(({ name }) => names.includes(name)).map(({ wire }) => wire);
    },
    rows: () =>
      operation.parameters.flatMap(({ name, flag }) => {
        const value = values[name];
        return value === undefined ? [] : [[flag, textOf(value)] as const];
      }),
    words: () =>
      operation.parameters.flatMap(({ name, flag }) => {
        const value = values[name];
        if (value === undefined || value === null) return [];
        if (typeof value === 'boolean') return [value ? `--${flag}` : `--no-${flag}`];
        return [`--${flag}`, textOf(value)];
      }),
  };
  return form;
}

/** What lists of resources depend on. */
function fieldsOf(values: Values, parameters: readonly Parameter[]) {
  const row = parameters.find(({ path }) => path === 'loadBalancer');
  const id = row === undefined ? undefined : values[row.name];
  return typeof id === 'string' ? { loadBalancer: id } : {};
}

/** The order of the portable fields, so that both kinds of commands ask alike. */
function inOrder(parameters: readonly Parameter[]): readonly Parameter[] {
  const position = ({ path }: Parameter) => (path === null ? PATHS.length : PATHS.indexOf(path));
  return parameters.toSorted((a, b) => position(a) - position(b));
}

function choicesFor(type: ParameterType): readonly string[] | undefined {
  if (type.kind === 'boolean') return ['true', 'false'];
  if (type.kind === 'joined' && type.item.kind === 'choice') return choicesOf(type.item);
  return type.kind === 'choice' ? choicesOf(type) : undefined;
}

function samples(type: ParameterType): readonly ParameterValue[] {
  switch (type.kind) {
    case 'integer':
      return [type.min, type.max];
    case 'boolean':
      return [true];
    case 'choice':
      return choicesOf(type).filter((value) => value !== 'off');
    case 'list':
      return SAMPLE_TEXTS.map((text) => [text]);
    case 'joined':
      return (type.item.kind === 'choice' ? type.item.values : SAMPLE_TEXTS).map((text) => [text]);
    case 'tags':
      return [{ key: 'value' }];
    default:
      return SAMPLE_TEXTS;
  }
}

/** Values that switch something off. */
function neutralValues(type: ParameterType): readonly ParameterValue[] {
  if (type.kind === 'boolean') return [false];
  return type.kind === 'choice' && choicesOf(type).includes('off') ? ['off'] : [];
}

function textOf(value: ParameterValue): string {
  return value === null ? '' : textsOf(value).join(',');
}

function textsOf(value: NonNullable<ParameterValue>): readonly string[] {
  if (Array.isArray(value)) return value;
  return typeof value === 'object'
    ? Object.entries(value).map(([key, item]) => `${key}=${item}`)
    : [String(value)];
}
