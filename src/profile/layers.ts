import { type Authentication, authMethodOf } from '../providers/auth.ts';
import type { Settings, SettingTable } from '../providers/settings.ts';

/** Settings from one source. */
export interface Layer {
  /** For people: where the settings, or each of them, were found. */
  readonly source: string | Readonly<Record<string, string>>;
  /** Layers of one group may complete each other's credentials. */
  readonly group: string;
  readonly settings: Settings;
}

export interface Merged {
  readonly settings: Settings;
  readonly sources: Readonly<Record<string, string>>;
}

type Known = Pick<Authentication, 'settings' | 'authMethods'>;

/**
 * Merges layers, the first one has precedence. Credentials come from one group of layers as a whole:
 * half a key pair is never completed with another account's half, and the project and the identity
 * service of an account that is not used are not used either.
 */
export function mergeLayers(layers: readonly Layer[], provider: Known): Merged {
  const { settings: table } = provider;
  const winners = new Set(layersOfAccount(layers, provider));
  const isLoser = (layer: Layer) => !winners.has(layer) && hasCredential(layer, table);
  const settings: Record<string, string> = {};
  const sources: Record<string, string> = {};
  for (const [name, { identity }] of Object.entries(table)) {
    const candidates = layers.filter((layer) => given(layer, name) !== undefined);
    if (candidates.length === 0) continue;
    const mine = candidates.filter((layer) => winners.has(layer));
    const neutral = candidates.filter((layer) => !isLoser(layer));
    const order = {
      place: candidates,
      credential: mine,
      qualifier: mine,
      authority: [...mine, ...neutral],
      scope: neutral,
    }[identity ?? 'place'];
    const [layer] = order;
    const value = layer === undefined ? undefined : given(layer, name);
    if (layer === undefined || value === undefined) continue;
    settings[name] = value;
    sources[name] = typeof layer.source === 'string' ? layer.source : (layer.source[name] ?? '');
  }
  return { settings, sources };
}

function layersOfAccount(
  layers: readonly Layer[],
  { settings: table, authMethods }: Known,
): readonly Layer[] {
  const first = layers.find((layer) => hasCredential(layer, table));
  if (first === undefined) return [];
  const winners: Layer[] = [];
  let known: Settings = {};
  for (const layer of layers.slice(layers.indexOf(first))) {
    if (layer.group !== first.group) continue;
    // Complete credentials are not mixed with others of their group.
    if (authMethodOf(authMethods, known) !== undefined && hasCredential(layer, table)) continue;
    winners.push(layer);
    known = { ...layer.settings, ...known };
  }
  return winners;
}

function hasCredential(layer: Layer, table: SettingTable): boolean {
  return Object.entries(table).some(
    ([name, { identity }]) => identity === 'credential' && given(layer, name) !== undefined,
  );
}

function given({ settings }: Layer, name: string): string | undefined {
  return settings[name] || undefined;
}
