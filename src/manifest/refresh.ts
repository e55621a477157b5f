import type { Client } from '../client/client.ts';
import { Failure } from '../failure.ts';
import { isSettling, type Listener } from '../model/listener.ts';
import type { LoadBalancerFacts } from '../model/rule.ts';
import { validateAgainst } from '../model/validate.ts';
import { readFacts } from '../operations/change.ts';
import { listListeners } from '../operations/list.ts';
import { type WaitOptions, waitFor } from '../operations/wait.ts';
import type { Call } from '../providers/calls.ts';
import type { Provider } from '../providers/provider.ts';
import type { Checked } from './check.ts';
import type { Finding } from './finding.ts';
import { type Plan, planBalancer, type Step } from './plan.ts';
import type { Reachable } from './targets.ts';

/** The listeners of a manifest for one load balancer. */
export interface Balancer {
  readonly loadBalancer: string;
  readonly destination: Reachable;
  readonly wanted: readonly Checked<Reachable>[];
}

export interface Refreshed extends Plan<Reachable> {
  readonly balancer: Balancer;
  readonly client: Client;
  /** Of the pre-flight check. */
  readonly findings: readonly Finding[];
}

export interface RefreshOptions {
  readonly prune: boolean;
  readonly preflight: boolean;
  readonly waitOptions: WaitOptions;
  connect(destination: Reachable): Promise<Client>;
}

/** Groups listeners by load balancer, in the order of the manifest. */
export function byBalancer(checked: readonly Checked<Reachable>[]): readonly Balancer[] {
  const balancers = new Map<string, Balancer & { readonly wanted: Checked<Reachable>[] }>();
  for (const one of checked) {
    const { destination, entry } = one;
    const loadBalancer = entry.fields.loadBalancer ?? '';
    const key = `${destination.key}\n${loadBalancer}`;
    const known = balancers.get(key);
    if (known === undefined) balancers.set(key, { loadBalancer, destination, wanted: [one] });
    else known.wanted.push(one);
  }
  return [...balancers.values()];
}

/** Lists the listeners of one load balancer and plans what makes them match. */
export async function refresh(balancer: Balancer, options: RefreshOptions): Promise<Refreshed> {
  const { loadBalancer, destination, wanted } = balancer;
  const { provider } = destination;
  const client = await options.connect(destination);
  const listed = await listListeners(client, { fields: { loadBalancer }, native: {} });
  const existing = await settle(client, listed, wanted, options.waitOptions);
  const plan = planBalancer(provider, wanted, existing, options.prune);
  const findings = options.preflight
    ? await preflight(client, provider, balancer, plan, existing)
    : [];
  return { ...plan, balancer, client, findings };
}

/** Waits for listeners that are being changed where the manifest sets their state. */
async function settle(
  client: Client,
  listed: readonly Listener[],
  wanted: readonly Checked<Reachable>[],
  waitOptions: WaitOptions,
): Promise<readonly Listener[]> {
  const portsWithState = new Set(
    wanted.flatMap(({ entry: { state, fields } }) => (state === undefined ? [] : [fields.port])),
  );
  return Promise.all(
    listed.map(async (listener) => {
      const { status, fields, ref } = listener;
      const isKnown = !isSettling(status) || status === 'starting' || status === 'stopping';
      const reference = client.provider.reference(ref);
      if (isKnown || !portsWithState.has(fields.port) || 'problem' in reference) return listener;
      const native = await waitFor(client, reference, 'settled', waitOptions);
      return native === undefined ? listener : client.listener(native);
    }),
  );
}

/** Checks the rules that need the load balancer, reading its facts once for all listeners. */
async function preflight(
  client: Client,
  provider: Provider,
  { loadBalancer, wanted }: Balancer,
  { steps }: Plan<Reachable>,
  existing: readonly Listener[],
): Promise<readonly Finding[]> {
  const changes = steps.filter(changesFields);
  const calls = new Map<string, Call<LoadBalancerFacts>>();
  const portParameters = provider.fields.port?.parameters ?? [];
  for (const { change } of changes) {
    // Which ports are in use is known from the list.
    const values = Object.fromEntries(
      Object.entries(change.values).filter(([name]) => !portParameters.includes(name)),
    );
    const needed = client.calls.facts?.(loadBalancer, values, change.operation.verb) ?? [];
    for (const call of needed) {
      calls.set(JSON.stringify(call.request), call);
    }
  }
  const facts = await readFacts(client, [...calls.values()]);
  if (facts instanceof Failure) return [];
  const before = existing.map(({ ref, fields }) => portOf(ref, fields));
  const after = wanted.map(({ listener, entry: { fields } }) => portOf(listener, fields));
  return changes.flatMap((step) => {
    const { port } = step.checked.entry.fields;
    const others = [...before, ...after].filter((holder) => holder.port !== port);
    return validateAgainst(provider, step.change, { ...facts, listeners: others }).map(
      (violation): Finding => ({
        ...violation,
        listener: step.listener,
        ...step.checked.locate(violation.fields[0] ?? ''),
      }),
    );
  });
}

type Changing = Extract<Step<Reachable>, { action: 'create' | 'update' | 'replace' }>;

function changesFields(step: Step<Reachable>): step is Changing {
  return step.action === 'create' || step.action === 'update' || step.action === 'replace';
}

function portOf(ref: string, { protocol, port }: Listener['fields']) {
  return { ref, protocol: protocol ?? '', port: port ?? 0 };
}
