import { formatYaml } from '../formats/yaml.ts';
import { formatDuration } from '../model/duration.ts';
import { field, type ListenerFields, PATHS, type Path } from '../model/fields.ts';
import type { Listener } from '../model/listener.ts';
import { nest } from '../model/values.ts';
import { printable } from '../output/printable.ts';
import type { Provider } from '../providers/provider.ts';
import { unmappedValues } from './unmapped.ts';

export interface Exported {
  readonly provider: Provider;
  readonly region: string | undefined;
  readonly listeners: readonly Listener[];
}

/** The manifest as an object. */
export function manifestObject({ provider, region, listeners }: Exported) {
  return {
    defaults: { provider: provider.id, ...(region === undefined ? {} : { region }) },
    listeners: listeners.filter(isPortable).map(listenerObject),
  };
}

/** The manifest as YAML; settings that it cannot hold are in comments above their listener. */
export function manifestYaml(exported: Exported): string {
  const { provider, listeners } = exported;
  const { defaults } = manifestObject(exported);
  const items = listeners.map((listener) => {
    const comments = commentsOf(provider, listener).map((line) => `  # ${printable(line)}\n`);
    if (!isPortable(listener)) return comments.join('');
    const item = formatYaml([listenerObject(listener)]).replace(/^(?=.)/gm, '  ');
    return comments.join('') + item;
  });
  const some = listeners.some(isPortable);
  return `${formatYaml({ defaults })}listeners:${some ? '' : ' []'}\n${items.join('')}`;
}

/** Whether a manifest can hold the listener: the model must have its protocol. */
export function isPortable({ fields }: Listener): boolean {
  return fields.protocol !== undefined;
}

function listenerObject({ fields, status }: Listener): Readonly<Record<string, unknown>> {
  const shown = Object.fromEntries(
    PATHS.flatMap((path) => (fields[path] === undefined ? [] : [[path, written(path, fields)]])),
  ) as ListenerFields;
  const state =
    status === 'running' || status === 'starting'
      ? 'running'
      : status === 'stopped' || status === 'stopping'
        ? 'stopped'
        : undefined;
  return { ...nest(shown), ...(state === undefined ? {} : { state }) };
}

/** Durations with their unit. */
function written(path: Path, fields: ListenerFields): unknown {
  const value = fields[path];
  const { kind } = field(path).type;
  const timed = kind === 'duration' || kind === 'drain';
  return timed && typeof value === 'number' ? formatDuration(value) : value;
}

function commentsOf(provider: Provider, listener: Listener): readonly string[] {
  if (!isPortable(listener)) {
    return [`${listener.ref} is skipped: unknown protocol`];
  }
  return unmappedValues(provider, listener).map(
    ({ parameter, value }) =>
      `${listener.ref}: ${parameter} (${JSON.stringify(value)}) has no field in a manifest and is left unchanged`,
  );
}
