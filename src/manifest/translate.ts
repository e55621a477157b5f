import { Refusal } from '../model/codec.ts';
import { field, type ListenerFields, PATHS, type Path } from '../model/fields.ts';
import type { Listener } from '../model/listener.ts';
import { formatValue } from '../model/values.ts';
import type { Violation } from '../model/violation.ts';
import { operationFor } from '../providers/operations.ts';
import type { Provider } from '../providers/provider.ts';
import { unmappedValues } from './unmapped.ts';

/** Things that exist beside listeners, and how far their ids are known. */
const BOUND: Readonly<Partial<Record<Path, 'account' | 'loadBalancer'>>> = {
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
  /** What the copy says itself, above all its load balancer. */
  readonly overrides: ListenerFields;
  /** Both places are the same account in the same region, so that ids mean the same. */
  readonly sameAccount: boolean;
}

export interface Translated {
  readonly fields: ListenerFields;
  /** What can't be carried over and why, as violations that `--allow-loss` makes warnings. */
  readonly losses: readonly Violation[];
}

/** A listener's fields for another place; what does not fit there is told, never dropped silently. */
export function translate(wanted: Translation): Translated {
  const { from, listener, to, overrides } = wanted;
  const merged: ListenerFields = { ...listener.fields, ...overrides };
  const lost = PATHS.flatMap((path) => {
    if (merged[path] === undefined || overrides[path] !== undefined) return [];
    const why = obstacle(wanted, path, merged);
    return why === undefined ? [] : [{ path, why }];
  });
  const gone = new Set(lost.map(({ path }) => path));
  const kept = Object.fromEntries(
    Object.entries(merged).filter(([path]) => !gone.has(path as Path)),
  ) as ListenerFields;
  const told = lost.filter(({ path }) => !isNothing(merged[path]));
  const gaps = unmappedValues(from, listener).map(({ parameter, value }) =>
    loss(
      parameter,
      `${parameter} (${JSON.stringify(value)}) has no field in the listener model`,
      to.title,
    ),
  );
  return {
    fields: kept,
    losses: [
      ...told.map(({ path, why }) =>
        loss(path, `${path} (${formatValue(path, merged[path])}) ${why}`, to.title, path),
      ),
      ...gaps,
    ],
  };
}

/** Why a field can't be there, as the end of a sentence that begins with its name. */
function obstacle(
  { listener, to, overrides, sameAccount }: Translation,
  path: Path,
  merged: ListenerFields,
): string | undefined {
  const bound = BOUND[path];
  if (bound === 'account' && !sameAccount) {
    return 'is an id of the other account or region; give the one that stands for it here';
  }
  const moved = !sameAccount || overrides.loadBalancer !== listener.fields.loadBalancer;
  if (bound === 'loadBalancer' && moved) {
    return 'belongs to the other load balancer; give a group of this one, or a backend port';
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

/** Switched off or empty: where there is no such thing, that is what it is. */
function isNothing(value: unknown): boolean {
  if (value === undefined || value === 'off' || value === '') return true;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
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
