import type { Operation } from '../../model/catalogue.ts';
import type { Default } from '../../model/default.ts';
import type { Path } from '../../model/fields.ts';
import { kebab, type Parameter, type ParameterType, type Presence } from '../../model/parameter.ts';
import type { OperationVerb } from '../../model/rule.ts';
import { nameInPart, type Part, partOf } from './names.ts';

/** A parameter of the listener, of its backend group (`pool.`) or of its health check (`healthmonitor.`). */
export interface PartRow {
  readonly name: string;
  readonly type: ParameterType;
  readonly create: Presence;
  readonly update: Presence;
  readonly path: Path | null;
  readonly summary: string;
  readonly default?: Default;
  readonly label?: true;
  readonly narrowed?: Parameter['narrowed'];
}

/** Optional on create and update, unless `extra` says otherwise; `Own` is what a cloud adds to rows. */
export function partRow<Own extends object>(
  name: string,
  type: ParameterType,
  path: Path | null,
  summary: string,
  extra?: Partial<Pick<PartRow, 'create' | 'update' | 'default' | 'label' | 'narrowed'>> &
    Partial<Own>,
): PartRow & Partial<Own> {
  const base: PartRow = {
    name,
    type,
    path,
    summary,
    create: 'optional',
    update: 'optional',
  };
  return Object.assign(base, extra);
}

export const LABEL = { label: true } as const;
export const CREATE_ONLY = { update: 'create-only' } as const;
export const BOOLEAN = { kind: 'boolean' } as const;

export function integer<U extends 's' | 'ms' | 'min'>(min: number, max: number, unit?: U) {
  return { kind: 'integer', min, max, ...(unit === undefined ? {} : { unit }) } as const;
}

export function choice(...values: readonly string[]) {
  return { kind: 'choice', values } as const;
}

/** Pages of the API reference, by part and verb. */
export type Pages = Readonly<Record<Part, Readonly<Record<OperationVerb, string>>>>;

/** What a cloud says differently of a parameter. */
export type Description = Pick<Parameter, 'presence' | 'summary'> & { readonly page: string };

export function operationOf<R extends PartRow>(
  verb: OperationVerb,
  title: string,
  rows: readonly R[],
  describe: (row: R, verb: OperationVerb) => Description,
): Operation {
  const parameters = rows.map((row) => parameterOf(row, verb, describe(row, verb)));
  return { noun: 'listener', verb, title, parameters };
}

export function parameterOf(
  { name, type, path, default: preset, label, narrowed }: PartRow,
  verb: OperationVerb,
  { page, ...description }: Description,
): Parameter {
  return {
    name,
    wire: name,
    flag: kebab(name),
    type,
    path,
    ...description,
    ...(preset === undefined || verb === 'update' ? {} : { default: preset }),
    ...(label === undefined ? {} : { label }),
    ...(narrowed === undefined ? {} : { narrowed }),
    source: `${page}: ${nameInPart(name)}`,
  };
}

/** Parameters of a create as filters of the list request. */
export function filtersOf(
  { parameters }: Operation,
  names: readonly string[],
): readonly Parameter[] {
  return parameters
    .filter(({ name }) => names.includes(name))
    .map(({ default: _, summary, ...rest }) => ({
      ...rest,
      presence: 'optional',
      summary: withoutConditions(summary),
    }));
}

/** When a parameter can be set does not matter to a filter. */
function withoutConditions(summary: string): string {
  return summary.replace(/;.*$/s, '');
}

/** The fields of the other parts, which a list of listeners does not show. */
export function pathsApart(rows: readonly PartRow[]): readonly Path[] {
  return [
    ...new Set(
      rows.flatMap(({ name, path }) =>
        path !== null && partOf(name) !== 'listener' ? [path] : [],
      ),
    ),
  ];
}
