import { Refusal } from '../model/codec.ts';
import { field, type ListenerFields, PATHS, type Path } from '../model/fields.ts';
import type { Listener } from '../model/listener.ts';
import { formatValue } from '../model/values.ts';
import type { Violation } from '../model/violation.ts';
import { operationFor } from '../providers/operations.ts';
import { definitionOf, type Provider } from '../providers/provider.ts';
import { defaultFields } from './defaults.ts';
import { isUnset, unmappedValues } from './unmapped.ts';

/** Where the ids in these fields are valid. */
const ID_SCOPES: Readonly<Partial<Record<Path, 'account' | 'loadBalancer'>>> = {
  'tls.certificate': 'account',
  'tls.sniCertificates': 'account',
  'tls.caCertificate': 'account',
  'access.lists': 'account',
  'backend.group': 'loadBalancer',
  'backend.pair': 'loadBalancer',
};

export interface Translation {
  readonly from: Provider;
  readonly listener: Listener;
  readonly to: Provider;
  /** Fields of the command line. */
  readonly overrides: ListenerFields;
  /** The same account and region. */
  readonly sameAccount: boolean;
}

export interface Translated {
  readonly fields: ListenerFields;
  /** Settings that somebody chose and that cannot be copied; warnings with `--allow-loss`. */
  readonly losses: readonly Violation[];
  /** Values that the source cloud gives to any listener, and that are left out. */
  readonly leftOut: readonly Path[];
}

/** Converts a listener for another load balancer or cloud. */
export function translate(translation: Translation): Translated {
  const { from, listener, to, overrides } = translation;
  const own = definitionOf(from, listener);
  const merged: ListenerFields = { ...own, ...overrides };
  const lost = PATHS.flatMap((path) => {
    if (merged[path] === undefined || overrides[path] !== undefined) return [];
    const problem = problemOf(translation, path, merged);
    return problem === undefined ? [] : [{ path, problem }];
  });
  const dropped = new Set(lost.map(({ path }) => path));
  const kept = Object.fromEntries(
    Object.entries(merged).filter(([path]) => !dropped.has(path as Path)),
  ) as ListenerFields;
  const operation = operationFor(from, listener.fields.protocol, 'create');
  const defaults = operation === undefined ? [] : defaultFields(from, operation, own);
  const chosen = lost.filter(({ path }) => !isUnset(merged[path]));
  const reported = chosen.filter(({ path }) => !defaults.includes(path));
  const unmapped = unmappedValues(from, listener).map(({ parameter, value }) =>
    loss(
      parameter,
      `${parameter} (${JSON.stringify(value)}) has no field in the listener model`,
      to.title,
    ),
  );
  return {
    fields: kept,
    leftOut: chosen.map(({ path }) => path).filter((path) => defaults.includes(path)),
    losses: [
      ...reported.map(({ path, problem }) =>
        loss(path, `${path} (${formatValue(path, merged[path])}) ${problem}`, to.title, path),
      ),
      ...unmapped,
    ],
  };
}

/** @returns why a field cannot be copied, to follow its name in a sentence */
function problemOf(
  { listener, to, overrides, sameAccount }: Translation,
  path: Path,
  merged: ListenerFields,
): string | undefined {
  const scope = ID_SCOPES[path];
  if (scope === 'account' && !sameAccount) {
    return 'is an id in the source account or region; set the corresponding id of the target';
  }
  const moved = !sameAccount || overrides.loadBalancer !== listener.fields.loadBalancer;
  if (scope === 'loadBalancer' && moved) {
    return 'belongs to the source load balancer; set a group of the target, or a backend port';
  }
  return refusal(to, path, merged);
}

function refusal<P extends Path>(
  to: Provider,
  path: P,
  merged: ListenerFields,
): string | undefined {
  const codec = to.fields[path];
  if (codec === null) return `is not supported by ${to.id}`;
  const value = merged[path];
  if (value === undefined) return undefined;
  const encoded = codec.encode(value, merged);
  if (encoded instanceof Refusal) return encoded.problem;
  const operation = operationFor(to, merged.protocol, 'create');
  const known = operation?.parameters.map(({ name }) => name) ?? [];
  return Object.keys(encoded).every((name) => known.includes(name))
    ? undefined
    : `is not available for ${merged.protocol} listeners on ${to.id}`;
}

function loss(subject: string, message: string, source: string, path?: Path): Violation {
  return {
    rule: 'copy/loss',
    severity: 'error',
    fields: [subject],
    flags: ['--allow-loss', ...(path === undefined ? [] : [`--${field(path).flag}`])],
    message,
    source,
  };
}
