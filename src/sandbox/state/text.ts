import { isRecord } from '../http.ts';
import type {
  Elbv3Certificate,
  Elbv3IpGroup,
  Elbv3Listener,
  Elbv3LoadBalancer,
  Elbv3Monitor,
  Elbv3Policy,
  Elbv3Pool,
  Elbv3SecurityPolicy,
  Elbv3State,
} from './elbv3.ts';
import { newElbv3State } from './elbv3-seed.ts';
import {
  type ElbCertificate,
  type ElbListener,
  type ElbLoadBalancer,
  type ElbState,
  listenerKey,
  type SlbCertificate,
  type SlbListener,
  type SlbLoadBalancer,
  type SlbResource,
  type SlbServerGroup,
  type SlbState,
  type State,
} from './model.ts';
import {
  newOctaviaState,
  type OctaviaCertificate,
  type OctaviaLoadBalancer,
  type OctaviaPart,
  type OctaviaState,
} from './octavia.ts';

/* The content of the state file. */

const FORMAT = 1;

export function formatState({ elb, elbv3, octavia, slb }: State): string {
  const lists = (collections: object) =>
    Object.fromEntries(
      Object.entries(collections).map(([name, records]) => [name, [...records.values()]]),
    );
  const all = { elb: lists(elb), elbv3: lists(elbv3), octavia: lists(octavia), slb: lists(slb) };
  return `${JSON.stringify({ format: FORMAT, ...all })}\n`;
}

/** @throws TypeError or SyntaxError when the text is not a state */
export function parseState(text: string): State {
  const { format, elb, elbv3, octavia, slb } = recordOf(JSON.parse(text));
  if (format !== FORMAT) throw new TypeError('unknown format');
  return {
    elb: parseElb(recordOf(elb)),
    // A file of an older version knows nothing of it.
    elbv3: elbv3 === undefined ? newElbv3State() : parseElbv3(recordOf(elbv3)),
    octavia: octavia === undefined ? newOctaviaState() : parseOctavia(recordOf(octavia)),
    slb: parseSlb(recordOf(slb)),
  };
}

function parseElb({ loadBalancers, certificates, listeners }: Record<string, unknown>): ElbState {
  return {
    loadBalancers: byId<ElbLoadBalancer>(loadBalancers, {
      type: 'string',
      listenerQuota: 'number',
    }),
    certificates: byId<ElbCertificate>(certificates, { domain: 'string' }),
    listeners: byId<ElbListener>(listeners, { protocol: 'string', port: 'number' }),
  };
}

function parseOctavia(octavia: Record<string, unknown>): OctaviaState {
  const parts = (key: string) =>
    byId<OctaviaPart>(octavia[key], { parent: 'string', busyUntil: 'number', values: 'object' });
  return {
    loadBalancers: byId<OctaviaLoadBalancer>(octavia['loadBalancers'], {
      vipAddress: 'string',
      busyUntil: 'number',
    }),
    certificates: byId<OctaviaCertificate>(octavia['certificates'], {}),
    listeners: parts('listeners'),
    pools: parts('pools'),
    monitors: parts('monitors'),
  };
}

function parseElbv3(elbv3: Record<string, unknown>): Elbv3State {
  return {
    loadBalancers: byId<Elbv3LoadBalancer>(elbv3['loadBalancers'], {
      guaranteed: 'boolean',
      listenerQuota: 'number',
    }),
    certificates: byId<Elbv3Certificate>(elbv3['certificates'], { type: 'string' }),
    ipGroups: byId<Elbv3IpGroup>(elbv3['ipGroups'], { addresses: 'object' }),
    securityPolicies: byId<Elbv3SecurityPolicy>(elbv3['securityPolicies'], { protocols: 'object' }),
    listeners: byId<Elbv3Listener>(elbv3['listeners'], {
      loadBalancerId: 'string',
      protocol: 'string',
      port: 'number',
      tags: 'object',
      settings: 'object',
    }),
    pools: byId<Elbv3Pool>(elbv3['pools'], {
      protocol: 'string',
      members: 'object',
      settings: 'object',
    }),
    monitors: byId<Elbv3Monitor>(elbv3['monitors'], {
      poolId: 'string',
      type: 'string',
      settings: 'object',
    }),
    policies: byId<Elbv3Policy>(elbv3['policies'], { listenerId: 'string', settings: 'object' }),
  };
}

function parseSlb(slb: Record<string, unknown>): SlbState {
  return {
    loadBalancers: byId<SlbLoadBalancer>(slb['loadBalancers'], { region: 'string' }),
    serverCertificates: byId<SlbCertificate>(slb['serverCertificates'], { region: 'string' }),
    caCertificates: byId<SlbCertificate>(slb['caCertificates'], { region: 'string' }),
    serverGroups: byId<SlbServerGroup>(slb['serverGroups'], { loadBalancerId: 'string' }),
    pairGroups: byId<SlbServerGroup>(slb['pairGroups'], { loadBalancerId: 'string' }),
    acls: byId<SlbResource>(slb['acls'], { region: 'string' }),
    listeners: collect<SlbListener>(
      slb['listeners'],
      { loadBalancerId: 'string', protocol: 'string', port: 'number', settings: 'object' },
      listenerKey,
    ),
  };
}

function recordOf(value: unknown): Record<string, unknown> {
  if (isRecord(value)) return value;
  throw new TypeError('not an object');
}

/** Fields that are checked, the ones that the sandbox would crash on. */
type Shape<T> = Readonly<
  Partial<Record<keyof T & string, 'string' | 'number' | 'boolean' | 'object'>>
>;

function byId<T extends { readonly id: string }>(value: unknown, shape: Shape<T>): Map<string, T> {
  return collect<T>(value, { ...shape, id: 'string' }, ({ id }) => id);
}

function collect<T>(value: unknown, shape: Shape<T>, key: (record: T) => string): Map<string, T> {
  if (!Array.isArray(value)) throw new TypeError('not a list');
  const isValid = (item: unknown): item is T =>
    isRecord(item) && Object.entries(shape).every(([name, type]) => typeof item[name] === type);
  if (!value.every(isValid)) throw new TypeError('not a valid record');
  return new Map(value.map((record) => [key(record), record]));
}
