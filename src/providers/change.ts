import type { Operation } from '../model/catalogue.ts';
import type { Labels } from '../model/labels.ts';
import type { Values } from '../model/parameter.ts';
import { type Draft, validate, withoutEchoes } from '../model/validate.ts';
import type { Violation } from '../model/violation.ts';
import type { Provider } from './provider.ts';

/** A create or an update, in the provider's own parameters. */
export interface Change {
  readonly operation: Operation;
  readonly values: Values;
  readonly given: ReadonlySet<string>;
  readonly labels: Labels;
  /** Problems found while parsing. */
  readonly violations: readonly Violation[];
  /** Whether the values are a complete body, given with `--from-file`. */
  readonly verbatim: boolean;
}

/**
 * Everything wrong with a change; what parsing found is not said again in other words.
 * @param draft the listener as it would be, if the change says only a part of it
 */
export function violationsOf(
  provider: Provider,
  change: Change,
  draft: Draft = change,
): readonly Violation[] {
  const { violations } = change;
  return [...violations, ...withoutEchoes(violations, validate(provider, draft))];
}

/** Fills in the region parameter, if the API has one and it was not given. */
export function withRegion(change: Change, provider: Provider, region: string | undefined): Change {
  const { regionParameter } = provider;
  if (regionParameter === undefined || region === undefined) return change;
  return { ...change, values: { [regionParameter]: region, ...change.values } };
}
