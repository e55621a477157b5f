import type { Operation } from '../model/catalogue.ts';
import type { Labels } from '../model/labels.ts';
import type { Values } from '../model/parameter.ts';
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

/** Fills in the region parameter, if the API has one and it was not given. */
export function withRegion(change: Change, provider: Provider, region: string | undefined): Change {
  const { regionParameter } = provider;
  if (regionParameter === undefined || region === undefined) return change;
  return { ...change, values: { [regionParameter]: region, ...change.values } };
}
