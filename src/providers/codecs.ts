import { type Codec, type FieldMap, Refusal } from '../model/codec.ts';
import { PATHS, type Path, type Protocol, type Value } from '../model/fields.ts';
import { kebab, type ParameterValue } from '../model/parameter.ts';
import { alternatives } from '../model/values.ts';

/** The part of a provider's parameter row that maps it to portable fields. */
export interface Carrier {
  readonly name: string;
  readonly path: Path | null;
  /** A second field, part of which the same parameter carries. */
  readonly alsoPath?: Path;
  /** Listeners that have the parameter; all when absent. */
  readonly protocols?: readonly Protocol[];
}

export interface FieldSource {
  readonly provider: string;
  /** The parameters that carry the field, in the order of the catalogue. */
  readonly carriers: readonly Carrier[];
  /** The vendor's page about listeners of a protocol. */
  page(protocol: Protocol | undefined): string;
}

/** A codec, or a function that builds one from the carriers in the catalogue. */
type CodecOf<V> = Codec<V> | ((source: FieldSource) => Codec<V>);

export function fieldMap(
  rows: readonly Carrier[],
  { provider, page }: Pick<FieldSource, 'provider' | 'page'>,
  codecs: { readonly [P in Path]: CodecOf<Value<P>> | null },
): FieldMap {
  const mapped = <P extends Path>(path: P) => {
    const codec: CodecOf<Value<P>> | null = codecs[path];
    if (codec === null) return null;
    const carriers = rows.filter((row) => row.path === path || row.alsoPath === path);
    const built = typeof codec === 'function' ? codec({ provider, carriers, page }) : codec;
    return { parameters: carriers.map(({ name }) => name), ...built };
  };
  return Object.fromEntries(PATHS.map((path) => [path, mapped(path)])) as FieldMap;
}

/**
 * A field that one parameter carries, whose name may depend on the protocol. Protocols without such
 * a parameter refuse the field.
 */
export function carried<V>(
  encode: (value: V) => ParameterValue | Refusal,
  decode: (value: ParameterValue) => V | undefined,
): (source: FieldSource) => Codec<V> {
  return ({ carriers, page }) => {
    const carrierOn = (protocol: Protocol | undefined): string | undefined => {
      const own = carriers.find(
        ({ protocols }) =>
          protocol === undefined || protocols === undefined || protocols.includes(protocol),
      );
      return own?.name;
    };
    return {
      encode: (value, { protocol }) => {
        const name = carrierOn(protocol);
        if (name === undefined) {
          return new Refusal(
            'not-on-this-protocol',
            `is not available on ${protocol} listeners; leave it out`,
            page(protocol),
          );
        }
        const encoded = encode(value);
        return encoded instanceof Refusal ? encoded : { [name]: encoded };
      },
      decode: (values, protocol) => {
        const name =
          protocol === undefined
            ? carriers.find((carrier) => values[carrier.name] !== undefined)?.name
            : carrierOn(protocol);
        const value = name === undefined ? undefined : values[name];
        return value === undefined ? undefined : decode(value);
      },
    };
  };
}

export const text = carried<string>(
  (value) => value,
  (value) => (typeof value === 'string' ? value : undefined),
);

export const wholeNumber = carried<number>(
  (value) => value,
  (value) => (typeof value === 'number' ? value : undefined),
);

/** A choice by the cloud's spelling of each value; values without one are not supported. */
export function choice<V extends string>(
  spelling: { readonly [K in V]?: string },
): (source: FieldSource) => Codec<V> {
  const known = Object.keys(spelling) as V[];
  return (source) => {
    const { provider, carriers, page } = source;
    return carried<V>(
      (value) =>
        spelling[value] ??
        new Refusal(
          `${kebab(carriers[0]?.name ?? '')}-values`,
          `must be ${alternatives(known)} on ${provider}, not ${value}`,
          page(undefined),
        ),
      (value) => known.find((one) => spelling[one] === value),
    )(source);
  };
}
