import type { Cloud } from '../cloud/cloud.ts';
import { Failure } from '../failure.ts';
import { isSettling, type Listener } from '../listener/listener.ts';
import type { LoadBalancerFacts } from '../listener/rule.ts';
import { validateAgainst } from '../listener/validate.ts';
import type { Call, Provider } from '../providers/provider.ts';
import { listListeners } from '../verbs/list.ts';
import { type WaitOptions, waitFor } from '../verbs/wait.ts';
import type { Checked } from './check.ts';
import type { Finding } from './finding.ts';
import { type Plan, planBalancer, type Step } from './plan.ts';
import type { Reachable } from './targets.ts';

/** What a manifest wants of one load balancer. */
export interface Balancer {
  readonly loadBalancer: string;
  readonly destination: Reachable;
  readonly wanted: readonly Checked<Reachable>[];
}

export interface Surveyed extends Plan<Reachable> {
  readonly balancer: Balancer;
  readonly cloud: Cloud;
  /** What the load balancer itself forbids or makes doubtful. */
  readonly findings: readonly Finding[];
}

export interface SurveyOptions {
  readonly prune: boolean;
  readonly preflight: boolean;
  readonly patience: WaitOptions;
  connect(destination: Reachable): Promise<Cloud>;
}

/** Listeners by the load balancer that they are for, in the order of the manifest. */
export function byBalancer(checked: readonly Checked<Reachable>[]): readonly Balancer[] {
  const balancers = new Map<string, Balancer & { readonly wanted: Checked<Reachable>[] }>();
  for (const one of checked) {
    const { destination, wanted } = one;
    const loadBalancer = wanted.fields.loadBalancer ?? '';
    const key = `${destination.key}\n${loadBalancer}`;
    const known = balancers.get(key);
    if (known === undefined) balancers.set(key, { loadBalancer, destination, wanted: [one] });
    else known.wanted.push(one);
  }
  return [...balancers.values()];
}

/** Reads one load balancer, with one listing, and plans what makes it match. */
export async function survey(balancer: Balancer, options: SurveyOptions): Promise<Surveyed> {
  const { loadBalancer, destination, wanted } = balancer;
  const { provider } = destination;
  const cloud = await options.connect(destination);
  const listed = await listListeners(cloud, { fields: { loadBalancer }, native: {} });
  const there = await settle(cloud, listed, wanted, options.patience);
  const plan = planBalancer(provider, wanted, there, options.prune);
  const findings = options.preflight ? await preflight(cloud, provider, balancer, plan, there) : [];
  return { ...plan, balancer, cloud, findings };
}

/** A listener that is being changed does not tell its state, so where that matters it is waited for. */
async function settle(
  cloud: Cloud,
  listed: readonly Listener[],
  wanted: readonly Checked<Reachable>[],
  patience: WaitOptions,
): Promise<readonly Listener[]> {
  const asked = new Set(
    wanted.flatMap(({ wanted: { state, fields } }) => (state === undefined ? [] : [fields.port])),
  );
  return Promise.all(
    listed.map(async (listener) => {
      const { status, fields, ref } = listener;
      const tells = !isSettling(status) || status === 'starting' || status === 'stopping';
      const reference = cloud.provider.reference(ref);
      if (tells || !asked.has(fields.port) || 'problem' in reference) return listener;
      const native = await waitFor(cloud, reference, 'settled', patience);
      return native === undefined ? listener : cloud.listener(native);
    }),
  );
}

/** The rules that need the load balancer, with its facts read once for all listeners. */
async function preflight(
  cloud: Cloud,
  provider: Provider,
  { loadBalancer, wanted }: Balancer,
  { steps }: Plan<Reachable>,
  there: readonly Listener[],
): Promise<readonly Finding[]> {
  const changes = steps.filter(changesFields);
  const calls = new Map<string, Call<LoadBalancerFacts>>();
  const portParameters = provider.fields.port?.parameters ?? [];
  for (const { change } of changes) {
    // The listing has told which ports are taken.
    const values = Object.fromEntries(
      Object.entries(change.values).filter(([name]) => !portParameters.includes(name)),
    );
    for (const call of cloud.calls.facts(loadBalancer, values, change.form.verb)) {
      calls.set(JSON.stringify(call.request), call);
    }
  }
  const facts = await readFacts(cloud, [...calls.values()]);
  if (facts === undefined) return [];
  const before = there.map(({ ref, fields }) => portOf(ref, fields));
  const after = wanted.map(({ listener, wanted: { fields } }) => portOf(listener, fields));
  const findings = changes.flatMap((step) => {
    const { port } = step.checked.wanted.fields;
    const others = [...before, ...after].filter((holder) => holder.port !== port);
    return validateAgainst(provider, step.change, { ...facts, listeners: others }).map(
      async (violation): Promise<Finding> => ({
        ...violation,
        listener: step.listener,
        ...(await step.checked.locate(violation.fields[0] ?? '')),
      }),
    );
  });
  return Promise.all(findings);
}

async function readFacts(
  cloud: Cloud,
  calls: readonly Call<LoadBalancerFacts>[],
): Promise<LoadBalancerFacts | undefined> {
  try {
    const read = await Promise.all(calls.map((call) => cloud.run(call)));
    return Object.assign({}, ...read) as LoadBalancerFacts;
  } catch (error) {
    // Somebody who may change but not look can still change.
    if (error instanceof Failure && error.kind === 'auth' && error.details.status === 403) {
      return undefined;
    }
    throw error;
  }
}

type Changing = Extract<Step<Reachable>, { action: 'create' | 'update' | 'replace' }>;

function changesFields(step: Step<Reachable>): step is Changing {
  return step.action === 'create' || step.action === 'update' || step.action === 'replace';
}

function portOf(ref: string, { protocol, port }: Listener['fields']) {
  return { ref, protocol: protocol ?? '', port: port ?? 0 };
}
