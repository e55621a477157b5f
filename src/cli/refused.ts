import { Failure } from '../failure.ts';
import { LISTS } from '../model/expected.ts';
import { field, PATHS, type Path } from '../model/fields.ts';
import { kebab } from '../model/parameter.ts';
import type { Provider } from '../providers/provider.ts';
import { isProviderId, PROVIDERS } from '../providers/registry.ts';
import type { Command } from './command.ts';
import type { Flags } from './option.ts';

/** Names the flag of the parameter that the cloud refuses, if the command has it. */
export async function withFlag(failure: Failure, command: Command, flags: Flags): Promise<Failure> {
  const { parameter, provider: id = '' } = failure.details;
  if (parameter === undefined || !isProviderId(id)) return failure;
  const provider = await PROVIDERS[id].load();
  const possible = flagsOf(provider, parameter);
  const given = possible.find((one) => flags[one] !== undefined);
  // What is not found was said: with a flag, or in an argument such as LOAD-BALANCER/PORT.
  const isSaid = given !== undefined || failure.kind === 'not-found';
  const flag = isSaid ? given : possible.find((one) => hasOption(command, one));
  return withCheck(failure, pathOf(provider, parameter), flag);
}

function hasOption({ options }: Command, flag: string): boolean {
  return options.some((option) => option.flag === flag);
}

/** Says which flag to check, and where the ids are listed that it takes. */
export function withCheck(
  failure: Failure,
  path: Path | undefined,
  flag: string | undefined,
): Failure {
  const { parameter: _, hint, ...details } = failure.details;
  const list = failure.kind === 'not-found' && path !== undefined ? LISTS[path] : undefined;
  const said = hint === undefined ? [] : [hint];
  const hints = [
    ...(flag === undefined ? [] : [`check --${flag}`]),
    ...(list === undefined ? said : [`see the ids with: ${list}`]),
  ];
  return new Failure(failure.kind, failure.message, {
    ...details,
    ...(hints.length === 0 ? {} : { hint: hints.join('; ') }),
  });
}

export function pathOf({ fields }: Provider, parameter: string): Path | undefined {
  return PATHS.find((path) => fields[path]?.parameters.includes(parameter));
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
