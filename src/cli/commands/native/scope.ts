import { Failure } from '../../../failure.ts';
import type { Provider } from '../../../providers/provider.ts';
import { type Flags, type OptionSpec, textFlag } from '../../option.ts';

/** Flags for the parameters of the vendor's pages that are settings of an account: the project id. */
export function scopeOptions({ projectParameter, settings }: Provider): readonly OptionSpec[] {
  if (projectParameter === undefined) return [];
  const label = settings['projectId']?.label ?? '';
  const summary = `${label}; default: that of the profile or the environment`;
  return [{ flag: projectParameter, argument: '<id>', summary, group: 'Parameters' }];
}

/** @throws Failure if it is empty */
export function projectFrom({ projectParameter }: Provider, flags: Flags): string | undefined {
  const id = projectParameter === undefined ? undefined : textFlag(flags, projectParameter);
  if (id === undefined || /^[\w-]+$/.test(id)) return id;
  throw new Failure(
    'usage',
    `--${projectParameter} takes letters, digits, hyphens and underscores, not ${JSON.stringify(id)}`,
  );
}
