import type { Env } from '../deps.ts';
import type { Provider } from '../providers/provider.ts';
import { ownVariable, settingFlag } from '../providers/settings.ts';
import type { Layer } from './layers.ts';
import type { TargetFlags } from './named.ts';

const LOCATION = ['region', 'endpoint'] as const;

export function flagLayer(flags: TargetFlags): Layer {
  return layerOf('flags', [...LOCATION, 'projectId'] as const, (name) => ({
    value: flags[name],
    source: `flag --${settingFlag(name)}`,
  }));
}

/** Variables such as LBCTL_REGION. */
export function ownLayer({ settings }: Provider, env: Env): Layer {
  return layerOf('environment', Object.keys(settings), (name) =>
    fromEnvironment(env, [ownVariable(name)]),
  );
}

/** LBCTL_REGION and LBCTL_ENDPOINT. */
export function ownLocationLayer(env: Env): Layer {
  return layerOf('environment', LOCATION, (name) => fromEnvironment(env, [ownVariable(name)]));
}

/** Variables of the vendor's own tools. */
export function vendorLayer({ settings }: Provider, env: Env): Layer {
  return layerOf('environment', Object.keys(settings), (name) =>
    fromEnvironment(env, settings[name]?.variables ?? []),
  );
}

/** Of all variables of the cloud, lbctl's own first. */
export function environmentSettings(
  provider: Provider,
  env: Env,
): Readonly<Record<string, string>> {
  return layerOf('environment', Object.keys(provider.settings), (name) =>
    fromEnvironment(env, [ownVariable(name), ...(provider.settings[name]?.variables ?? [])]),
  ).settings;
}

export function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

interface Found {
  readonly value: string | undefined;
  readonly source: string;
}

function fromEnvironment(env: Env, variables: readonly string[]): Found {
  const variable = variables.find((one) => nonEmpty(env[one])) ?? '';
  return { value: env[variable], source: `environment ${variable}` };
}

function layerOf<Name extends string>(
  group: string,
  names: readonly Name[],
  find: (name: Name) => Found,
): Layer & { readonly settings: Readonly<Record<string, string>> } {
  const settings: Record<string, string> = {};
  const source: Record<string, string> = {};
  for (const name of names) {
    const found = find(name);
    if (!found.value) continue;
    settings[name] = found.value;
    source[name] = found.source;
  }
  return { source, group, settings };
}
