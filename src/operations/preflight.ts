import type { Client, PreviewedRequest } from '../client/client.ts';
import { Failure, violationFailure } from '../failure.ts';
import type { Values } from '../model/parameter.ts';
import type { LoadBalancerFacts } from '../model/rule.ts';
import { type Draft, validateAgainst } from '../model/validate.ts';
import { strictly, type Violation } from '../model/violation.ts';
import type { Call } from '../providers/call.ts';
import type { Change } from '../providers/change.ts';
import type { Provider } from '../providers/provider.ts';

export interface ChangeOptions {
  readonly strict: boolean;
  readonly preflight: boolean;
  readonly dryRun: boolean;
}

export interface DryRun {
  readonly kind: 'dry-run';
  readonly requests: readonly PreviewedRequest[];
  readonly warnings: readonly Violation[];
}

/**
 * Throws a failure with all violations if one of them is an error.
 * @returns the warnings
 */
export function throwOnErrors(
  provider: Provider,
  violations: readonly Violation[],
  { strict }: Pick<ChangeOptions, 'strict'>,
): readonly Violation[] {
  const all = strict ? strictly(violations) : violations;
  const errors = all.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return all;
  const conflicts = provider.rules
    .filter((rule) => rule.conflict === true)
    .map((rule) => `${provider.id}/${rule.id}`);
  const kind = errors.every(({ rule }) => conflicts.includes(rule)) ? 'conflict' : 'validation';
  throw violationFailure(all, provider.id, kind);
}

/**
 * Checks a change against its load balancer, with a few read-only calls.
 * @param known facts that need no call
 */
export async function preflight(
  client: Client,
  draft: Draft,
  loadBalancer: string,
  change: Values,
  known: LoadBalancerFacts = {},
): Promise<Violation[]> {
  const calls = client.calls.facts?.(loadBalancer, change, draft.operation.verb) ?? [];
  const facts = await readFacts(client, calls);
  return facts instanceof Failure
    ? [preflightRefused(client.provider, facts), ...validateAgainst(client.provider, draft, known)]
    : validateAgainst(client.provider, draft, { ...known, ...facts });
}

/**
 * Reads what several changes of one load balancer need to know about it, each call once. Ports in
 * use are left out.
 */
export async function readFactsFor(
  client: Client,
  loadBalancer: string,
  changes: readonly Change[],
): Promise<LoadBalancerFacts | Failure> {
  const portParameters = client.provider.fields.port?.parameters ?? [];
  const calls = new Map<string, Call<LoadBalancerFacts>>();
  for (const { values, operation } of changes) {
    const others = Object.fromEntries(
      Object.entries(values).filter(([name]) => !portParameters.includes(name)),
    );
    for (const call of client.calls.facts?.(loadBalancer, others, operation.verb) ?? []) {
      calls.set(JSON.stringify(call.request), call);
    }
  }
  return readFacts(client, [...calls.values()]);
}

/** Returns the failure if reading is not permitted: the user may still be allowed to create. */
async function readFacts(
  client: Client,
  calls: readonly Call<LoadBalancerFacts>[],
): Promise<LoadBalancerFacts | Failure> {
  try {
    let facts: LoadBalancerFacts = {};
    for (const part of await Promise.all(calls.map((call) => client.run(call)))) {
      const groupProtocols = { ...facts.groupProtocols, ...part.groupProtocols };
      facts = { ...facts, ...part, groupProtocols };
    }
    return facts;
  } catch (error) {
    if (error instanceof Failure && error.kind === 'auth' && error.details.status === 403) {
      return error;
    }
    throw error;
  }
}

export function preflightRefused(provider: Provider, error: Failure): Violation {
  return {
    rule: `${provider.id}/preflight-refused`,
    severity: 'warning',
    fields: [],
    flags: ['--no-preflight'],
    message: `the pre-flight check failed (${error.message}); rules about the load balancer were not checked`,
    source: provider.title,
  };
}
