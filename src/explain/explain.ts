import { Refusal } from '../model/codec.ts';
import { describeDefault } from '../model/default.ts';
import {
  type Field,
  field,
  type ListenerFields,
  PATHS,
  type Path,
  type Value,
} from '../model/fields.ts';
import { MANIFEST_KEYS } from '../model/manifest-keys.ts';
import { describeType, type Parameter } from '../model/parameter.ts';
import type { OperationVerb, Rule } from '../model/rule.ts';
import type { Provider } from '../providers/provider.ts';
import { PROVIDER_IDS, PROVIDERS } from '../providers/registry.ts';
import { derivedRules } from './derived-rules.ts';
import type { RuleFacts } from './rule-facts.ts';
import { describeValues } from './values.ts';

/** Fields, parameters and rules to explain. */
export interface Explanation {
  readonly fields: readonly FieldFacts[];
  /** Of a listener in a manifest, beside its fields. */
  readonly keys: readonly KeyFacts[];
  readonly parameters: readonly ParameterFacts[];
  readonly rules: readonly RuleFacts[];
}

export interface KeyFacts {
  readonly key: string;
  readonly summary: string;
  readonly values: string;
}

export interface FieldFacts {
  readonly path: Path;
  readonly flag: string;
  readonly summary: string;
  readonly values: string;
  /** The parameters of the field by cloud; null where it is not supported. */
  readonly clouds: Readonly<Record<string, readonly string[] | null>>;
  /** The values that each cloud takes, where not all take all. */
  readonly accepts?: Readonly<Record<string, readonly string[]>>;
}

export interface ParameterFacts {
  readonly provider: string;
  readonly name: string;
  readonly flag: string;
  readonly field: Path | null;
  readonly summary: string;
  readonly values: string;
  readonly default?: string;
  readonly source: string;
  /** For example `https-listener create (required)`. */
  readonly uses: readonly string[];
}

const VERBS: readonly OperationVerb[] = ['create', 'update'];

/** The whole catalogue of all clouds. */
export async function everything(): Promise<Explanation> {
  const providers = await Promise.all(PROVIDER_IDS.map((id) => PROVIDERS[id].load()));
  return {
    fields: PATHS.map((path) => fieldFacts(path, providers)),
    keys: Object.entries(MANIFEST_KEYS).map(([key, facts]) => ({ key, ...facts })),
    parameters: providers.flatMap(parameterFacts),
    rules: providers.flatMap((provider) => provider.rules.map((rule) => ruleFacts(provider, rule))),
  };
}

/** Rules that follow from fields and parameters; too many to list. */
export async function furtherRules(): Promise<readonly RuleFacts[]> {
  return derivedRules(await Promise.all(PROVIDER_IDS.map((id) => PROVIDERS[id].load())));
}

/** Looks up a word: its field or parameter, the corresponding ones, and all rules that concern them. */
export function explain(word: string, known: Explanation): Explanation {
  const wanted = word.toLowerCase().replace(/^--(no-)?/, '');
  const rule = known.rules.filter(
    (one) => one.rule.toLowerCase() === wanted || one.rule.split('/')[1] === wanted,
  );
  const fields = known.fields.filter(
    ({ path, flag }) =>
      path.toLowerCase() === wanted ||
      path.toLowerCase().startsWith(`${wanted}.`) ||
      flag.slice(2) === wanted,
  );
  const parameters = known.parameters.filter(
    (one) =>
      one.name.toLowerCase() === wanted ||
      one.flag.slice(2) === wanted ||
      fields.some(({ path }) => one.field === path),
  );
  const related = known.fields.filter(
    ({ path }) =>
      parameters.some((one) => one.field === path) && !fields.some((one) => one.path === path),
  );
  const concerning = known.rules.filter((one) =>
    parameters.some(
      ({ provider, name }) => one.rule.startsWith(`${provider}/`) && one.fields.includes(name),
    ),
  );
  return {
    fields: [...fields, ...related],
    keys: known.keys.filter(({ key }) => key.toLowerCase() === wanted),
    parameters,
    rules: rule.length > 0 ? rule : concerning,
  };
}

