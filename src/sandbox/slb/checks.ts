import type { SlbLoadBalancer, SlbProtocol, SlbState } from '../model.ts';
import { listenerAt, listenersOn, optional, type SlbCall } from './call.ts';
import { badCombination, invalid, SlbError } from './errors.ts';
import { PARAMETERS } from './parameters.ts';

type Settings = Readonly<Record<string, string>>;

/** The values given, by attribute, each held against its own rule. */
export function readSettings(
  call: SlbCall,
  protocol: SlbProtocol,
  verb: 'create' | 'set',
): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const parameter of PARAMETERS[protocol]) {
    const name = parameter[verb];
    if (name === null) continue;
    const value = optional(call, name);
    if (value === undefined) continue;
    if (!parameter.isValid(value)) throw refusal(name);
    settings[parameter.attribute] = value;
  }
  return settings;
}

function refusal(name: string): SlbError {
  if (name === 'healthCheckReq' || name === 'healthCheckExp') {
    const attribute = `H${name.slice(1)}`;
    return new SlbError(
      400,
      `InvalidParamLength.${attribute}`,
      `The length of the parameter ${attribute} is invalid.`,
    );
  }
  if (name === 'Bandwidth') {
    return new SlbError(400, 'InvalidParameter', 'The specified bandwidth is not valid.');
  }
  return invalid(name);
}

/**
 * The request that the page of CreateLoadBalancerHTTPSListener shows. It has no backend and no
 * kind of sticky session, against the page's own text, and is published as one that works.
 */
const PUBLISHED: ReadonlyMap<string, string> = new Map([
  ['Bandwidth', '-1'],
  ['HealthCheck', 'on'],
  ['ListenerPort', '80'],
  ['LoadBalancerId', 'lb-bp1o94dp5i6earr9g6d1l'],
  ['ServerCertificateId', 'idkp-123-cn-test-01'],
  ['StickySession', 'on'],
]);

const COMMON: ReadonlySet<string> = new Set([
  'AccessKeyId',
  'Action',
  'Format',
  'RegionId',
  'SecurityToken',
  'Signature',
  'SignatureMethod',
  'SignatureNonce',
  'SignatureType',
  'SignatureVersion',
  'TimeStamp',
  'Timestamp',
  'Version',
]);

export function isPublishedExample(call: SlbCall, protocol: SlbProtocol): boolean {
  const own = Array.from(call.parameters).filter(([name]) => !COMMON.has(name));
  return (
    protocol === 'https' &&
    own.length === PUBLISHED.size &&
    own.every(([name, value]) => PUBLISHED.get(name) === value)
  );
}

/** Rules between parameters, for a listener as it would be. */
export function checkCombination(settings: Settings, verb: 'create' | 'set'): void {
  const { VServerGroupId: group, MasterSlaveServerGroupId: pair } = settings;
  if (group !== undefined && pair !== undefined) {
    throw new SlbError(
      400,
      'Abs.VServerGroupIdAndMasterSlaveServerGroupId.MissMatch',
      'The parameters VServerGroupId or MasterSlaveServerGroupId miss match.',
    );
  }
  const backend = settings['BackendServerPort'] ?? group ?? pair;
  // The published example has none; changing such a listener must stay possible.
  if (backend === undefined && verb === 'create') throw badCombination();
  if (settings['StickySession'] === 'on') {
    const type = settings['StickySessionType'];
    if (type === undefined && verb === 'create') throw badCombination();
    if (type === 'insert' && settings['CookieTimeout'] === undefined) throw badCombination();
    if (type === 'server' && settings['Cookie'] === undefined) throw badCombination();
  }
  if (settings['AclStatus'] === 'on') {
    if (settings['AclType'] === undefined || settings['AclId'] === undefined) {
      throw badCombination();
    }
  }
  if (settings['ConnectionDrain'] === 'on' && settings['ConnectionDrainTimeout'] === undefined) {
    throw badCombination();
  }
}

