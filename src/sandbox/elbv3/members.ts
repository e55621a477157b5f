import { SANDBOX_CREDENTIALS } from '../credentials.ts';
import type { Elbv3Member, Elbv3Pool, Elbv3State } from '../state/elbv3.ts';
import { type Fields, parseCreate } from './body.ts';
import type { Elbv3Call, Shown } from './call.ts';
import { conflict, invalid, notFound } from './errors.ts';
import { newId } from './ids.ts';
import { attributes, pageOf } from './page.ts';
import { find, listenersOfPool } from './relations.ts';
import { boolean, integer, text } from './values.ts';

const FIELDS: Fields = {
  address: { check: text(1, 64), required: true },
  protocol_port: { check: integer(0, 65_535) },
  name: { check: text(0, 255) },
  weight: { check: integer(0, 100) },
  subnet_cidr_id: { check: text(1, 36) },
  admin_state_up: { check: boolean },
  project_id: { check: text(32, 32) },
};

export function createMember(call: Elbv3Call): Shown {
  const { state, id } = call;
  const pool = find(state.pools, 'pool', id);
  const { address, protocol_port, ...settings } = parseCreate(call, 'member', FIELDS);
  const port = protocol_port === undefined ? null : Number(protocol_port);
  if (port === null && pool.settings['any_port_enable'] !== true) {
    throw invalid("Failed to parse request. Required attribute 'protocol_port' not specified.");
  }
  if (pool.members.some((other) => other.address === address && other.port === port)) {
    throw conflict(`Pool ${id} already has a member with address ${address} and port ${port}.`);
  }
  const member: Elbv3Member = {
    id: newId(call.context),
    address: String(address),
    port,
    settings,
  };
  state.pools.set(id, { ...pool, members: [...pool.members, member] });
  return { member: memberBody(state, pool, member) };
}

export function listMembers(call: Elbv3Call): Shown {
  const { state, id } = call;
  const pool = find(state.pools, 'pool', id);
  const items = pool.members.map((member) => memberBody(state, pool, member));
  return pageOf(call, 'members', items, {
    ...attributes('id', 'name', 'weight', 'admin_state_up', 'subnet_cidr_id', 'address'),
    ...attributes('protocol_port', 'operating_status', 'ip_version'),
  });
}

export function showMember({ state, id, child }: Elbv3Call): Shown {
  const pool = find(state.pools, 'pool', id);
  return { member: memberBody(state, pool, memberOf(pool, child)) };
}

export function deleteMember({ state, id, child }: Elbv3Call): undefined {
  const pool = find(state.pools, 'pool', id);
  const member = memberOf(pool, child);
  if (pool.settings['member_deletion_protection_enable'] === true) {
    throw conflict(`The members of pool ${id} are protected from deletion.`);
  }
  state.pools.set(id, { ...pool, members: pool.members.filter((one) => one !== member) });
}

function memberOf(pool: Elbv3Pool, id: string): Elbv3Member {
  const member = pool.members.find((one) => one.id === id);
  if (member === undefined) throw notFound('member', id);
  return member;
}

/** Nobody checks the health of servers that do not exist. */
export function memberBody(state: Elbv3State, pool: Elbv3Pool, member: Elbv3Member): Shown {
  return {
    name: '',
    weight: 1,
    subnet_cidr_id: null,
    ...member.settings,
    id: member.id,
    address: member.address,
    protocol_port: member.port ?? 0,
    admin_state_up: true,
    project_id: SANDBOX_CREDENTIALS.elbv3.projectId,
    operating_status: 'NO_MONITOR',
    status: listenersOfPool(state, pool.id).map(({ id }) => ({
      listener_id: id,
      operating_status: 'NO_MONITOR',
    })),
    ip_version: member.address.includes(':') ? 'v6' : 'v4',
  };
}
