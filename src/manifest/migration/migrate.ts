import { decodeFields, encodeFields } from '../../model/encode.ts';
import { type ListenerFields, PATHS, type Path } from '../../model/fields.ts';
import type { Listener } from '../../model/listener.ts';
import type { ParameterValue } from '../../model/parameter.ts';
import { formatValue, sameField } from '../../model/values.ts';
import { operationFor } from '../../providers/operations.ts';
import { definitionOf, type Provider } from '../../providers/provider.ts';
import { targetState } from '../entry.ts';
import { type NotKept, type Translated, type Translation, translate } from '../translate.ts';
import { isOneOnWire, wireOf } from '../wire.ts';
import { byHand } from './by-hand.ts';
import type { FieldReport, Migrated } from './migration.ts';

/** @param start whether `--start` is given */
export function migrate(translation: Translation, start: boolean): Migrated {
  const { listener, to } = translation;
  const translated = translate(translation);
  const { fields, losses, problems, warnings } = translated;
  const after = { ...fields, ...shown(to, fields) };
  const report = [
    ...PATHS.flatMap((path) => fieldReport(translation, path, translated, after)),
    ...losses.flatMap(({ subject, path, value, reason }): readonly FieldReport[] => {
      const from = `${subject} ${value}`;
      return path === undefined ? [{ field: subject, result: 'lost', value, from, reason }] : [];
    }),
    ...stateReport(listener, to, start),
  ];
  return {
    ref: listener.ref,
    name: listener.fields.name,
    state: copiedState(listener, to, start),
    fields,
    report,
    defaults: translated.defaults,
    losses,
    labels: translated.labels,
    byHand: byHand(translation, fields),
    problems,
    warnings,
  };
}

/** The state that the copy is put into; undefined if it stays as it is created. */
function copiedState({ status }: Listener, { states }: Provider, start: boolean) {
  if (status === 'running' && start && states !== undefined) return status;
  return status === 'stopped' && states?.createdAs !== undefined ? status : undefined;
}

function stateReport(listener: Listener, to: Provider, start: boolean): readonly FieldReport[] {
  const before = targetState(listener.status);
  const after = copiedState(listener, to, start) ?? to.states?.created ?? 'running';
  return before === undefined || before === after
    ? []
    : [{ field: 'state', result: 'changed', value: before, becomes: after }];
}

/** @param after the copy, as its cloud will show it */
function fieldReport(
  { from, listener, to, overrides }: Translation,
  path: Path,
  { fields, losses, defaults }: Translated,
  after: ListenerFields,
): readonly FieldReport[] {
  const own = definitionOf(from, listener);
  const before = own[path];
  const given = before ?? overrides[path];
  const isOf = (one: NotKept) => one.path === path;
  const lost = losses.find(isOf);
  const notKept = lost ?? defaults.find(isOf);
  if (given === undefined && notKept === undefined) return [];
  // A setting of the command line that the original does not have.
  const shownBefore = before === undefined && fields[path] !== undefined ? 'none' : undefined;
  const value = notKept?.value ?? shownBefore ?? formatValue(path, given);
  const base = { field: path, value, ...wireText('from', from, path, own) };
  const sides = { ...base, ...wireText('to', to, path, fields) };
  if (notKept !== undefined) {
    const { becomes, reason } = notKept;
    const result = lost === undefined ? 'default' : 'lost';
    return [{ ...sides, result, ...(becomes === undefined ? {} : { becomes }), reason }];
  }
  if (fields[path] === undefined) return [];
  return before !== undefined &&
    (sameField(before, after[path]) || isOneOnWire(to, path, before, fields[path], fields))
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

function wireText<S extends 'from' | 'to'>(
  side: S,
  provider: Provider,
  path: Path,
  fields: ListenerFields,
): Partial<Record<S, string>> {
  const text = Object.entries(wireOf(provider, path, fields[path], fields) ?? {})
    .map(([name, one]) => `${name} ${plain(one)}`)
    .join(', ');
  return text === '' ? {} : ({ [side]: text } as Partial<Record<S, string>>);
}

function plain(value: ParameterValue): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
