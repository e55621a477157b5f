import type { Env } from '../deps.ts';
import type { Provider } from '../providers/provider.ts';
import { ownVariable, type SettingTable, settingFlag } from '../providers/settings.ts';
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

export interface EnvironmentSetting {
  readonly name: string;
  readonly value: string;
  readonly variable: string;
}

/** Account, region and endpoint, of lbctl's own variables first. */
export function environmentSettings(
  { settings }: Provider,
  env: Env,
): readonly EnvironmentSetting[] {
  return accountSettings(settings).flatMap((name) => {
    const variable = variablesOf(settings, name).find((one) => nonEmpty(env[one]));
    const value = env[variable ?? ''];
    return variable === undefined || value === undefined ? [] : [{ name, value, variable }];
  });
}

function accountSettings(table: SettingTable): readonly string[] {
  return Object.keys(table).filter(
    (name) => table[name]?.identity !== undefined || LOCATION.some((one) => one === name),
  );
}

function variablesOf(table: SettingTable, name: string): readonly string[] {
  return [ownVariable(name), ...(table[name]?.variables ?? [])];
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
