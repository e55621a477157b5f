import { type Field, field, PATHS, type Path } from '../model/fields.ts';
import { describeType, type Parameter } from '../model/parameter.ts';
import type { OperationVerb, Rule } from '../model/rule.ts';
import type { Severity } from '../model/violation.ts';
import type { Provider } from '../providers/provider.ts';

/** Everything that is known about a word: a field, a parameter, a flag or a rule. */
export interface Explanation {
  readonly fields: readonly FieldFacts[];
  readonly parameters: readonly ParameterFacts[];
  readonly rules: readonly RuleFacts[];
}

export interface FieldFacts {
  readonly path: Path;
  readonly flag: string;
  readonly summary: string;
  readonly values: string;
  /** By cloud: its parameters for the field, or null where it has no such thing. */
  readonly clouds: Readonly<Record<string, readonly string[] | null>>;
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
  /** Where it is used: `https-listener create (required)`. */
  readonly uses: readonly string[];
}

export interface RuleFacts {
  readonly rule: string;
  readonly severity: Severity | Readonly<Record<OperationVerb, Severity>>;
  readonly summary: string;
  readonly fields: readonly string[];
  readonly source: string;
  /** Checked against the load balancer, by the pre-flight. */
  readonly preflight: boolean;
}

const VERBS: readonly OperationVerb[] = ['create', 'update'];

/** All that is known of these clouds. */
export function everything(providers: readonly Provider[]): Explanation {
  return {
    fields: PATHS.map((path) => fieldFacts(path, providers)),
    parameters: providers.flatMap(parameterFacts),
    rules: providers.flatMap((provider) => provider.rules.map((rule) => ruleFacts(provider, rule))),
  };
}

/** What a word is about: the thing itself, what carries it, and every rule that concerns it. */
export function explain(word: string, known: Explanation): Explanation {
  const wanted = word.toLowerCase().replace(/^--(no-)?/, '');
  const rule = known.rules.filter(
    (one) => one.rule === wanted || one.rule.split('/')[1] === wanted,
  );
  const fields = known.fields.filter(
    (one) => one.path.toLowerCase() === wanted || one.flag.slice(2) === wanted,
  );
  const parameters = known.parameters.filter(
    (one) =>
      one.name.toLowerCase() === wanted ||
      one.flag.slice(2) === wanted ||
      fields.some(({ path }) => one.field === path),
  );
  const carried = known.fields.filter(
    ({ path }) =>
      parameters.some((one) => one.field === path) && !fields.some((one) => one.path === path),
  );
  const concerning = known.rules.filter((one) =>
    parameters.some(
      ({ provider, name }) => one.rule.startsWith(`${provider}/`) && one.fields.includes(name),
    ),
  );
  return {
    fields: [...fields, ...carried],
    parameters,
    rules: rule.length > 0 ? rule : concerning,
  };
}

/** Words that can be explained, for suggestions and completion. */
export function words({ fields, parameters, rules }: Explanation): readonly string[] {
  return [
    ...new Set([
      ...fields.flatMap(({ path, flag }) => [path, flag]),
      ...parameters.map(({ name }) => name),
      ...rules.map(({ rule }) => rule),
    ]),
  ];
}

/** The values of a portable field, in words. */
export function describeValues({ type, argument }: Pick<Field, 'type' | 'argument'>): string {
  switch (type.kind) {
    case 'choice':
      return type.values.join(', ');
    case 'list':
      return type.values === undefined
        ? 'repeatable'
        : `${type.values.join(', ')}; comma-separated`;
    case 'duration':
      return '90s, 5m, 2h, or whole seconds';
    case 'drain':
      return 'off, or 90s, 5m, 2h, or whole seconds';
    case 'bandwidth':
      return 'whole Mbit/s, or unlimited';
    case 'port':
      return '1\u201365535';
    case 'tags':
      return 'key=value; repeatable';
    default:
      return argument;
  }
}

function fieldFacts(path: Path, providers: readonly Provider[]): FieldFacts {
  const row = field(path);
  return {
    path,
    flag: `--${row.flag}`,
    summary: row.summary,
    values: describeValues(row),
    clouds: Object.fromEntries(
      providers.map(({ id, fields }) => [id, fields[path]?.parameters ?? null]),
    ),
  };
}

function parameterFacts(provider: Provider): readonly ParameterFacts[] {
  const found = new Map<string, ParameterFacts>();
  for (const { noun, verbs } of provider.nouns) {
    for (const verb of VERBS.filter((one) => verbs.includes(one))) {
      for (const row of provider.operation(noun, verb).parameters) {
        const use = `${noun} ${verb} (${row.presence})`;
        const before = found.get(row.name);
        found.set(
          row.name,
          before === undefined
            ? factsOf(provider, row, use)
            : { ...before, uses: [...before.uses, use] },
        );
      }
    }
  }
  return [...found.values()];
}

function factsOf(provider: Provider, row: Parameter, use: string): ParameterFacts {
  return {
    provider: provider.id,
    name: row.name,
    flag: `--${row.flag}`,
    field: row.path,
    summary: row.summary,
    values: describeType(row.type),
    ...(row.default === undefined ? {} : { default: row.default }),
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
