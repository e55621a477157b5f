import { type Codec, Refusal } from '../../model/codec.ts';
import type { ListenerFields, Protocol, Value } from '../../model/fields.ts';
import { choicesOf } from '../../model/parameter.ts';
import { alternatives } from '../../model/values.ts';
import { operationOf, protocolsWith } from './operations.ts';
import { ROWS } from './parameters/index.ts';
import { createAction, isSlbProtocol, type SlbProtocol } from './protocols.ts';

/* Portable fields that SLB spreads over several parameters, or that depend on the protocol. */

const SCHEDULERS: readonly (readonly [Value<'algorithm'>, string])[] = [
  ['round-robin', 'rr'],
  ['weighted-round-robin', 'wrr'],
  ['weighted-least-connections', 'wlc'],
  ['source-ip', 'sch'],
  ['four-tuple', 'tch'],
  ['connection-id', 'qch'],
];

export const algorithm: Codec<Value<'algorithm'>> = {
  encode: (value, { protocol }) => {
    const scheduler = SCHEDULERS.find(([portable]) => portable === value)?.[1];
    const known = isSlbProtocol(protocol) ? schedulersOf(protocol) : undefined;
    if (scheduler !== undefined && known?.includes(scheduler) !== false) {
      return { Scheduler: scheduler };
    }
    const supported = SCHEDULERS.filter(([, wire]) => known?.includes(wire) !== false);
    return new Refusal(
      'algorithm-not-on-this-protocol',
      `must be ${alternatives(supported.map(([portable]) => portable))} on ${known === undefined ? 'SLB' : `${protocol} listeners`}, not ${value}`,
      isSlbProtocol(protocol) ? `${createAction(protocol)}: Scheduler` : 'SLB API: Scheduler',
    );
  },
  decode: ({ Scheduler }) => SCHEDULERS.find(([, wire]) => wire === Scheduler)?.[0],
};

function schedulersOf(protocol: SlbProtocol): readonly string[] {
  const type = operationOf(protocol, 'create').parameters.find(
    (row) => row.name === 'Scheduler',
  )?.type;
  return type?.kind === 'choice' ? choicesOf(type) : [];
}

/** By cookie on http and https; on tcp by client address, for PersistenceTimeout seconds. */
export const stickyMode: Codec<Value<'stickySession.mode'>> = {
  encode: (mode, listener) => {
    if (listener.protocol === 'tcp') return stickyOnTcp(mode, listener);
    if (listener.protocol === 'udp') {
      return new Refusal(
        'sticky-session-on-udp',
        'is not available on udp listeners; leave it out',
        'CreateLoadBalancerUDPListener: request parameters',
      );
    }
    if (mode === 'off') return { StickySession: 'off' };
    if (mode === 'source-ip') {
      return new Refusal(
        'sticky-source-ip-on-http',
        `must be off, insert or rewrite on ${listener.protocol ?? 'http'} listeners, not source-ip`,
        'CreateLoadBalancerHTTPSListener: StickySessionType',
      );
    }
    return { StickySession: 'on', StickySessionType: mode === 'insert' ? 'insert' : 'server' };
  },
  decode: ({ StickySession, StickySessionType, PersistenceTimeout }) => {
    if (typeof PersistenceTimeout === 'number') {
      return PersistenceTimeout === 0 ? 'off' : 'source-ip';
    }
    if (StickySession === 'off') return 'off';
    if (StickySession !== 'on') return undefined;
    if (StickySessionType === 'insert') return 'insert';
    return StickySessionType === 'server' ? 'rewrite' : undefined;
  },
};

function stickyOnTcp(mode: Value<'stickySession.mode'>, listener: ListenerFields) {
  if (mode === 'off') return { PersistenceTimeout: 0 };
  if (mode !== 'source-ip') {
    return new Refusal(
      'sticky-cookie-on-tcp',
      `must be off or source-ip on tcp listeners, not ${mode}`,
      'CreateLoadBalancerTCPListener: PersistenceTimeout',
    );
  }
  const timeout = listener['stickySession.timeout'];
  // Without time, the service does not stick.
  return timeout === undefined || timeout === 0
    ? new Refusal(
        'sticky-source-ip-needs-timeout',
        'source-ip needs a sticky time-out of 1 to 3600 seconds on tcp listeners',
        'CreateLoadBalancerTCPListener: PersistenceTimeout',
        'stickySession.timeout',
      )
    : { PersistenceTimeout: timeout };
}

