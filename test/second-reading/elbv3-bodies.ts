import { isSet, makesMonitor, makesPool, type Plan, partOf, type Values } from './elbv3-plan.ts';

/* What is sent, by the pages: each part in its own envelope, and in their order. */

type Part = 'listener' | 'pool' | 'healthmonitor';
type Json = Readonly<Record<string, unknown>>;

/** Of the listener that is changed. */
export const IDS = {
  listener: '11111111-1111-4111-8111-111111111111',
  pool: '22222222-2222-4222-8222-222222222222',
  monitor: '33333333-3333-4333-8333-333333333333',
};
/** One part without its envelope. */
export function part(of: Part, values: Values): Json {
  const body: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    if (partOf(name) !== of) continue;
    const own = of === 'listener' ? name : name.slice(of.length + 1);
    const [outer = '', inner] = own.split('.');
    if (inner === undefined) body[outer] = value;
    // The word for no sticky session.
    else if (name === 'pool.session_persistence.type' && value === null) body[outer] = null;
    else if (body[outer] === null) continue;
    else body[outer] = { ...(body[outer] as object | undefined), [inner]: value };
  }
  return body;
}

/** As a body from a file, with all parts. */
export function nested(values: Values): Json {
  const parts = (['listener', 'pool', 'healthmonitor'] as const).map(
    (one) => [one, part(one, values)] as const,
  );
  return Object.fromEntries(parts.filter(([, body]) => Object.keys(body).length > 0));
}

/** Ids of access lists are one text; a list that is off and has none is none. */
function onWire(values: Values, isChange = false): Values {
  const lists = isChange || isSet(values['ipgroup.ipgroup_id']);
  const entries = Object.entries(values).filter(([name]) => lists || !name.startsWith('ipgroup.'));
  return Object.fromEntries(
    entries.map(([name, value]) => [
      name,
      name === 'ipgroup.ipgroup_id' && Array.isArray(value) ? value.join(',') : value,
    ]),
  );
}

/** A new group has no session to switch off, and nothing that its backends could not have on. */
function newGroup(values: Values): Json {
  const backend = String(values['pool.protocol']);
  const listener = String(values['protocol'] ?? 'TCP');
  const isFor: Readonly<Record<string, boolean>> = {
    slow_start: backend === 'HTTP' || backend === 'HTTPS',
    connection_drain:
      ['TCP', 'UDP', 'QUIC'].includes(backend) && (listener === 'TCP' || listener === 'UDP'),
  };
  return Object.fromEntries(
    Object.entries(part('pool', values)).filter(([name, value]) => {
      if (name === 'session_persistence') return isSet(values['pool.session_persistence.type']);
      return isFor[name] !== false || (value as { enable?: unknown }).enable !== false;
    }),
  );
}

export function createBodies(meant: Values): readonly Json[] {
  const values = onWire(meant);
  const pool = newGroup(values);
  return [
    { listener: part('listener', values) },
    ...(makesPool(meant) ? [{ pool: { listener_id: '{listener_id}', ...pool } }] : []),
    ...(makesMonitor(meant)
      ? [{ healthmonitor: { pool_id: '{pool_id}', ...part('healthmonitor', values) } }]
      : []),
  ];
}

/** The changes of each part, in the order of their making. */
export function updateBodies({ send, newPool, newMonitor }: Plan, before: Values): readonly Json[] {
  const values = onWire(send, true);
  const has = (of: Part) => Object.keys(send).some((name) => partOf(name) === of);
  const group = newPool ? newGroup(values) : part('pool', values);
  const check = part('healthmonitor', values);
  return [
    ...(has('listener') ? [{ listener: part('listener', values) }] : []),
    ...(has('pool') ? [{ pool: newPool ? { listener_id: IDS.listener, ...group } : group }] : []),
    ...(has('healthmonitor')
      ? [
          {
            healthmonitor: newMonitor
              ? { pool_id: before['default_pool_id'] ?? '{pool_id}', ...check }
              : check,
          },
        ]
      : []),
  ];
}
