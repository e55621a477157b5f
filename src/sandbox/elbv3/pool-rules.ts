import { isRecord } from '../http.ts';
import type { Settings } from '../state/elbv3.ts';
import { within } from './body.ts';
import { invalid, unfit } from './errors.ts';

/** A pool as it is about to become. */
export interface PoolDraft {
  readonly protocol: string;
  readonly given: Settings;
  readonly settings: Settings;
}

const HTTP_POOLS = ['HTTP', 'HTTPS', 'GRPC'];
const DATAGRAM_OR_TCP = ['TCP', 'UDP', 'QUIC'];
/** Minutes; that of HTTP pools is the limit of the field itself. */
const MAX_SOURCE_IP_TIMEOUT = 60;

type Rule = (draft: PoolDraft) => void;

/** As the clouds enforce them; what is only documented as having no effect is not a rule. */
const RULES: readonly Rule[] = [
  ({ protocol, settings: { lb_algorithm: algorithm } }) => {
    if (algorithm === undefined && protocol !== 'IP') {
      throw invalid("Failed to parse request. Required attribute 'lb_algorithm' not specified.");
    }
    const needed = String(algorithm).endsWith('TUPLE_HASH')
      ? 'IP'
      : algorithm === 'QUIC_CID'
        ? 'QUIC'
        : protocol;
    if (needed !== protocol) throw unfit(`Only ${needed} pools support lb_algorithm ${algorithm}.`);
  },
  ({ settings: { type = '', vpc_id: vpc = '' } }) => {
    if (type === 'instance' && vpc === '') throw unfit('vpc_id is required for type instance.');
    if (type !== 'instance' && vpc !== '') throw unfit('vpc_id is only valid for type instance.');
  },
  checkStickiness,
  ({ protocol, settings }) => {
    if (protocol === 'QUIC' && within(settings, 'session_persistence')['type'] !== 'SOURCE_IP') {
      throw unfit('QUIC pools need session_persistence of type SOURCE_IP.');
    }
  },
  ({ protocol, given: { slow_start: slowStart } }) => {
    if (asksFor(slowStart) && !HTTP_POOLS.includes(protocol)) {
      throw unfit("Only [ HTTP, HTTPS ] pools support 'slow_start' attribute");
    }
  },
  ({ protocol, given, settings }) => {
    if (!asksFor(given['connection_drain'])) return;
    if (!DATAGRAM_OR_TCP.includes(protocol)) {
      throw unfit("Only [ TCP, UDP, QUIC ] pools support 'connection_drain' attribute");
    }
    const { enable, timeout } = within(settings, 'connection_drain');
    if (enable === true && timeout === undefined) {
      throw invalid('Connection drain timeout must be explict defined.');
    }
  },
  ({ protocol, given: { any_port_enable: anyPort } }) => {
    if (anyPort === true && !DATAGRAM_OR_TCP.includes(protocol)) {
      throw unfit("Only [ TCP, UDP, QUIC ] pools support 'any_port_enable' attribute");
    }
  },
];

/** Off is what any pool has anyway. */
function asksFor(setting: unknown): boolean {
  return isRecord(setting) && setting['enable'] !== false;
}

/** @throws Elbv3Error for the first rule that is broken */
export function checkPool(draft: PoolDraft): void {
  for (const rule of RULES) rule(draft);
}

function checkStickiness({ protocol, given, settings }: PoolDraft): void {
  if (!isRecord(given['session_persistence'])) return;
  const {
    type,
    cookie_name: cookie = '',
    persistence_timeout: minutes,
  } = within(settings, 'session_persistence');
  if (typeof type !== 'string') throw invalid('Invalid input for session_persistence.');
  const isHttp = HTTP_POOLS.includes(protocol);
  if (isHttp && type === 'SOURCE_IP') {
    throw unfit(`${protocol} pools do not support session_persistence of type SOURCE_IP.`);
  }
  if (type === 'APP_COOKIE') {
    if (cookie === '') throw unfit('cookie_name is required for type APP_COOKIE.');
  } else if (cookie !== '') {
    throw unfit('cookie_name is only valid for type APP_COOKIE.');
  }
  if (!isHttp && Number(minutes) > MAX_SOURCE_IP_TIMEOUT) {
    throw invalid('Invalid input for persistence_timeout.');
  }
}
