import type { Client } from '../client/client.ts';
import { Failure } from '../failure.ts';
import type { Labels } from '../model/labels.ts';
import type { Native } from '../model/listener.ts';
import type { Values } from '../model/parameter.ts';
import type { LoadBalancerFacts } from '../model/rule.ts';
import { validate, validateAgainst, validateGiven } from '../model/validate.ts';
import type { Violation } from '../model/violation.ts';
import type { Change } from '../providers/change.ts';
import type { Provider } from '../providers/provider.ts';
import type { Reference } from '../providers/reference.ts';
import type { Step } from '../providers/step.ts';
import { findListener } from './find.ts';
import { lostChange, notMade, readAfterLoss, unread } from './lost-change.ts';
import { differences } from './match.ts';
import { endedAt } from './partly.ts';
import { type ChangeOptions, type DryRun, preflight, throwOnErrors } from './preflight.ts';
import { previewSteps, sendStep } from './steps.ts';

export type Updated =
  | {
      readonly kind: 'updated';
      readonly native: Native;
      readonly warnings: readonly Violation[];
      /** What stays behind, as a sentence. */
      readonly left?: string;
    }
  | { readonly kind: 'unchanged'; readonly native: Native };

interface UpdateOptions extends ChangeOptions {
  /** Whether to read the listener again after the change; true when absent. */
  readonly readBack?: boolean;
  /** Whether to change a backend group that other listeners use. */
  readonly shared?: boolean;
}

/**
 * Reads the listener, validates the result of the change, and sends the provider's plan, if there
 * is anything to change.
 * @param changeFor returns the change for the listener, since flags may depend on its protocol
 */
export async function updateListener(
  client: Client,
  reference: Reference,
  changeFor: (current: Native) => Change,
  options: UpdateOptions,
): Promise<Updated | DryRun> {
  const current = await findListener(client, reference);
  const change = changeFor(current);
  const plan = client.provider.planUpdate(current, change.values, change.verbatim);
  if (plan.kind === 'unchanged') {
    throwOnErrors(client.provider, change.violations, options);
    return { kind: 'unchanged', native: current };
  }
  const draft = {
    ...change,
    values: plan.merged,
    before: client.provider.valuesOf(current),
  };
  const offline = [...change.violations, ...validate(client.provider, draft)];
  throwOnErrors(client.provider, offline, options);
  const touched = Object.fromEntries(
    Object.entries(change.values).filter(([name]) => plan.changed.includes(name)),
  );
  const { loadBalancer } = client.listener(current).fields;
  const attached = await client.calls.attached?.read(current, client.run, plan.send);
  const known = factsOf(client.provider, attached ?? current, options);
  const late =
    options.preflight && loadBalancer !== undefined
      ? await preflight(client, draft, loadBalancer, touched, known)
      : validateAgainst(client.provider, draft, known);
  const warnings = throwOnErrors(client.provider, [...offline, ...late], options);
  const steps = client.calls.update(current, plan.send);
  if (options.dryRun) {
    return { kind: 'dry-run', requests: previewSteps(client, steps, current), warnings };
  }
  const answer = await sendUpdate(client, steps, current);
  if (answer === undefined && options.readBack === false) {
    return { kind: 'updated', native: current, warnings };
  }
  const left = client.calls.attached?.leftBehind(current, plan.send);
  // An answer does not show another group.
  const isWhole = answer !== undefined && left === undefined;
  const native = isWhole ? answer : await readUpdated(client, reference);
  const wanted = Object.fromEntries(
    Object.entries(plan.send).filter(([name]) => plan.changed.includes(name)),
  );
  return {
    kind: 'updated',
    native,
    warnings: [...warnings, ...otherValues(client.provider, wanted, native, change.labels)],
    ...(left === undefined ? {} : { left }),
  };
}

/** What the listener itself shows, and the user has not agreed to. */
export function factsOf(
  provider: Provider,
  current: Native,
  { shared = false }: Pick<UpdateOptions, 'shared'>,
): LoadBalancerFacts {
  const { groupAlsoServes = [], groupPolicies = [], ...facts } = provider.factsOf?.(current) ?? {};
  return shared ? facts : { ...facts, groupAlsoServes, groupPolicies };
}

async function readUpdated(client: Client, reference: Reference): Promise<Native> {
  try {
    return await findListener(client, reference);
  } catch (error) {
    if (!(error instanceof Failure) || error.kind === 'interrupted') throw error;
    throw unread('updated', client.provider.id, error);
  }
}

/** @returns the listener, if the last answer contains it */
async function sendUpdate(
  client: Client,
  steps: readonly Step[],
  current: Native,
): Promise<Native | undefined> {
  let native: Native | undefined = current;
  const done = new Set<string>();
  for (const step of steps) {
    const previous: Native = native ?? current;
    try {
      native = await sendStep(client, step, previous, async () =>
        step.find?.(previous, client.run),
      );
      done.add(step.part);
    } catch (error) {
      if (!(error instanceof Failure) || error.kind === 'interrupted') throw error;
      const seen = await settled(client, step, previous, error);
      if (seen.failure !== undefined) {
        throw endedAt(step.part, client.listener(seen.native), [...done], 'updated', seen.failure);
      }
      native = seen.native;
      done.add(step.part);
    }
  }
  return native;
}

/** Finds out whether a step whose answer was lost was done; what else failed has failed. */
async function settled(
  client: Client,
  { part, values }: Step,
  previous: Native,
  error: Failure,
): Promise<{ readonly native: Native; readonly failure?: Failure }> {
  const lost = lostChange(error);
  if (lost === undefined) return { native: previous, failure: error };
  const seen = await readAfterLoss(client, previous);
  const { provider } = client;
  const isVisible = differences(provider, values, previous).length > 0;
  if (seen === 'gone' || seen === 'unreadable' || !isVisible) {
    return { native: previous, failure: lost };
  }
  return differences(provider, values, seen).length === 0
    ? { native: seen }
    : { native: seen, failure: notMade(part, 'updated', lost) };
}

/** Warns of values that the cloud took differently. */
function otherValues(
  provider: Provider,
  wanted: Values,
  native: Native,
  labels: Labels,
): readonly Violation[] {
  const names = differences(provider, wanted, native);
  if (names.length === 0) return [];
  const flags = labels.flags(names);
  return [
    {
      rule: `${provider.id}/answer-differs`,
      severity: 'warning',
      fields: labels.fields(names),
      flags,
      message: `the cloud shows other values than were sent for ${names.map((name) => labels.name(name)).join(', ')}; check with lbctl listener show`,
      source: provider.title,
    },
  ];
}

/** Finds problems that do not depend on the current listener, before anything is read. */
export function validateAlone(provider: Provider, change: Change): readonly Violation[] {
  return [...change.violations, ...validateGiven(provider, change)];
}
