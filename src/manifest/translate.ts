import { Refusal } from '../model/codec.ts';
import { field, type ListenerFields, PATHS, type Path, type Value } from '../model/fields.ts';
import type { Listener } from '../model/listener.ts';
import type { LoadBalancerFacts } from '../model/rule.ts';
import { formatValue, sameField } from '../model/values.ts';
import type { Violation } from '../model/violation.ts';
import { operationFor } from '../providers/operations.ts';
import { definitionOf, type Provider } from '../providers/provider.ts';
import { defaultFields } from './defaults.ts';
import { type FittingChange, fitFields, IDENTITY } from './fitting.ts';
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
  /** SNI certificates that the list in `overrides` goes without. */
  readonly unmapped?: readonly string[];
  /** What the load balancer of the copy is, if that was read. */
  readonly facts?: LoadBalancerFacts | undefined;
}

export interface Translated {
  readonly fields: ListenerFields;
  /** Settings that somebody chose; a copy without them needs `--allow-loss`. */
  readonly losses: readonly NotKept[];
  /** Values that the source cloud gives to any listener. */
  readonly defaults: readonly NotKept[];
  /** Names of parts of the listener, as text: the parts of the copy have none. */
  readonly labels: readonly string[];
  /** Why the copy cannot be created. */
  readonly problems: readonly Violation[];
  readonly warnings: readonly Violation[];
}

/** A setting that the copy does not have, or has with another value. */
export interface NotKept {
  /** The portable field, or the parameter if there is none. */
  readonly subject: string;
  readonly path?: Path;
  readonly value: string;
  /** What the copy has instead, if it cannot be without. */
  readonly becomes?: string;
  /** A sentence that begins with the subject. */
  readonly reason: string;
  readonly source: string;
}

/** Converts a listener for another load balancer or cloud. */
export function translate(translation: Translation): Translated {
  const { from, listener, to, overrides } = translation;
  const defined = definitionOf(from, listener);
  const own = {
    ...impliedFields(from, to, listener),
    ...defined,
    // Draining that takes no time is none; only classic ELB has it.
    ...(defined.drain === 0 && from.id !== to.id ? ({ drain: 'off' } as const) : {}),
  };
  const merged: ListenerFields = { ...own, ...overrides };
  const refused = PATHS.flatMap((path): readonly NotKept[] => {
    if (merged[path] === undefined || overrides[path] !== undefined) return [];
    const problem = problemOf(translation, path, merged);
    if (problem === undefined) return [];
    const value = formatValue(path, merged[path]);
    const kin = path === 'algorithm' ? sameKind(to, merged) : undefined;
    const reason = `${path} (${value}) ${problem}`;
    const lost = { subject: path, path, value, reason, source: to.title };
    return [kin === undefined ? lost : { ...lost, becomes: kin }];
  });
  const dropped = new Set(refused.map(({ subject }) => subject));
  const algorithm = refused.find(({ path }) => path === 'algorithm')?.becomes;
  const kept = {
    ...Object.fromEntries(Object.entries(merged).filter(([path]) => !dropped.has(path))),
    ...(algorithm === undefined ? {} : { algorithm }),
  } as ListenerFields;
  const operation = operationFor(from, listener.fields.protocol, 'create');
  const defaults = new Set<string>([
    ...(operation === undefined ? [] : defaultFields(from, operation, own)),
    ...Object.keys(from.implied?.(listener.fields) ?? {}),
  ]);
  const open = PATHS.filter((path) => own[path] !== undefined && overrides[path] === undefined);
  // Between load balancers of one cloud, its own values stay.
  const place = { provider: to, facts: translation.facts };
  const fitted = fitFields(place, kept, open, from.id === to.id ? new Set() : defaults);
  const isKept = ({ path, becomes }: NotKept) =>
    becomes === undefined &&
    (path === undefined || isSameAnyway(to, path, { ...fitted.fields, [path]: merged[path] }));
  const notKept = [
    ...refused.filter((one) => !isKept(one)),
    ...fitted.changes.flatMap((change) => {
      const one = notFitting(change, merged);
      const isSame = change.isRefused ? isUnset(merged[change.path]) : isKept(one);
      return isSame ? [] : [one];
    }),
  ];
  const unmapped = unmappedValues(from, listener);
  return {
    fields: fitted.fields,
    defaults: notKept.filter(({ subject }) => defaults.has(subject)),
    losses: [
      ...notKept.filter(({ subject }) => !defaults.has(subject)),
      ...unmappedSni(translation),
      ...unmapped
        .filter(({ isLabel }) => !isLabel)
        .map(({ parameter, value }) => ({
          subject: parameter,
          value: typeof value === 'string' ? value : JSON.stringify(value),
          reason: `${parameter} (${JSON.stringify(value)}) has no field in the listener model`,
          source: to.title,
        })),
    ],
    labels: unmapped
      .filter(({ isLabel }) => isLabel)
      .map(({ parameter, value }) => `${parameter} ${JSON.stringify(value)}`),
    problems: fitted.problems,
    warnings: fitted.warnings,
  };
}

