import { describeDefault } from '../model/default.ts';
import { type Field, type FieldType, field, PATHS, type Path } from '../model/fields.ts';
import { MANIFEST_KEYS, type ManifestKey } from '../model/manifest-keys.ts';
import { describeType } from '../model/parameter.ts';
import { operationFor } from '../providers/operations.ts';
import type { Provider } from '../providers/provider.ts';
import { PROVIDER_IDS, PROVIDERS } from '../providers/registry.ts';
import { RULE_ID, STATES } from './entry.ts';

type Schema = Readonly<Record<string, unknown>>;

/** The digits are limited so that seconds are safe integers. */
const DURATION = { type: 'string', pattern: '^(?:[0-9]{1,9}|(?:[0-9]{1,6}[smhd]){1,4})$' };
const SECONDS = { type: 'integer', minimum: 0, maximum: 999_999_999 };
const STRING = { type: 'string', minLength: 1 };

/**
 * The JSON Schema of manifests, for editors. Ranges that differ between clouds are in descriptions.
 */
export async function manifestSchema(): Promise<Schema> {
  const providers = await Promise.all(PROVIDER_IDS.map((id) => PROVIDERS[id].load()));
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'lbctl manifest',
    description: 'Load-balancer listeners as lbctl listener validate, diff and apply take them',
    type: 'object',
    additionalProperties: false,
    required: ['listeners'],
    properties: {
      $schema: { type: 'string', description: 'location of this schema, for editors' },
      defaults: {
        description: 'defaults for every listener of this document',
        $ref: '#/definitions/listener',
      },
      listeners: { type: 'array', items: { $ref: '#/definitions/listener' } },
    },
    definitions: { listener: listenerSchema(providers) },
  };
}

function listenerSchema(providers: readonly Provider[]): Schema {
  const keys: Readonly<Record<ManifestKey, Schema>> = {
    provider: { enum: PROVIDER_IDS },
    profile: STRING,
    region: STRING,
    state: { enum: STATES },
    acceptWarnings: { type: 'array', items: { type: 'string', pattern: RULE_ID.source } },
  };
  const properties: Record<string, Schema> = Object.fromEntries(
    Object.entries(keys).map(([key, schema]) => [
      key,
      { ...schema, description: MANIFEST_KEYS[key as ManifestKey].summary },
    ]),
  );
  const groups = new Map<string, Record<string, Schema>>();
  for (const path of PATHS) {
    const [outer = '', inner] = path.split('.');
    const schema = { ...typeSchema(field(path)), description: describe(path, providers) };
    if (inner === undefined) properties[outer] = schema;
    else groups.set(outer, { ...groups.get(outer), [inner]: schema });
  }
  for (const [name, inner] of groups) {
    properties[name] = { type: 'object', additionalProperties: false, properties: inner };
  }
  return { type: 'object', additionalProperties: false, properties };
}

function typeSchema({ type }: Field): Schema {
  switch (type.kind) {
    case 'text':
      return { type: 'string' };
    case 'port':
      return { type: 'integer', minimum: 1, maximum: 65_535 };
    case 'count':
      return { type: 'integer', minimum: 0, maximum: 999_999_999 };
    case 'duration':
      return { anyOf: [SECONDS, DURATION] };
    case 'drain':
      return { anyOf: [{ enum: ['off', false] }, SECONDS, DURATION] };
    case 'bandwidth':
      return { anyOf: [SECONDS, { enum: ['unlimited', -1] }] };
    case 'choice':
      return { enum: [...type.values, ...booleans(type.values)] };
    case 'list':
      return { type: 'array', items: itemSchema(type) };
    case 'tags':
      return { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean'] } };
  }
}

function itemSchema({ values, pattern }: Extract<FieldType, { kind: 'list' }>): Schema {
  if (values !== undefined) return { enum: values };
  return pattern === undefined ? STRING : { type: ['string', 'integer'], pattern: pattern.source };
}

/** YAML 1.1 tools write on and off as booleans. */
function booleans(values: readonly string[]): readonly boolean[] {
  return [...(values.includes('on') ? [true] : []), ...(values.includes('off') ? [false] : [])];
}

const UNITS: Readonly<Partial<Record<Field['type']['kind'], string>>> = {
  duration: '90s, 5m, 2h, or whole seconds',
  drain: 'off, or a duration: 90s, 5m, 2h, or whole seconds',
  bandwidth: 'Mbit/s, or unlimited',
};

function describe(path: Path, providers: readonly Provider[]): string {
  const { summary, type } = field(path);
  const unit = UNITS[type.kind];
  const clouds = providers.map(
    (provider) => `${provider.id}: ${describeParameters(path, provider)}`,
  );
  return [unit === undefined ? summary : `${summary} (${unit})`, ...clouds].join('. ');
}

function describeParameters(path: Path, provider: Provider): string {
  if (provider.fields[path] === null) return 'not available';
  const rows = provider.protocols
    .flatMap((protocol) => operationFor(provider, protocol, 'create')?.parameters ?? [])
    .filter((row) => row.path === path);
  const texts = rows.map((row) => {
    const values = describeType(row.type);
    const byDefault = row.default === undefined ? '' : `, default ${describeDefault(row.default)}`;
    return `${row.wire}${values === '' ? '' : ` ${values}`}${byDefault}`;
  });
  return texts.length === 0 ? 'available' : [...new Set(texts)].join('; ');
}
