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
import { validate } from '../model/validate.ts';
import { splitList } from '../model/values.ts';
import type { Violation } from '../model/violation.ts';
import { type Change, withRegion } from '../providers/change.ts';
import type { Provider } from '../providers/provider.ts';
import { expectedParameter } from './expected.ts';
import { alternativesOf, type Form, hasNoEffect, problemWith } from './form.ts';

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
  const has = (wire: string) => values[rowOf(wire).name] !== undefined;
  const orSelf = (self: string) => (wire: string) => wire === self || has(wire);
  return {
    has,
    check: () => checkAll(values),
    change: () => changeOf(values),
    names: () => rows.map(({ wire }) => wire),
    group: (wire) => {
      const { path } = rowOf(wire);
      return path === null ? 'Others' : field(path).group;
    },
    applies: (wire) => {
      const { name, type } = rowOf(wire);
      return samples(type).some(
        (value) =>
          !hasNoEffect(provider, wire, checkAll({ ...values, [name]: value }), orSelf(wire)),
      );
    },
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
          const some = { ...values, [name]: readParameter(type, [text]) };
          return problemWith(wire, checkAll(some), orSelf(wire)) === undefined;
        }),
        now: value === undefined || value === null ? [] : textsOf(value),
      };
    },
    answer: (wire, texts) => {
      const row = rowOf(wire);
      const old = values;
      const items = row.type.kind === 'tags' ? texts.flatMap(splitList) : texts;
      values = { ...values, [row.name]: readParameter(row.type, items) };
      const problem = problemWith(wire, checkAll(values), has);
      if (problem !== undefined) values = old;
      return problem;
    },
    forget: (wire) => {
      const { [rowOf(wire).name]: _, ...rest } = values;
      values = rest;
    },
    path: (wire) => rowOf(wire).path ?? undefined,
    fields: () => fieldsOf(values, operation.parameters),
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
      return [['x']];
    case 'joined':
      return [[type.item.kind === 'choice' ? (type.item.values[0] ?? '') : 'x']];
    case 'tags':
      return [{ key: 'value' }];
    default:
      return ['x'];
  }
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
