import type { Client } from '../client/client.ts';
import { Failure } from '../failure.ts';
import { isTransient, type Listener } from '../model/listener.ts';
import type { LoadBalancerFacts } from '../model/rule.ts';
import { type Draft, validateAgainst } from '../model/validate.ts';
import type { Violation } from '../model/violation.ts';
import { listListeners } from '../operations/list.ts';
import { readFactsFor } from '../operations/preflight.ts';
import { factsOf } from '../operations/update.ts';
import { type WaitOptions, waitFor } from '../operations/wait.ts';
import type { Provider } from '../providers/provider.ts';
import { type Checked, locateAll } from './check.ts';
import { targetState, withoutAccepted } from './entry.ts';
import { type Finding, manifestViolation } from './finding.ts';
import { type Plan, planBalancer, type Step } from './plan.ts';
import type { Replaced } from './replaced.ts';
import type { Reachable } from './targets.ts';
import { unmappedValues } from './unmapped.ts';

export interface Balancer {
  readonly loadBalancer: string;
  readonly destination: Reachable;
  readonly wanted: readonly Checked<Reachable>[];
}

export interface Refreshed extends Plan<Reachable> {
  readonly balancer: Balancer;
  readonly client: Client;
  readonly findings: readonly Finding[];
}

export interface RefreshOptions {
  readonly prune: boolean;
  readonly preflight: boolean;
  /** Whether to change backend groups that other listeners use. */
  readonly shared: boolean;
  readonly waitOptions: WaitOptions;
  connect(destination: Reachable): Promise<Client>;
  recall(checked: Checked<Reachable>): Replaced | undefined;
}

export function byBalancer(checked: readonly Checked<Reachable>[]): readonly Balancer[] {
  const balancers = new Map<string, Balancer & { readonly wanted: Checked<Reachable>[] }>();
  for (const listener of checked) {
    const { destination, entry } = listener;
    const loadBalancer = entry.fields.loadBalancer ?? '';
    const key = `${destination.key}\n${loadBalancer}`;
    const known = balancers.get(key);
    if (known === undefined) balancers.set(key, { loadBalancer, destination, wanted: [listener] });
    else known.wanted.push(listener);
  }
  return [...balancers.values()];
}

/** Lists the listeners of a load balancer and plans the changes. */
export async function refresh(balancer: Balancer, options: RefreshOptions): Promise<Refreshed> {
  const { loadBalancer, destination, wanted } = balancer;
  const { provider } = destination;
  const client = await options.connect(destination);
  const listed = await listListeners(client, {
    fields: { loadBalancer },
    native: {},
    parts: 'all',
  });
  const existing = await settle(client, listed, wanted, options.waitOptions);
  const plan = planBalancer(provider, wanted, existing, options);
  const findings = options.preflight
    ? await preflight(client, provider, balancer, plan, existing, options)
    : [];
  const left = await leftBehind(client, plan);
  return { ...plan, balancer, client, findings: [...findings, ...left] };
}

/** Waits for changing listeners whose state is in the manifest. */
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
      const isKnown = !isTransient(status) || targetState(status) !== undefined;
      const reference = client.provider.reference(ref);
      if (isKnown || !portsWithState.has(fields.port) || 'problem' in reference) return listener;
      const native = await waitFor(client, reference, 'settled', waitOptions);
      return native === undefined ? listener : client.listener(native);
    }),
  );
}

