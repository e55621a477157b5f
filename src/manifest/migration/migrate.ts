import { Refusal } from '../../model/codec.ts';
import { decodeFields, encodeFields } from '../../model/encode.ts';
import { field, type ListenerFields, PATHS, type Path } from '../../model/fields.ts';
import type { ParameterValue } from '../../model/parameter.ts';
import { validate } from '../../model/validate.ts';
import { formatValue, sameField } from '../../model/values.ts';
import type { Violation } from '../../model/violation.ts';
import { operationFor } from '../../providers/operations.ts';
import { portableChange } from '../../providers/portable-change.ts';
import type { Provider } from '../../providers/provider.ts';
import { type Translation, translate } from '../translate.ts';
import { isUnset } from '../unmapped.ts';

/** What becomes of one setting. */
export interface FieldReport {
  /** The portable field, or the parameter if there is none. */
  readonly field: string;
  readonly result: 'same' | 'changed' | 'lost';
  readonly value: string;
  /** The value in the new place, if it differs. */
  readonly becomes?: string;
  /** The parameters on both sides, with their units: `tcp_timeout 5`, `keepalive_timeout 300`. */
  readonly from?: string;
  readonly to?: string;
  /** Why it is lost. */
  readonly reason?: string;
}

/** What becomes of one listener. */
export interface Migrated {
  readonly ref: string;
  readonly name: string | undefined;
  /** Of the new listener. */
  readonly fields: ListenerFields;
  readonly report: readonly FieldReport[];
  /** What lbctl cannot do. */
  readonly byHand: readonly string[];
  /** Why the new listener cannot be created. */
  readonly problems: readonly Violation[];
}

export function migrate(translation: Translation): Migrated {
  const { listener, to } = translation;
  const translated = translate(translation);
  const complete = to.completed?.(translated.fields) ?? translated.fields;
  const { fields, dropped, problems } = withoutInvalid(to, complete);
  const original: ListenerFields = { ...listener.fields, ...translation.overrides };
  const reasons = new Map<string, string>([
    ...translated.losses.map(({ fields: [subject = ''], message }) => [subject, message] as const),
    ...dropped,
  ]);
  const after = { ...fields, ...shown(to, fields) };
  const report = [
    ...PATHS.flatMap((path) =>
      fieldReport(translation, path, { original, fields, after, reasons }),
    ),
    ...unmappedLosses(reasons),
  ];
  return {
    ref: listener.ref,
    name: listener.fields.name,
    fields,
    report,
    byHand: byHand(translation, fields),
    problems,
  };
}

/** The fields that decide which listener it is cannot be left out. */
const IDENTITY: readonly string[] = ['loadBalancer', 'protocol', 'port'];

/** Leaves out single values that the target does not take, such as a time-out out of its range. */
function withoutInvalid(to: Provider, all: ListenerFields) {
  let fields = all;
  const dropped: [string, string][] = [];
  for (;;) {
    const problems = errorsOf(to, fields);
    const [found] = problems.flatMap(({ fields: [path = '', ...others], message }) =>
      others.length === 0 && !IDENTITY.includes(path) && fields[path as Path] !== undefined
        ? [{ path: path as Path, message }]
        : [],
    );
    if (found === undefined) return { fields, dropped, problems };
    dropped.push([found.path, found.message]);
    fields = Object.fromEntries(
      Object.entries(fields).filter(([path]) => path !== found.path),
    ) as ListenerFields;
  }
}

function errorsOf(to: Provider, fields: ListenerFields): readonly Violation[] {
  const operation = operationFor(to, fields.protocol, 'create');
  if (operation === undefined) return [];
  const change = portableChange(to, operation, { fields, violations: [] }, fields, 'paths');
  const all = [...change.violations, ...validate(to, change)];
  return all.filter(({ severity }) => severity === 'error');
}

interface Copy {
  /** The original with the mapped ids. */
  readonly original: ListenerFields;
  /** Of the copy. */
  readonly fields: ListenerFields;
  /** Of the copy, as its cloud will show them. */
  readonly after: ListenerFields;
  readonly reasons: ReadonlyMap<string, string>;
}

function fieldReport(
  { from, listener, to }: Translation,
  path: Path,
  { original, fields, after, reasons }: Copy,
): readonly FieldReport[] {
  const before = listener.fields[path];
  if (before === undefined && original[path] === undefined) return [];
  const value = formatValue(path, before ?? original[path]);
  const base = { field: path, value, ...wireText('from', from, path, listener.fields) };
  if (fields[path] === undefined) {
    const isSilent = isUnset(before) && !reasons.has(path);
    const reason = reasons.get(path) ?? `is not supported by ${to.id}`;
    return isSilent || path === 'backend.port' ? [] : [{ ...base, result: 'lost', reason }];
  }
  const sides = { ...base, ...wireText('to', to, path, fields) };
  return before !== undefined && sameField(before, after[path])
    ? [{ ...sides, result: 'same' }]
    : [{ ...sides, result: 'changed', becomes: formatValue(path, after[path]) }];
}

/** The fields as the new listener will show them: some values have no equal there. */
function shown(to: Provider, fields: ListenerFields): ListenerFields {
  const operation = operationFor(to, fields.protocol, 'create');
  if (operation === undefined) return {};
  const { values } = encodeFields(to, operation, fields, fields, 'paths');
  return decodeFields(to.fields, values, fields.protocol);
}

function wireText<S extends 'from' | 'to', P extends Path>(
  side: S,
  provider: Provider,
  path: P,
  fields: ListenerFields,
): Partial<Record<S, string>> {
  const value = fields[path];
  const codec = provider.fields[path];
  if (codec === null || value === undefined) return {};
  const encoded = codec.encode(value, fields);
  if (encoded instanceof Refusal) return {};
  const text = Object.entries(encoded)
    .filter(([, one]) => one !== undefined)
    .map(([name, one]) => `${name} ${plain(one)}`)
    .join(', ');
  return text === '' ? {} : ({ [side]: text } as Partial<Record<S, string>>);
}

function plain(value: ParameterValue | undefined): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function unmappedLosses(reasons: ReadonlyMap<string, string>): readonly FieldReport[] {
  return [...reasons].flatMap(([subject, reason]) =>
    PATHS.some((path) => path === subject)
      ? []
      : [{ field: subject, result: 'lost' as const, value: '', reason }],
  );
}

function byHand({ listener, to }: Translation, fields: ListenerFields): readonly string[] {
  const port = listener.fields['backend.port'];
  const certificate = listener.fields['tls.certificate'];
  return [
    ...(port !== undefined && to.fields['backend.port'] === null
      ? [`add the servers to the backend group of the new listener, with port ${port}`]
      : []),
    ...(certificate !== undefined && fields['tls.certificate'] === undefined
      ? [
          `upload certificate ${certificate} to the new account, and map it: --map-certificate ${certificate}=NEW-ID`,
        ]
      : []),
    ...(listener.fields['access.lists'] !== undefined && fields['access.lists'] === undefined
      ? [`create the access lists there, and set them with --${field('access.lists').flag}`]
      : []),
  ];
}