/** The words that `explain` finds, for suggestions and completion. */
export function words({ fields, keys, parameters, rules }: Explanation): readonly string[] {
  return [
    ...new Set([
      ...fields.flatMap(({ path, flag }) => [path, flag]),
      ...keys.map(({ key }) => key),
      ...parameters.map(({ name }) => name),
      ...rules.map(({ rule }) => rule),
    ]),
  ];
}

/** For example `error on create, warning on update`. */
export function severityText({ severity }: RuleFacts): string {
  return typeof severity === 'string'
    ? severity
    : `${severity.create} on create, ${severity.update} on update`;
}

/** The parameters of a field on one cloud; undefined where it is not supported. */
export function parametersText({ clouds }: FieldFacts, cloud: string): string | undefined {
  const names = clouds[cloud] ?? undefined;
  return names && (names.join(', ') || 'the kind of listener');
}

function fieldFacts(path: Path, providers: readonly Provider[]): FieldFacts {
  const row = field(path);
  const accepts = accepted(path, providers);
  return {
    ...(accepts === undefined ? {} : { accepts }),
    path,
    flag: `--${row.flag}`,
    summary: row.summary,
    values: describeValues(row),
    clouds: Object.fromEntries(
      providers.map(({ id, fields }) => [id, fields[path]?.parameters ?? null]),
    ),
  };
}

/** Asks the codec of each cloud about each value; undefined where all are the same. */
function accepted<P extends Path>(
  path: P,
  providers: readonly Provider[],
): FieldFacts['accepts'] | undefined {
  const { type } = field(path);
  const isList = type.kind === 'list';
  const values = isList ? type.suggestions && [...type.suggestions, ...EXAMPLES] : choices(type);
  if (values === undefined || path === 'protocol') return undefined;
  const known = providers.flatMap(({ id, protocols, fields }) => {
    const codec = fields[path];
    if (codec === null) return [];
    const takes = (value: string) =>
      protocols.some((protocol) => {
        const whole: ListenerFields = { ...TYPICAL, protocol };
        const one = (isList ? [value] : value) as Value<P>;
        return !(codec.encode(one, { ...whole, [path]: one }) instanceof Refusal);
      });
    return [[id, values.filter(takes)] as const];
  });
  const isSame = known.every(([, taken]) => taken.length === values.length);
  return isSame ? undefined : Object.fromEntries(known);
}

/** Codes and ranges beside the classes of a list. */
const EXAMPLES: readonly string[] = ['200', '200-299'];

/** So that no value is refused for a field beside it that is missing. */
const TYPICAL: ListenerFields = { 'stickySession.timeout': 60, 'backend.protocol': 'quic' };

function choices(type: Field['type']): readonly string[] | undefined {
  return type.kind === 'choice' ? type.values : undefined;
}

function parameterFacts(provider: Provider): readonly ParameterFacts[] {
  const found = new Map<string, ParameterFacts>();
  for (const { noun, verbs } of provider.nouns) {
    for (const verb of VERBS.filter((one) => verbs.includes(one))) {
      for (const row of provider.operation(noun, verb).parameters) {
        const use = `${noun} ${verb} (${row.presence === 'kept' ? 'optional' : row.presence})`;
        const before = found.get(row.name);
        found.set(
          row.name,
          before === undefined
            ? factsOf(provider, row, use)
            : {
                ...before,
                values: withValues(before.values, describeType(row.type)),
                uses: [...before.uses, use],
              },
        );
      }
    }
  }
  return [...found.values()];
}

/** A parameter may take other values for other kinds of listeners. */
function withValues(values: string, more: string): string {
  return more === '' || values.split('; ').includes(more) ? values : `${values}; ${more}`;
}

function factsOf(provider: Provider, row: Parameter, use: string): ParameterFacts {
  return {
    provider: provider.id,
    name: row.name,
    flag: `--${row.flag}`,
    field: row.path,
    summary: row.summary,
    values: describeType(row.type),
    ...(row.default === undefined ? {} : { default: describeDefault(row.default) }),
    source: row.source,
    uses: [use],
  };
}

function ruleFacts(provider: Provider, rule: Rule): RuleFacts {
  return {
    rule: `${provider.id}/${rule.id}`,
    severity: rule.severity,
    summary: rule.summary,
    fields: rule.fields,
    source: rule.source,
    preflight: rule.preflight === true,
  };
}
