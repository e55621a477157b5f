import { afterEach, beforeEach, expect } from 'vitest';
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/credentials.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/server.ts';
import type { Elbv3LoadBalancer } from '../../../src/sandbox/state/elbv3.ts';
import type { State } from '../../../src/sandbox/state/model.ts';
import { newState } from '../../../src/sandbox/state/seed.ts';
import { type Answer, type ElbCall, elbv3 } from '../clients.ts';

/* A sandbox for each test, and what the tests send to it. */

export const BOTH = '098b2f68-af1c-41a9-8efd-69958722af62';
export const LAYER_4 = '3dbde7e5-c277-4ea3-a424-edd339357eff';
export const LAYER_7 = '38278031-cfca-44be-81be-a412f618773b';
export const SHARED = '309a0f61-0b62-45f2-97d1-742f3434338e';
export const SERVER = '233a325e5e3e4ce8beeb320aa714cc12';
export const CLIENT_CA = '7875ccb4c6b44cdb90ab2ab89892ab71';
export const SNI = '7f41c96223d34ebaa3c8e836b6625ec0';
export const SNI_WWW = '3d8a7a02f87a40ed931b719edfe75451';
export const SNI_WWW_AGAIN = '8f7b2a3de9944f1f8d1d2b9a35d7b7a1';
export const IP_GROUP = '0416b6f1-877f-4a51-987e-978b3f083542';
export const SECURITY_POLICY = '8722e0e0-9cc9-4490-9660-8c9a5732fbb0';
export const TCP_POOL = '36ce7086-a496-4666-9064-5ba0e6840c75';
export const HTTP_POOL = '488acc50-6bcf-423d-8f0a-0f4184f5b8a0';
export const NONE = '00000000-0000-4000-a000-000000000000';
export const PROJECT = SANDBOX_CREDENTIALS.elbv3.projectId;

export type Fields = Readonly<Record<string, unknown>>;

export const TCP: Fields = {
  loadbalancer_id: BOTH,
  protocol: 'TCP',
  protocol_port: 80,
  name: 'web',
};
export const UDP: Fields = { ...TCP, protocol: 'UDP' };
export const HTTP: Fields = { ...TCP, protocol: 'HTTP' };
export const HTTPS: Fields = {
  ...TCP,
  protocol: 'HTTPS',
  protocol_port: 443,
  default_tls_container_ref: SERVER,
};
export const QUIC: Fields = { ...HTTPS, protocol: 'QUIC' };
export const POOL: Fields = {
  protocol: 'HTTP',
  lb_algorithm: 'ROUND_ROBIN',
  loadbalancer_id: BOTH,
};
export const TCP_POOL_FIELDS: Fields = { ...POOL, protocol: 'TCP' };
export const MONITOR: Fields = {
  pool_id: HTTP_POOL,
  type: 'HTTP',
  delay: 5,
  timeout: 3,
  max_retries: 3,
};

/** The example requests of "Adding a Listener". */
export const EXAMPLE_TCP = {
  protocol_port: 80,
  protocol: 'TCP',
  loadbalancer_id: BOTH,
  name: 'My listener',
  admin_state_up: true,
  insert_headers: { 'X-Forwarded-ELB-IP': true },
};
export const EXAMPLE_HTTPS = {
  protocol_port: 90,
  protocol: 'HTTPS',
  loadbalancer_id: BOTH,
  name: 'My listener',
  admin_state_up: true,
  ipgroup: { ipgroup_id: IP_GROUP, type: 'black' },
  security_policy_id: SECURITY_POLICY,
  default_tls_container_ref: SERVER,
};

export let state: State;
export let sandbox: Sandbox;
beforeEach(async () => {
  state = newState();
  sandbox = await startSandbox({ initial: state });
});
afterEach(() => sandbox.close());

export const call = (path: string, options: ElbCall = {}): Promise<Answer> =>
  elbv3(sandbox.url, path, options);
export const remove = (path: string) => call(path, { method: 'DELETE' });

export const ENVELOPES: Readonly<Record<string, string>> = {
  listeners: 'listener',
  pools: 'pool',
  healthmonitors: 'healthmonitor',
  l7policies: 'l7policy',
  members: 'member',
};

export const envelopeOf = (path: string): string => {
  const name = path.split('/').findLast((part) => part in ENVELOPES) ?? '';
  return ENVELOPES[name] ?? '';
};
export const post = (path: string, fields: Fields) =>
  call(path, { method: 'POST', body: { [envelopeOf(path)]: fields } });
export const put = (path: string, fields: Fields) =>
  call(path, { method: 'PUT', body: { [envelopeOf(path)]: fields } });

/** Creates what must be accepted, and returns it. */
export async function made(path: string, fields: Fields) {
  const { status, body, text } = await post(path, fields);
  expect([status, text]).toEqual([201, text]);
  return body[envelopeOf(path)];
}

export async function shown(path: string) {
  const { status, body } = await call(path);
  expect(status).toBe(200);
  return body[envelopeOf(path)];
}

export function refused({ status, body }: Answer) {
  expect(Object.keys(body)).toEqual(['error_code', 'error_msg', 'request_id']);
  return [status, body.error_code];
}

export function configure(id: string, change: Partial<Elbv3LoadBalancer>): void {
  const old = state.elbv3.loadBalancers.get(id);
  if (old === undefined) throw new Error(id);
  state.elbv3.loadBalancers.set(id, { ...old, ...change });
}

export const range = (start_port: number, end_port: number) => ({ start_port, end_port });
export const groups = (...ids: string[]) => ({ ipgroup_id: ids.join(',') });
export const on = (loadbalancer_id: string, fields: Fields): Fields => ({
  ...fields,
  loadbalancer_id,
});
export const without = (name: string, fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name));