/** Checks the rules that need facts about the load balancer. */
async function preflight(
  client: Client,
  provider: Provider,
  { loadBalancer, wanted }: Balancer,
  { steps }: Plan<Reachable>,
  existing: readonly Listener[],
  options: RefreshOptions,
): Promise<readonly Finding[]> {
  const changes = steps.filter(changesFields);
  const ofChanges = changes.map(({ change }) => change);
  const facts = await readFactsFor(client, loadBalancer, ofChanges);
  if (facts instanceof Failure) return [];
  const before = existing.map(({ ref, fields }) => portOf(ref, fields));
  const after = wanted.map(({ listener, entry: { fields } }) => portOf(listener, fields));
  const bandwidths = [
    ...existing.filter(({ ref }) => !wanted.some(({ listener }) => listener === ref)),
    ...wanted.map(({ entry }) => entry),
  ].map(({ fields }) => bandwidthOf(fields));
  return changes.flatMap((step) => {
    const { port } = step.checked.entry.fields;
    const others = [...before, ...after].filter((holder) => holder.port !== port);
    const { draft, own } = draftOf(provider, step, options);
    const violations = validateAgainst(provider, draft, {
      ...own,
      ...facts,
      listeners: others,
      bandwidths,
    });
    const { entry, locate } = step.checked;
    return locateAll(withoutAccepted(violations, entry), locate, step.listener);
  });
}

/** What the step makes of the listener, and what the listener shows of itself. */
function draftOf(
  provider: Provider,
  step: Changing,
  options: RefreshOptions,
): { readonly draft: Draft; readonly own: LoadBalancerFacts } {
  if (step.action !== 'update') return { draft: step.change, own: {} };
  const { change, current } = step;
  const own = factsOf(provider, current.native, options);
  const plan = provider.planUpdate(current.native, change.values, change.verbatim);
  if (plan.kind === 'unchanged') return { draft: change, own };
  const before = provider.valuesOf(current.native);
  return { draft: { ...change, values: plan.merged, before }, own };
}

/** What a delete in order to create again leaves behind, takes away for good, or cannot do. */
async function leftBehind(client: Client, { steps }: Plan<Reachable>): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const step of steps) {
    if (step.action !== 'replace') continue;
    const { entry, locate } = step.checked;
    const violations = [
      ...(await attachedLeftBehind(client, step)),
      ...unmappedValues(client.provider, step.current).map(({ parameter, value }) =>
        leftBehindWarning(
          `${parameter} (${JSON.stringify(value)}) has no field in a manifest, so the new listener does not have it`,
        ),
      ),
    ];
    findings.push(...locateAll(withoutAccepted(violations, entry), locate, step.listener));
  }
  return findings;
}

async function attachedLeftBehind(
  { provider, calls: { attached }, run }: Client,
  { current, created }: Extract<Step<Reachable>, { action: 'replace' }>,
): Promise<readonly Violation[]> {
  if (attached === undefined) return [];
  const native = await attached.read(current.native, run);
  const blocked = attached.blocksDelete(native);
  const group = provider.groupWithServers?.(native);
  const isKept = created['backend.group'] !== undefined;
  const texts = [
    isKept || group !== undefined ? undefined : attached.stays(native),
    attached.isLost(native),
  ];
  return [
    ...(blocked === undefined ? [] : [manifestViolation('manifest/in-use', blocked)]),
    ...(group === undefined || isKept ? [] : [serversLeftBehind(group)]),
    ...texts.filter((text) => text !== undefined).map(leftBehindWarning),
  ];
}

function leftBehindWarning(text: string): Violation {
  return { ...manifestViolation('manifest/left-behind', text), severity: 'warning' };
}

function serversLeftBehind(group: string): Violation {
  return manifestViolation(
    'manifest/servers-left-behind',
    `backend group ${group} has servers, which a new group would not have: create a group with these settings and servers, and name it with backend.group`,
    ['backend.group'],
  );
}

type Changing = Extract<Step<Reachable>, { action: 'create' | 'update' | 'replace' }>;

function changesFields(step: Step<Reachable>): step is Changing {
  return step.action === 'create' || step.action === 'update' || step.action === 'replace';
}

function bandwidthOf({ protocol, port, bandwidth }: Listener['fields']) {
  return {
    protocol: protocol ?? '',
    port: port ?? 0,
    bandwidth: typeof bandwidth === 'number' ? bandwidth : -1,
  };
}

function portOf(ref: string, { protocol, port }: Listener['fields']) {
  return { ref, protocol: protocol ?? '', port: port ?? 0 };
}