export const drain: Codec<Value<'drain'>> = {
  encode: (value, { protocol }) => {
    if (isSlbProtocol(protocol) && !protocolsWith('ConnectionDrain').includes(protocol)) {
      return new Refusal(
        'drain-only-on-tcp',
        `is for tcp listeners only, not for ${protocol}; leave it out`,
        `${createAction(protocol)}: request parameters`,
      );
    }
    return value === 'off'
      ? { ConnectionDrain: 'off' }
      : { ConnectionDrain: 'on', ConnectionDrainTimeout: value };
  },
  decode: ({ ConnectionDrain, ConnectionDrainTimeout }) => {
    if (ConnectionDrain === 'off') return 'off';
    return ConnectionDrain === 'on' && typeof ConnectionDrainTimeout === 'number'
      ? ConnectionDrainTimeout
      : undefined;
  },
};

const HEADERS = ROWS.flatMap(({ header, name, protocols }) =>
  header === undefined ? [] : [{ header, name, protocols }],
);

/** Headers that are not in the list are switched off. */
export const forwardedHeaders: Codec<Value<'forwardedHeaders'>> = {
  encode: (headers, { protocol }) => {
    const known = isSlbProtocol(protocol)
      ? HEADERS.filter(({ protocols }) => protocols.includes(protocol))
      : HEADERS;
    if (known.length === 0) {
      return new Refusal(
        'forwarded-headers-on-layer-4',
        `is for http and https listeners only, not for ${protocol}; leave it out`,
        `${isSlbProtocol(protocol) ? createAction(protocol) : 'SLB API'}: request parameters`,
      );
    }
    const unknown = headers.find((header) => !known.some((one) => one.header === header));
    if (unknown !== undefined) {
      return new Refusal(
        'forwarded-headers-values',
        `must be ${alternatives(known.map(({ header }) => header))} on slb, not ${unknown}`,
        'CreateLoadBalancerHTTPSListener: XForwardedFor',
      );
    }
    return Object.fromEntries(
      known.map(({ header, name }) => [name, headers.includes(header) ? 'on' : 'off']),
    );
  },
  decode: (values) =>
    HEADERS.some(({ name }) => values[name] !== undefined)
      ? HEADERS.filter(({ name }) => values[name] === 'on').map(({ header }) => header)
      : undefined,
};

export const redirectTo: Codec<number> = {
  encode: (port, { protocol }) =>
    isSlbProtocol(protocol) && protocol !== 'http'
      ? new Refusal(
          'redirect-only-on-http',
          `is for http listeners only, not for ${protocol}; leave it out`,
          'CreateLoadBalancerHTTPListener: ListenerForward',
        )
      : { ListenerForward: 'on', ForwardPort: port },
  decode: ({ ListenerForward, ForwardPort }) =>
    ListenerForward === 'on' && typeof ForwardPort === 'number' ? ForwardPort : undefined,
};

/** The page requires these on every HTTP listener, even on a redirect, where they have no effect. */
export function completed(fields: ListenerFields): ListenerFields {
  if (fields.redirectTo === undefined) return fields;
  const hasBackend = fields['backend.port'] !== undefined || fields['backend.group'] !== undefined;
  return {
    'healthCheck.enabled': 'off',
    ...(hasBackend ? {} : { 'backend.port': UNUSED_PORT }),
    ...fields,
  };
}

const UNUSED_PORT = 80;

const PROBES: Readonly<Partial<Record<Protocol, Value<'healthCheck.protocol'>>>> = {
  http: 'http',
  https: 'http',
  udp: 'udp-connect',
};

/** Only tcp listeners have a choice of probes. */
export function implied(fields: ListenerFields): ListenerFields {
  const probe = fields.protocol === undefined ? undefined : PROBES[fields.protocol];
  return probe === undefined || fields['healthCheck.enabled'] !== 'on'
    ? {}
    : { 'healthCheck.protocol': probe };
}

export const accessMode: Codec<Value<'access.mode'>> = {
  encode: (mode) =>
    mode === 'off'
      ? { AclStatus: 'off' }
      : { AclStatus: 'on', AclType: mode === 'allow' ? 'white' : 'black' },
  decode: ({ AclStatus, AclType }) => {
    if (AclStatus === 'off') return 'off';
    if (AclStatus !== 'on') return undefined;
    return AclType === 'white' ? 'allow' : AclType === 'black' ? 'deny' : undefined;
  },
};
