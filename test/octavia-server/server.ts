import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, vi } from 'vitest';
import { homeEnv, type Ran, run, scratch } from '../program.ts';

/* The real Octavia that start.sh has started in the folder that OCTAVIA_SERVER names. */

const folder = process.env['OCTAVIA_SERVER'] ?? '';

// Every request waits its turn at the server's one worker, which `apply` keeps busy for minutes.
const timeout = 10 * 60_000;
vi.setConfig({ testTimeout: timeout, hookTimeout: timeout });

/** Tests that need the server; without one they are left out, and the reason is in their name. */
export const describeOnServer = (name: string, tests: () => void): void => {
  describe.skipIf(folder === '')(
    folder === ''
      ? `${name} (left out: no OCTAVIA_SERVER; see test/octavia-server/start.sh)`
      : name,
    tests,
  );
};

export interface Api {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they know is there
  readonly body: any;
}

const openrc = folder === '' ? '' : readFileSync(join(folder, 'openrc'), 'utf8');
const base = scratch();

/** The variables of openrc; those in its comment are other ways to log in. */
export const VARIABLES: Readonly<Record<string, string>> = Object.fromEntries(
  [...openrc.matchAll(/(OS_\w+)=(\S+)/g)].map(([, name, value]) => [name, value]),
);

const {
  OS_APPLICATION_CREDENTIAL_ID: _,
  OS_APPLICATION_CREDENTIAL_SECRET: __,
  ...byPassword
} = VARIABLES;

/** The environment of a user with a home of their own. */
export function userEnv(variables: Readonly<Record<string, string>> = byPassword) {
  return { ...homeEnv(mkdtempSync(join(base, 'home-'))), ...variables };
}

export const ENV = folder === '' ? {} : userEnv();
export const CERTIFICATE = 'https://keys.example/v1/secrets/web';
export const SNI = 'https://keys.example/v1/secrets/sni';
export const CA = 'https://keys.example/v1/secrets/ca';
export const CRL = 'https://keys.example/v1/secrets/crl';

export function lbctl(
  line: string,
  { env = ENV, stdin = '' }: { env?: Record<string, string>; stdin?: string } = {},
  ...more: readonly string[]
): Promise<Ran> {
  return run([...line.split(/ +/).filter(Boolean), ...more], {
    env: { LBCTL_PROVIDER: 'octavia', ...env },
    stdin,
  });
}

/** Runs a command that must succeed, and parses its answer. */
// biome-ignore lint/suspicious/noExplicitAny: tests read what they know is there
export async function json(line: string, ...more: readonly string[]): Promise<any> {
  const { code, stdout, stderr } = await lbctl(line, {}, ...more, '-o', 'json');
  if (code !== 0) throw new Error(`lbctl ${line} ${more.join(' ')}: exit ${code}\n${stderr}`);
  return JSON.parse(stdout);
}

let token: Promise<string> | undefined;

async function login(): Promise<string> {
  const user = { name: 'demo', domain: { id: 'default' }, password: 'demo' };
  const scope = { project: { name: 'demo', domain: { id: 'default' } } };
  const answer = await fetch(`${VARIABLES['OS_AUTH_URL']}/auth/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      auth: { identity: { methods: ['password'], password: { user } }, scope },
    }),
  });
  return answer.headers.get('x-subject-token') ?? '';
}

export function tokenOfDemo(): Promise<string> {
  token ??= login();
  return token;
}

/** The API without lbctl. */
export async function api(method: string, path: string, body?: unknown): Promise<Api> {
  const port = process.env['OCTAVIA_PORT'] ?? '29876';
  const answer = await fetch(`http://127.0.0.1:${port}/load-balancer/v2.0/lbaas${path}`, {
    method,
    headers: { 'x-auth-token': await tokenOfDemo(), 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  try {
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
  } catch {
    return { status: answer.status, body: text };
  }
}

/**
 * How a load balancer's changes are confirmed: by Octavia's own worker, at once, or never.
 * (noop_driver-alt is confirmed by a thread of the server.)
 */
export type Driver = 'amphora' | 'noop_driver-alt' | 'noop_driver';

const SUBNET = '09988913-6b17-4fea-b06f-e08d0b36ae30';

/** Makes a load balancer, which is Neutron's part elsewhere. */
export async function balancer(
  driver: Driver = 'noop_driver-alt',
  address = '198.51.100.50',
): Promise<string> {
  const made = await api('POST', '/loadbalancers', {
    loadbalancer: {
      name: `test-${Date.now()}`,
      provider: driver,
      vip_subnet_id: SUBNET,
      vip_address: address,
    },
  });
  const { id } = made.body.loadbalancer;
  if (driver !== 'noop_driver') await active(id);
  return id;
}

export async function active(id: string): Promise<void> {
  const end = Date.now() + timeout / 2;
  while (Date.now() < end) {
    const { body } = await api('GET', `/loadbalancers/${id}`);
    if (body.loadbalancer.provisioning_status === 'ACTIVE') return;
    await sleep(100);
  }
  throw new Error(`load balancer ${id} does not become ACTIVE`);
}

/** Sets the status of a load balancer, as its provider would. */
export function setStatus(id: string, status: 'ACTIVE' | 'ERROR' | 'PENDING_UPDATE'): void {
  const program =
    'import sqlite3, sys; d = sqlite3.connect(sys.argv[1], timeout=30); d.execute("update load_balancer set provisioning_status = ? where id = ?", sys.argv[3:1:-1]); d.commit()';
  execFileSync('/usr/bin/python3', ['-c', program, join(folder, 'octavia.db'), id, status]);
}

let lastPort = 1000;

export function nextPort(): number {
  lastPort += 1;
  return lastPort;
}