/** Rules that need the instance, and things that must exist. */
export function checkSurroundings(
  settings: Settings,
  protocol: SlbProtocol,
  port: number,
  loadBalancer: SlbLoadBalancer,
  state: SlbState,
): void {
  const shared = loadBalancer.spec === '';
  if (shared && settings['TLSCipherPolicy'] !== undefined) {
    throw new SlbError(
      400,
      'InvalidParameter',
      'The specified parameter TLSCipherPolicy is not Support.',
    );
  }
  if (shared && isHash(settings['Scheduler'])) throw invalid('Scheduler');
  checkGroup(settings['VServerGroupId'], state.serverGroups, loadBalancer, 'VServerGroupId');
  checkGroup(
    settings['MasterSlaveServerGroupId'],
    state.pairGroups,
    loadBalancer,
    'MasterSlaveServerGroupId',
  );
  for (const id of settings['AclId']?.split(',') ?? []) {
    if (state.acls.get(id)?.region !== loadBalancer.region) {
      throw new SlbError(400, 'AclNotExist', 'The specified Acl does not exist.');
    }
  }
  if (protocol === 'https') {
    const certificate = settings['ServerCertificateId'];
    if (certificate === undefined) {
      throw new SlbError(
        400,
        'InvalidParameter',
        'The specified parameter ServerCertificateId is empty.',
      );
    }
    const known = state.serverCertificates.get(certificate)?.region === loadBalancer.region;
    if (!known) throw notSupported('ServerCertificateId');
    const ca = settings['CACertificateId'];
    if (ca !== undefined && state.caCertificates.get(ca)?.region !== loadBalancer.region) {
      throw notSupported('CACertificateId');
    }
  }
  checkBandwidth(settings, protocol, port, loadBalancer, state);
}

function notSupported(name: string): SlbError {
  return new SlbError(400, 'InvalidParameter', `The specified parameter ${name} is not Support.`);
}

function checkGroup(
  id: string | undefined,
  groups: ReadonlyMap<string, { readonly loadBalancerId: string }>,
  loadBalancer: SlbLoadBalancer,
  name: string,
): void {
  if (id === undefined || groups.get(id)?.loadBalancerId === loadBalancer.id) return;
  throw new SlbError(404, 'InvalidParameter', `The specified ${name} does not exist`);
}

/** An instance paid by bandwidth shares its bandwidth among its listeners. */
function checkBandwidth(
  settings: Settings,
  protocol: SlbProtocol,
  port: number,
  loadBalancer: SlbLoadBalancer,
  state: SlbState,
): void {
  const bandwidth = settings['Bandwidth'];
  if (loadBalancer.chargeType !== 'paybybandwidth' || bandwidth === undefined) return;
  if (bandwidth === '-1') {
    throw new SlbError(400, 'InvalidParameter', 'The listen bandwidth is not Support');
  }
  const others = listenersOn(state, loadBalancer.id)
    .filter((listener) => listener.protocol !== protocol || listener.port !== port)
    .reduce((sum, listener) => sum + Math.max(0, Number(listener.settings['Bandwidth'] ?? 0)), 0);
  if (others + Number(bandwidth) > loadBalancer.bandwidth) {
    throw new SlbError(
      400,
      'InvalidParameter',
      'The specified Bandwidth is invalid. It exceeds the maximum bandwidth available to the instance.',
    );
  }
}

export function isHash(scheduler: string | undefined): boolean {
  return scheduler === 'sch' || scheduler === 'tch' || scheduler === 'qch';
}

/** Only a TCP and a UDP listener may share a port. */
export function checkPort(
  state: SlbState,
  loadBalancerId: string,
  protocol: SlbProtocol,
  port: number,
): void {
  const clash = listenersOn(state, loadBalancerId).some((listener) => {
    if (listener.port !== port) return false;
    const pair = [listener.protocol, protocol].sort().join();
    return pair !== 'tcp,udp';
  });
  if (clash) {
    throw new SlbError(
      400,
      'ListenerAlreadyExists',
      'A listener with the specified port already exists',
    );
  }
}

/** A redirect goes to an HTTPS listener of the same instance. */
export function checkRedirect(settings: Settings, loadBalancerId: string, state: SlbState): void {
  const target = settings['ForwardPort'];
  if (target === undefined) throw badCombination();
  if (listenerAt(state, loadBalancerId, 'https', Number(target)) === undefined) {
    throw invalid('ForwardPort');
  }
}
