import { formatYaml } from '../formats/yaml.ts';
import { formatDuration } from '../model/duration.ts';
import { field, type ListenerFields, PATHS, type Path } from '../model/fields.ts';
import type { Listener } from '../model/listener.ts';
import { nest } from '../model/values.ts';
import { printable } from '../output/printable.ts';
import { definitionOf, type Provider } from '../providers/provider.ts';
import { acceptedWarnings } from './accepted-warnings.ts';
import type { Destination } from './check.ts';
import { targetState } from './entry.ts';
import { withoutOddDefaults } from './odd-defaults.ts';
import { isPortable, obstacleOf } from './portable.ts';
import { unmappedValues } from './unmapped.ts';

export interface Exported {
  readonly provider: Provider;
  readonly region: string | undefined;
  readonly listeners: readonly Listener[];
}

export function manifestObject({ provider, region, listeners }: Exported) {
  return {
    defaults: { provider: provider.id, ...(region === undefined ? {} : { region }) },
    listeners: listeners.filter(isPortable).map((one) => listenerObject({ provider, region }, one)),
  };
}

/** Settings without a portable field become comments. */
export function manifestYaml(exported: Exported): string {
  const { provider, region, listeners } = exported;
  const { defaults } = manifestObject(exported);
  const items = listeners.map((listener) => {
    const comments = commentsOf(provider, listener).map((line) => `  # ${printable(line)}\n`);
    if (!isPortable(listener)) return comments.join('');
    const object = listenerObject({ provider, region }, listener);
    const item = formatYaml([object]).replace(/^(?=.)/gm, '  ');
    return comments.join('') + item;
  });
  const empty = listeners.some(isPortable) ? '' : ' []';
  return `${formatYaml({ defaults })}listeners:${empty}\n${items.join('')}`;
}

function listenerObject(
  destination: Destination,
  listener: Listener,
): Readonly<Record<string, unknown>> {
  const { provider } = destination;
  // Where listeners have no states, a manifest that says one says nothing.
  const state = provider.states && targetState(listener.status);
  const fields = withoutOddDefaults(provider, definitionOf(provider, listener));
  return {
    ...fieldsObject(fields),
    ...(state === undefined ? {} : { state }),
    ...acceptedWarnings(destination, fields),
  };
}

/** Fields as in a manifest. */
export function fieldsObject(fields: ListenerFields): Readonly<Record<string, unknown>> {
  const values = Object.fromEntries(
    PATHS.flatMap((path) =>
      fields[path] === undefined ? [] : [[path, formatField(path, fields)]],
    ),
  ) as ListenerFields;
  return nest(values);
}

/** Adds units to durations. */
function formatField(path: Path, fields: ListenerFields): unknown {
  const value = fields[path];
  const { kind } = field(path).type;
  const isDuration = kind === 'duration' || kind === 'drain';
  return isDuration && typeof value === 'number' ? formatDuration(value) : value;
}

function commentsOf(provider: Provider, listener: Listener): readonly string[] {
  const obstacle = obstacleOf(listener);
  if (obstacle !== undefined) return [`${listener.ref} is skipped: ${obstacle}`];
  return unmappedValues(provider, listener).map(
    ({ parameter, value }) =>
      `${listener.ref}: ${parameter} (${JSON.stringify(value)}) has no field in a manifest and is left unchanged`,
  );
}
