import { Refusal } from '../model/codec.ts';
import { type Field, field, type ListenerFields, PATHS, type Path } from '../model/fields.ts';
import { OWN_RULES, OWN_SOURCE, RULES_OF_CLOUDS } from '../model/own-rules.ts';
import { describeType, type Parameter, type ParameterType } from '../model/parameter.ts';
import type { Provider } from '../providers/provider.ts';
import type { RuleFacts } from './rule-facts.ts';
import { describeValues } from './values.ts';

/** The rules behind messages that follow from the catalogue: about one value, or one field. */
export function derivedRules(providers: readonly Provider[]): readonly RuleFacts[] {
  return [
    ...Object.entries(OWN_RULES).map(([rule, summary]) => facts(rule, summary, OWN_SOURCE)),
    ...PATHS.flatMap(fieldRules),
    ...providers.flatMap((provider) => [
      ...Object.entries(RULES_OF_CLOUDS).map(([rule, summary]) =>
        facts(`${provider.id}/${rule}`, summary, provider.title),
      ),
      ...parameterRules(provider),
      ...refusals(provider),
    ]),
  ];
}

function facts(
  rule: string,
  summary: string,
  source: string,
  fields: readonly string[] = [],
): RuleFacts {
  return { rule, severity: 'error', summary, fields, source, preflight: false };
}

function fieldRules(path: Path): readonly RuleFacts[] {
  const row = field(path);
  const values = `${path} takes ${describeValues(row)}.`;
  return [
    facts(`listener/${row.flag}-value`, values, OWN_SOURCE, [path]),
    facts(`listener/${row.flag}-required`, `${path} is required.`, OWN_SOURCE, [path]),
  ];
}

const ASPECTS: Readonly<Record<ParameterType['kind'], readonly string[]>> = {
  text: ['type', 'length', 'characters'],
  integer: ['type', 'range'],
  choice: ['type', 'values'],
  boolean: ['type'],
  list: ['type', 'length', 'characters'],
  joined: ['type', 'length', 'characters', 'values'],
  tags: ['type', 'length', 'characters'],
};

function parameterRules(provider: Provider): readonly RuleFacts[] {
  const operations = provider.nouns.flatMap(({ noun, verbs }) =>
    (['create', 'update'] as const)
      .filter((verb) => verbs.includes(verb))
      .map((verb) => provider.operation(noun, verb)),
  );
  const rows = [...operations.flatMap(({ parameters }) => parameters), ...(provider.filters ?? [])];
  return rows.flatMap((row) => {
    const rule = (aspect: string, text: string, severity: RuleFacts['severity'] = 'error') => ({
      ...facts(`${provider.id}/${row.flag}-${aspect}`, text, row.source, [row.name]),
      severity,
    });
    const note = widerNote(row.type);
    return [
      ...(row.presence === 'required' || row.presence === 'kept'
        ? [rule('required', `${row.name} is required.`)]
        : []),
      ...(row.presence === 'create-only'
        ? [rule('create-only', `${row.name} can only be set when the listener is created.`)]
        : []),
      ...ASPECTS[row.type.kind].map((aspect) => rule(aspect, valuesText(row))),
      ...(note === undefined ? [] : [rule('wider', `${row.name} ${note}.`, 'warning' as const)]),
    ];
  });
}

function valuesText({ name, summary, type }: Parameter): string {
  const values = describeType(type);
  return values === '' ? `${name}: ${summary}.` : `${name} takes ${values}.`;
}

function widerNote(type: ParameterType): string | undefined {
  if (type.kind === 'list' || type.kind === 'joined') return widerNote(type.item);
  if (type.kind === 'choice') return type.wider?.note ?? type.custom?.note;
  return type.kind === 'text' || type.kind === 'integer' ? type.wider?.note : undefined;
}

/** What a cloud refuses is in its codecs: they are asked about every kind of value. */
function refusals(provider: Provider): readonly RuleFacts[] {
  const found = new Map<string, RuleFacts>();
  const add = (path: Path, { rule, problem, source }: Refusal) => {
    const id = `${provider.id}/${rule}`;
    if (!found.has(id))
      found.set(id, facts(id, `${path} ${general(problem)}.`, source, parametersOf(path)));
  };
  const parametersOf = (path: Path) => provider.fields[path]?.parameters ?? [];
  for (const path of PATHS) {
    const unsupported = `${field(path).flag}-unsupported`;
    add(path, new Refusal(unsupported, `is not supported by ${provider.id}`, provider.title));
    for (const listener of CONTEXTS) {
      for (const value of samples(field(path))) {
        const encoded = encode(provider, path, value, listener);
        if (encoded instanceof Refusal) add(path, encoded);
      }
    }
  }
  const { title } = provider;
  add('protocol', new Refusal('protocol-required', 'is required', title));
  const protocols = provider.protocols.join(', ');
  add('protocol', new Refusal('protocol-values', `takes ${protocols} on ${provider.id}`, title));
  return [...found.values()];
}

/** Without the value that was tried. */
function general(problem: string): string {
  return problem.replace(/, not (?:for )?(?:[^,;]|,(?! ))*$/, '');
}

/** Listeners on which the meaning of other fields depends: with each value of each choice. */
const CONTEXTS: readonly ListenerFields[] = [undefined, ...samples(field('protocol'))]
  .map(
    (protocol): ListenerFields => (protocol === undefined ? {} : ({ protocol } as ListenerFields)),
  )
  .flatMap((fields) => [
    fields,
    ...PATHS.flatMap((path) => {
      const { type } = field(path);
      const values = type.kind === 'choice' && path !== 'protocol' ? type.values : [];
      return values.map((value) => ({ ...fields, [path]: value }));
    }),
  ]);

function samples({ type }: Field): readonly unknown[] {
  switch (type.kind) {
    case 'choice':
      return type.values;
    case 'list': {
      const known = type.values ?? type.suggestions ?? [];
      return [...known.map((value) => [value]), ends(known), ['any'], []];
    }
    case 'duration':
      return [0, 1, 61, 100_000];
    case 'drain':
      return ['off', 1, 61];
    case 'bandwidth':
      return ['unlimited', 1];
    case 'port':
    case 'count':
      return [0, 1, 100_000];
    case 'tags':
      return [{ key: 'value' }];
    case 'text':
      return ['', 'any'];
  }
}

/** Values that are no neighbours, for clouds that take one range. */
function ends(values: readonly string[]): readonly string[] {
  return values.length < 3 ? [] : [...values.slice(0, 1), ...values.slice(-1)];
}

function encode(provider: Provider, path: Path, value: unknown, listener: ListenerFields): unknown {
  const codec = provider.fields[path];
  return codec?.encode(value as never, { ...listener, [path]: value });
}
