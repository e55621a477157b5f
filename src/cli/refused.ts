import { Failure } from '../failure.ts';
import { field, PATHS } from '../model/fields.ts';
import { kebab } from '../model/parameter.ts';
import type { Provider } from '../providers/provider.ts';
import { isProviderId, PROVIDERS } from '../providers/registry.ts';
import type { Command } from './command.ts';
import type { Flags } from './option.ts';

/** Names the flag of the parameter that the cloud refuses, if the command has it. */
export async function withFlag(failure: Failure, command: Command, flags: Flags): Promise<Failure> {
  const { parameter, provider = '', hint } = failure.details;
  if (parameter === undefined || !isProviderId(provider)) return failure;
  const possible = flagsOf(await PROVIDERS[provider].load(), parameter);
  const flag =
    possible.find((one) => flags[one] !== undefined) ??
    possible.find((one) => command.options.some((option) => option.flag === one));
  if (flag === undefined) return failure;
  const check = `check --${flag}`;
  return new Failure(failure.kind, failure.message, {
    ...failure.details,
    hint: hint === undefined ? check : `${check}; ${hint}`,
  });
}

/** Native first; the global flag for the region last. */
function flagsOf({ fields, regionParameter }: Provider, parameter: string): readonly string[] {
  const portable = PATHS.filter((path) => fields[path]?.parameters.includes(parameter));
  return [
    kebab(parameter),
    ...portable.map((path) => field(path).flag),
    ...(parameter === regionParameter ? ['region'] : []),
  ];
}
