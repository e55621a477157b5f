import type { Catalogue } from './catalogue.ts';
import type { FieldMap } from './codec.ts';
import type { FieldStyle } from './encode.ts';
import { type Expected, expectedField, expectedOf, missingText } from './expected.ts';
import { field, type ListenerFields, PATHS, type Path } from './fields.ts';
import type { Parameter, ParameterValue, Values } from './parameter.ts';
import type { Missing } from './rule.ts';
import { formatValue } from './values.ts';

/**
 * How a command names a provider's parameters: as native flags, as portable flags or as manifest
 * keys, so that messages use the names that the user typed.
 */
export interface Labels {
  name(parameter: string): string;
  /** The name with the value it was given. */
  given(parameter: string): string;
  /** How the command spells a value of a parameter. */
  spelled(parameter: string, value: ParameterValue): string;
  /** What may be given for it, to follow its name: ` is missing; it takes …`. */
  missing(parameter: string, details?: Missing): string;
  fields(parameters: readonly string[]): readonly string[];
  flags(parameters: readonly string[]): readonly string[];
}

const NOTHING_KNOWN: Expected = { takes: '', example: '' };

/** Names the provider's own parameters by their flags. */
export function nativeLabels(parameters: readonly Parameter[], values: Values): Labels {
  const rows = new Map(parameters.map((row) => [row.name, row]));
  const flag = (parameter: string) => `--${rows.get(parameter)?.flag ?? parameter}`;
  return {
    name: flag,
    given: (parameter) => {
      const value = values[parameter];
      if (value === undefined || value === true) return flag(parameter);
      if (value === false) return `--no-${flag(parameter).slice(2)}`;
      return `${flag(parameter)} ${nativeText(value)}`;
    },
    spelled: (_, value) => nativeText(value),
    missing: (parameter, details = {}) => {
      const row = rows.get(parameter);
      const expected = row === undefined ? NOTHING_KNOWN : expectedOf(row, details.among);
      const given = (example: string) =>
        row?.type.kind === 'boolean' ? flag(parameter) : `${flag(parameter)} ${example}`;
      return missingText(expected, given, details);
    },
    fields: (names) => names.map((name) => rows.get(name)?.wire ?? name),
    flags: (names) => names.filter((name) => rows.has(name)).map(flag),
  };
}

/** Names the portable fields that carry the parameters. */
export function portableLabels(
  { fields: map, regionParameter }: Pick<Catalogue, 'fields' | 'regionParameter'>,
  parameters: readonly Parameter[],
  fields: ListenerFields,
  style: FieldStyle,
): Labels {
  const pathOf = (parameter: string) => portablePath(map, parameter, fields);
  const label = (path: Path) => (style === 'flags' ? `--${field(path).flag}` : path);
  const name = (parameter: string) => {
    if (parameter === regionParameter) return style === 'flags' ? '--region' : 'region';
    const path = pathOf(parameter);
    return path === undefined ? parameter : label(path);
  };
  const paths = (names: readonly string[]) => [
    ...new Set(names.flatMap((parameter) => pathOf(parameter) ?? [])),
  ];
  return {
    name,
    given: (parameter) => {
      const path = pathOf(parameter);
      const value = path === undefined ? undefined : fields[path];
      if (path === undefined || value === undefined) return name(parameter);
      const text = formatValue(path, value);
      return style === 'flags' ? `${label(path)} ${text}` : `${label(path)}: ${text}`;
    },
    spelled: (parameter, value) => {
      const path = pathOf(parameter);
      const spelled =
        path === undefined ? undefined : map[path]?.decode({ [parameter]: value }, fields.protocol);
      return path === undefined || spelled === undefined
        ? nativeText(value)
        : formatValue(path, spelled);
    },
    missing: (parameter, details = {}) => {
      const path = pathOf(parameter);
      const row = parameters.find(({ name: own }) => own === parameter);
      const expected =
        path === undefined
          ? NOTHING_KNOWN
          : expectedField({ fields: map }, path, fields, row, details.among);
      const given = (example: string) =>
        `${name(parameter)}${style === 'flags' ? '' : ':'} ${example}`;
      return missingText(expected, given, details);
    },
    fields: paths,
    flags: (names) => (style === 'flags' ? paths(names).map(label) : []),
  };
}

/**
 * The field that carries a parameter; if there are several, the one that was given: of a mode and its
 * time, the time.
 */
function portablePath(map: FieldMap, parameter: string, fields: ListenerFields): Path | undefined {
  const carriers = carriersIn(map).get(parameter) ?? [];
  return carriers.findLast((path) => fields[path] !== undefined) ?? carriers[0];
}

/** Manifests have as many labels as listeners, and all of them ask. */
const CARRIERS = new WeakMap<FieldMap, ReadonlyMap<string, readonly Path[]>>();

function carriersIn(map: FieldMap): ReadonlyMap<string, readonly Path[]> {
  const known = CARRIERS.get(map);
  if (known !== undefined) return known;
  const carriers = new Map<string, Path[]>();
  for (const path of PATHS) {
    for (const parameter of map[path]?.parameters ?? []) {
      carriers.set(parameter, [...(carriers.get(parameter) ?? []), path]);
    }
  }
  CARRIERS.set(map, carriers);
  return carriers;
}

function nativeText(value: ParameterValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.join(',');
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(([key, item]) => `${key}=${item}`)
      .join(',');
  }
  return value === '' ? "''" : String(value);
}
