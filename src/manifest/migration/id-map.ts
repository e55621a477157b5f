import { Failure } from '../../failure.ts';
import { parseYaml, YamlProblem } from '../../formats/yaml.ts';
import type { ListenerFields } from '../../model/fields.ts';
import { isObject } from '../../model/json.ts';

/** Ids of the old place and those that stand for them in the new one. */
export interface IdMap {
  readonly loadBalancers: ReadonlyMap<string, string>;
  readonly certificates: ReadonlyMap<string, string>;
}

interface IdMapSources {
  /** `old=new`, from `--map-load-balancer`. */
  readonly loadBalancers: readonly string[];
  /** `old=new`, from `--map-certificate`. */
  readonly certificates: readonly string[];
  /** The text of `--map-file`: YAML or JSON with `loadBalancers` and `certificates`. */
  readonly file: string | undefined;
}

/** Flags take precedence over the file. */
export function readIdMap({ loadBalancers, certificates, file }: IdMapSources): IdMap {
  const inFile = file === undefined ? {} : parseFile(file);
  return {
    loadBalancers: new Map([
      ...entriesOf(inFile, 'loadBalancers'),
      ...loadBalancers.map((pair) => parsePair('--map-load-balancer', pair)),
    ]),
    certificates: new Map([
      ...entriesOf(inFile, 'certificates'),
      ...certificates.map((pair) => parsePair('--map-certificate', pair)),
    ]),
  };
}

function parsePair(flag: string, pair: string): readonly [string, string] {
  const [, from, to] = /^([^=]+)=([^=]+)$/.exec(pair.trim()) ?? [];
  if (from !== undefined && to !== undefined) return [from.trim(), to.trim()];
  throw new Failure('usage', `${flag} takes OLD-ID=NEW-ID, not ${JSON.stringify(pair)}`);
}

const KEYS = ['loadBalancers', 'certificates'] as const;

function parseFile(text: string): Readonly<Record<string, unknown>> {
  const [read] = parseDocuments(text);
  const keys = isObject(read) ? Object.keys(read) : undefined;
  if (isObject(read) && keys?.every((key) => KEYS.some((one) => one === key))) return read;
  throw new Failure('usage', '--map-file: the file must hold "loadBalancers" and "certificates"', {
    hint: 'for example: {"loadBalancers": {"OLD-ID": "NEW-ID"}, "certificates": {"OLD-ID": "NEW-ID"}}',
  });
}

function parseDocuments(text: string): readonly unknown[] {
  try {
    return parseYaml(text);
  } catch (error) {
    if (!(error instanceof YamlProblem)) throw error;
    throw new Failure('usage', `--map-file: ${error.message} (line ${error.line})`);
  }
}

function entriesOf(
  file: Readonly<Record<string, unknown>>,
  key: (typeof KEYS)[number],
): readonly (readonly [string, string])[] {
  const map = file[key] ?? {};
  const entries = isObject(map) ? Object.entries(map) : undefined;
  if (entries?.every((entry): entry is [string, string] => typeof entry[1] === 'string')) {
    return entries;
  }
  throw new Failure('usage', `--map-file: "${key}" must map ids to ids`);
}

interface MappedIds {
  /** Ids that are not in the map are left out. */
  readonly fields: ListenerFields;
  /** SNI certificates that are left out of a list. */
  readonly unmapped: readonly string[];
}

/** @param keeps whether ids that are not in the map are valid in the new place as well */
export function mappedIds(fields: ListenerFields, ids: IdMap, keeps: boolean): MappedIds {
  const { certificates } = ids;
  const loadBalancer = ids.loadBalancers.get(fields.loadBalancer ?? '');
  const certificate = certificates.get(fields['tls.certificate'] ?? '');
  const caCertificate = certificates.get(fields['tls.caCertificate'] ?? '');
  const all = fields['tls.sniCertificates'] ?? [];
  const sni = all.flatMap((id) => certificates.get(id) ?? (keeps ? id : []));
  return {
    fields: {
      ...(loadBalancer === undefined ? {} : { loadBalancer }),
      ...(certificate === undefined ? {} : { 'tls.certificate': certificate }),
      ...(caCertificate === undefined ? {} : { 'tls.caCertificate': caCertificate }),
      ...(sni.length === 0 ? {} : { 'tls.sniCertificates': sni }),
    },
    unmapped: keeps || sni.length === 0 ? [] : all.filter((id) => !certificates.has(id)),
  };
}
