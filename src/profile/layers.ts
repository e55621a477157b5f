import { type Authentication, authMethodOf } from '../providers/auth.ts';
import { trimSetting } from '../providers/setting-values.ts';
import type { Settings, SettingTable } from '../providers/settings.ts';

/** Settings from one source. */
export interface Layer {
  /** For messages: of all settings, or by setting. */
  readonly source: string | Readonly<Record<string, string>>;
  /** Credentials may be combined from layers of the same group. */
  readonly group: string;
  readonly settings: Settings;
  /** The file it is from. */
  readonly path?: string;
}

export interface Merged {
  readonly settings: Settings;
  readonly sources: Readonly<Record<string, string>>;
}

type Known = Pick<Authentication, 'settings' | 'authMethods'>;

/**
 * Merges layers in order of precedence. All credentials come from the same group, so that keys of two
 * accounts are never combined, and the project and identity service of other accounts are ignored.
 */
export function mergeLayers(given: readonly Layer[], provider: Known): Merged {
  const layers = given.map(trimmed);
  const { settings: table } = provider;
  const selected = new Set(layersOfAccount(layers, provider));
  const isOtherAccount = (layer: Layer) => !selected.has(layer) && hasCredential(layer, table);
  const settings: Record<string, string> = {};
  const sources: Record<string, string> = {};
  for (const [name, { identity }] of Object.entries(table)) {
    const candidates = layers.filter((layer) => layer.settings[name]);
    const ofAccount = candidates.filter((layer) => selected.has(layer));
    const compatible = candidates.filter((layer) => !isOtherAccount(layer));
    const order = {
      place: candidates,
      credential: ofAccount,
      qualifier: ofAccount,
      authority: [...ofAccount, ...compatible],
      scope: compatible,
    }[identity ?? 'place'];
    const [layer] = order;
    const value = layer?.settings[name];
    if (layer === undefined || value === undefined) continue;
    settings[name] = value;
    sources[name] = typeof layer.source === 'string' ? layer.source : (layer.source[name] ?? '');
  }
  return { settings, sources };
}

function trimmed(layer: Layer): Layer {
  const settings = Object.entries(layer.settings).map(([name, value]) => [
    name,
    value === undefined ? undefined : trimSetting(name, value),
  ]);
  return { ...layer, settings: Object.fromEntries(settings) };
}

function layersOfAccount(
  layers: readonly Layer[],
  { settings: table, authMethods }: Known,
): readonly Layer[] {
  const first = layers.find((layer) => hasCredential(layer, table));
  if (first === undefined) return [];
  const selected: Layer[] = [];
  let known: Settings = {};
  for (const layer of layers.slice(layers.indexOf(first))) {
    if (layer.group !== first.group) continue;
    // Complete credentials are not combined with others.
    if (authMethodOf(authMethods, known) !== undefined && hasCredential(layer, table)) continue;
    selected.push(layer);
    known = { ...layer.settings, ...known };
  }
  return selected;
}

function hasCredential(layer: Layer, table: SettingTable): boolean {
  return Object.entries(table).some(
    ([name, { identity }]) => identity === 'credential' && Boolean(layer.settings[name]),
  );
}
