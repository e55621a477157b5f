import type { Client, PreviewedRequest } from '../client/client.ts';
import { Failure, violationFailure } from '../failure.ts';
import type { Operation } from '../model/catalogue.ts';
import type { Labels } from '../model/labels.ts';
import type { Values } from '../model/parameter.ts';
import type { LoadBalancerFacts } from '../model/rule.ts';
import { type Draft, validateAgainst } from '../model/validate.ts';
import { hasErrors, strictly, type Violation } from '../model/violation.ts';
import type { Call } from '../providers/calls.ts';
import type { Provider } from '../providers/provider.ts';

/** A create or an update as the user gave it, in the provider's own parameters. */
export interface Change {
  readonly operation: Operation;
  readonly values: Values;
  readonly given: ReadonlySet<string>;
  readonly labels: Labels;
  /** What was already found wrong while it was read. */
  readonly violations: readonly Violation[];
  /** The values are a whole body that was given as a file. */
  readonly verbatim: boolean;
}

/** The change with the region that calls go to, where a parameter says it and was not given. */
export function withRegion(change: Change, provider: Provider, region: string | undefined): Change {
  const { regionParameter } = provider;
  if (regionParameter === undefined || region === undefined) return change;
  return { ...change, values: { [regionParameter]: region, ...change.values } };
}

export interface ChangeOptions {
  readonly strict: boolean;
  readonly preflight: boolean;
  readonly dryRun: boolean;
}

/** What a dry run shows. */
export interface DryRun {
  readonly kind: 'dry-run';
  readonly requests: readonly PreviewedRequest[];
  readonly warnings: readonly Violation[];
}

/**
 * Ends the command when anything is wrong, with everything that is.
 * @returns the warnings
 */
export function throwOnErrors(
  provider: Provider,
  violations: readonly Violation[],
  { strict }: Pick<ChangeOptions, 'strict'>,
): readonly Violation[] {
  const judged = strict ? strictly(violations) : violations;
  if (!hasErrors(judged)) return judged;
  const errors = judged.filter(({ severity }) => severity === 'error');
  throw violationFailure(
    judged,
    provider.id,
    errors.every(isConflict(provider)) ? 'conflict' : 'validation',
  );
}

function isConflict(provider: Provider) {
  const conflicts = new Set(
    provider.rules
      .filter((rule) => rule.conflict === true)
      .map((rule) => `${provider.id}/${rule.id}`),
  );
  return ({ rule }: Violation) => conflicts.has(rule);
}

/** Checks a change against its load balancer, with one or two read-only calls. */
export async function preflight(
  client: Client,
  draft: Draft,
  loadBalancer: string,
  change: Values,
): Promise<Violation[]> {
  const calls = client.calls.facts?.(loadBalancer, change, draft.operation.verb) ?? [];
  if (calls.length === 0) return [];
  const facts = await readFacts(client, calls);
  return facts instanceof Failure
    ? [notLooked(client.provider, facts)]
    : validateAgainst(client.provider, draft, facts);
}

/** The failure when reading is not permitted: who may not read may still create. */
export async function readFacts(
  client: Client,
  calls: readonly Call<LoadBalancerFacts>[],
): Promise<LoadBalancerFacts | Failure> {
  try {
    let facts: LoadBalancerFacts = {};
    for (const found of await Promise.all(calls.map((call) => client.run(call)))) {
      facts = { ...facts, ...found };
    }
    return facts;
  } catch (error) {
    if (error instanceof Failure && error.kind === 'auth' && error.details.status === 403) {
      return error;
    }
    throw error;
  }
}

function notLooked(provider: Provider, error: Failure): Violation {
  return {
    rule: `${provider.id}/preflight-refused`,
    severity: 'warning',
    fields: [],
    flags: ['--no-preflight'],
    message: `the pre-flight check was not possible (${error.message}); the rules that need the load balancer are unchecked`,
    source: provider.title,
  };
}