function unmappedSni({ overrides, unmapped = [], to }: Translation): readonly NotKept[] {
  if (unmapped.length === 0) return [];
  const path = 'tls.sniCertificates';
  const value = formatValue(path, unmapped);
  const reason = `${path} (${value}) ${OTHER_ACCOUNT}`;
  const becomes = formatValue(path, overrides[path]);
  return [{ subject: path, path, value, becomes, reason, source: to.title }];
}

function notFitting(
  { path, becomes, message, source }: FittingChange,
  all: ListenerFields,
): NotKept {
  const value = formatValue(path, all[path]);
  if (becomes !== undefined) {
    const text = formatValue(path, becomes);
    const reason = `${path} (${value}) becomes ${text}: ${message}`;
    return { subject: path, path, value, becomes: text, reason, source };
  }
  const reason = message.startsWith(path) ? message : `${path} (${value}): ${message}`;
  return { subject: path, path, value, reason, source };
}

/** What the source does without a parameter for it, as far as the target takes it. */
function impliedFields(from: Provider, to: Provider, listener: Listener): ListenerFields {
  const implied = from.implied?.(listener.fields) ?? {};
  const merged = { ...implied, ...listener.fields };
  return Object.fromEntries(
    Object.entries(implied).filter(([path]) => refusal(to, path as Path, merged) === undefined),
  );
}

/** Some clouds have a name for each, others one that takes the weights of the servers anyway. */
const KINDS: Readonly<Partial<Record<Algorithm, Algorithm>>> = {
  'weighted-round-robin': 'round-robin',
  'round-robin': 'weighted-round-robin',
  'weighted-least-connections': 'least-connections',
  'least-connections': 'weighted-least-connections',
};

type Algorithm = Value<'algorithm'>;

function sameKind(to: Provider, merged: ListenerFields): Algorithm | undefined {
  const kin = merged.algorithm === undefined ? undefined : KINDS[merged.algorithm];
  const isTaken =
    kin !== undefined && refusal(to, 'algorithm', { ...merged, algorithm: kin }) === undefined;
  return isTaken ? kin : undefined;
}

/** Whether the copy has a setting without a parameter for it. */
function isSameAnyway(to: Provider, path: Path, merged: ListenerFields): boolean {
  const value = merged[path];
  // What is off is the same on a cloud that does not have it.
  if (isUnset(value) || sameField(to.implied?.(merged)[path], value)) return true;
  // Servers have ports of their own where listeners have none.
  if (path === 'backend.port' && to.fields[path] === null) return true;
  const operation = operationFor(to, merged.protocol, 'create');
  return operation !== undefined && defaultFields(to, operation, merged).includes(path);
}

/**
 * What to do about the servers: listeners are copied without them.
 * @param copy the fields of the new listener
 */
export function serversByHand(
  { from, listener: { fields, native }, to }: Translation,
  copy: ListenerFields,
): readonly string[] {
  const port = fields['backend.port'];
  if (port !== undefined && to.fields['backend.port'] === null) {
    return [`add the servers to the backend group of the new listener, with port ${port}`];
  }
  const group = fields['backend.group'] ?? fields['backend.pair'];
  return group === undefined ||
    from.serversIn?.(native) === 0 ||
    copy['backend.group'] !== undefined ||
    copy['backend.pair'] !== undefined
    ? []
    : [`add the servers of backend group ${group} to the new listener`];
}

/** A line for each kind of what nobody will miss. */
export function minorLosses({
  defaults,
  labels,
}: Pick<Translated, 'defaults' | 'labels'>): readonly string[] {
  const list = defaults.map(
    ({ subject, value, becomes }) =>
      `${subject} (${becomes === undefined ? value : `${value} → ${becomes}`})`,
  );
  return [
    ...(list.length === 0 ? [] : [`cloud defaults that are not kept: ${list.join(', ')}`]),
    ...(labels.length === 0 ? [] : [`names that are not kept: ${labels.join(', ')}`]),
  ];
}

export function lossViolations(losses: readonly NotKept[]): readonly Violation[] {
  return losses.map(({ subject, path, reason, source }) => ({
    rule: 'copy/loss',
    severity: 'error',
    fields: [subject],
    flags: ['--allow-loss', ...(path === undefined ? [] : [`--${field(path).flag}`])],
    message: reason,
    source,
  }));
}

const OTHER_ACCOUNT =
  'is an id in the source account or region; set the corresponding id of the target';

/** @returns why a field cannot be copied, to follow its name in a sentence */
function problemOf(
  { listener, to, overrides, sameAccount }: Translation,
  path: Path,
  merged: ListenerFields,
): string | undefined {
  if (IDENTITY.includes(path)) return undefined;
  const scope = ID_SCOPES[path];
  if (scope === 'account' && !sameAccount) {
    return to.fields[path] === null ? refusal(to, path, merged) : OTHER_ACCOUNT;
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
  // Without a protocol of the target, every parameter would be unknown.
  if (operation === undefined) return undefined;
  const known = operation.parameters.map(({ name }) => name);
  return Object.keys(encoded).every((name) => known.includes(name))
    ? undefined
    : `is not available for ${merged.protocol} listeners on ${to.id}`;
}
