import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { homeEnv, run, scratch } from '../program.ts';
import { type Received, type Reply, type Stub, startRecorder, startStub } from '../stub.ts';

/* The requests that each verb sends to ELB, and how it handles the responses. */

const PUBLIC = '0b07acf06d243925bc24a0ac7445267a';
const PRIVATE = 'a650695bb9344a3fa24dec344116d261';
const REFUSES_STATE = '6bc8ea43123641ba834e3d9bf72faec0';
const IGNORES_STATE = '3d9bf72faec06bc8ea43123641ba834e';
const CERTIFICATE = '23ef9aad4ecb463580476d324a6c71af';
const env = homeEnv(scratch());

let sandbox: Sandbox;
let wire: Stub;
let nextPort = 1000;

beforeAll(async () => {
  sandbox = await startSandbox({});
  wire = await startRecorder(sandbox.url);
});
afterAll(async () => {
  await wire.close();
  await sandbox.close();
});

function elb(line: string, ...more: string[]) {
  wire.received.length = 0;
  return run(
    [...line.split(' '), ...more, '--profile', 'sandbox-elb', '--endpoint', wire.url, '-o', 'json'],
    { env },
  );
}

/** Method and last part of the path, in order. */
function calls(): string[] {
  return wire.received.map(
    ({ method, target }) => `${method} ${target.replace(/^.*\/elbaas/, '')}`,
  );
}

async function made(words: string, loadBalancer = PUBLIC) {
  nextPort += 1;
  const line = `listener create --load-balancer ${loadBalancer} --port ${nextPort} --backend-port 80 --algorithm round-robin ${words}`;
  const { code, stdout, stderr } = await elb(line);
  expect(code, stderr).toBe(0);
  return { ...JSON.parse(stdout), port: nextPort } as { id: string; port: number };
}

function sent(): unknown {
  return JSON.parse(wire.received.at(-1)?.body ?? '');
}

describe('create', () => {
  it('checks the port first, then sends once', async () => {
    await made('--name web --protocol http');
    expect(calls()).toEqual([
      `GET /listeners?loadbalancer_id=${PUBLIC}&port=${nextPort}`,
      'POST /listeners',
    ]);
  });

  it('reads the load balancer only if a rule needs it', async () => {
    await made('--name dns --protocol udp');
    expect(calls()[0]).toBe(`GET /loadbalancers/${PUBLIC}`);
  });

  it('sends nothing but the listener with --no-preflight', async () => {
    await made('--name web --protocol tcp --no-preflight');
    expect(calls()).toEqual(['POST /listeners']);
  });

  it.each([
    [
      'udp on a private load balancer',
      `--protocol udp --load-balancer ${PRIVATE}`,
      2,
      'elb/udp-needs-public',
    ],
    [
      'certificates on a private one, when strict',
      `--protocol https --certificate ${CERTIFICATE} --sni-certificate 3d8a7a02f87a40ed931b719edfe75451 --load-balancer ${PRIVATE} --strict`,
      2,
      'elb/certificates-need-public',
    ],
  ])('finds %s before anything is sent', async (_, words, exit, rule) => {
    const { code, stderr } = await elb(
      `listener create --name x --port 7 --backend-port 7 --algorithm round-robin ${words}`,
    );
    expect(code).toBe(exit);
    expect(JSON.parse(stderr).error.violations).toContainEqual(expect.objectContaining({ rule }));
    expect(wire.received.every(({ method }) => method === 'GET')).toBe(true);
  });

  it('names the listener that uses the port', async () => {
    const { id, port } = await made('--name first --protocol tcp');
    const { code, stderr } = await elb(
      `listener create --load-balancer ${PUBLIC} --name second --protocol tcp --port ${port} --backend-port 1 --algorithm round-robin`,
    );
    expect(code).toBe(5);
    const { error } = JSON.parse(stderr);
    expect(error).toMatchObject({ kind: 'conflict' });
    expect(error.message).toContain(id);
  });

  it('warns of certificates on a private load balancer, and creates', async () => {
    const line = `listener create --name sni --protocol https --certificate ${CERTIFICATE} --sni-certificate 3d8a7a02f87a40ed931b719edfe75451 --load-balancer ${PRIVATE} --port 443 --backend-port 80 --algorithm round-robin`;
    const { code, stderr } = await elb(line);
    expect(code).toBe(0);
    expect(stderr).toContain('elb/certificates-need-public');
  });
});

describe('update', () => {
  it('sends only what differs', async () => {
    const { id } = await made('--name before --protocol tcp --idle-timeout 5m');
    const { code } = await elb(
      `listener update ${id} --name after --idle-timeout 5m --backend-port 80`,
    );
    expect(code).toBe(0);
    expect(calls().map((call) => call.split(' ')[0])).toEqual(['GET', 'PUT']);
    expect(sent()).toEqual({ name: 'after' });
  });

  it('sends false, 0 and the empty string', async () => {
    const { id } = await made('--name lively --protocol tcp --drain 5m --description text');
    expect((await elb(`listener update ${id} --description`, '')).code).toBe(0);
    expect(sent()).toEqual({ description: '' });
    expect((await elb(`elb listener update ${id} --tcp-draining-timeout 0`)).code).toBe(0);
    expect(sent()).toEqual({ tcp_draining_timeout: 0 });
    expect((await elb(`elb listener update ${id} --tcp-draining=false`)).code).toBe(0);
    expect(sent()).toEqual({ tcp_draining: false });
  });

  it('always sends the certificate', async () => {
    const { id } = await made(`--name secure --protocol https --certificate ${CERTIFICATE}`);
    await elb(`listener update ${id} --name safer`);
    expect(sent()).toEqual({ name: 'safer', certificate_id: CERTIFICATE });
  });

  it('sends nothing if nothing changes', async () => {
    const { id } = await made('--name same --protocol http');
    const { code, stdout, stderr } = await elb(`listener update ${id} --name same`);
    expect(code).toBe(0);
    expect(stderr).toContain('unchanged');
    expect(JSON.parse(stdout)).toMatchObject({ id, name: 'same' });
    expect(calls().map((call) => call.split(' ')[0])).toEqual(['GET']);
  });

  it.each([
    [
      'what can\u2019t be changed',
      'elb listener update ID --session-sticky',
      'elb/session-sticky-create-only',
    ],
    ['the protocol', 'elb listener update ID --protocol HTTP', 'elb/protocol-create-only'],
    [
      'the same as a portable flag',
      'listener update ID --sticky-session source-ip',
      'elb/session-sticky-create-only',
    ],
    [
      'the load balancer',
      `listener update ID --load-balancer ${PRIVATE}`,
      'elb/loadbalancer-id-create-only',
    ],
    ['a value out of range', 'listener update ID --port 0', 'elb/port-range'],
    ['an unsupported field', 'listener update ID --gzip on', 'elb/gzip-unsupported'],
  ])('refuses %s', async (_, line, rule) => {
    const { id } = await made('--name fixed --protocol tcp');
    const { code, stderr } = await elb(line.replace('ID', id));
    expect(code).toBe(2);
    expect(JSON.parse(stderr).error.violations).toContainEqual(
      expect.objectContaining({ rule, severity: 'error' }),
    );
    expect(wire.received.some(({ method }) => method !== 'GET')).toBe(false);
  });

  it('shows in a dry run what it would send', async () => {
    const { id } = await made('--name dry --protocol tcp');
    const { code, stdout } = await elb(`listener update ${id} --name wet --dry-run`);
    expect(code).toBe(0);
    const { requests } = JSON.parse(stdout);
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ method: 'PUT', body: { name: 'wet' } });
    expect(requests[0].headers['authorization']).toBe('SDK-HMAC-SHA256 ***');
    expect(calls().map((call) => call.split(' ')[0])).toEqual(['GET']);
  });
});

describe('start and stop', () => {
  it('sends admin_state_up, and verifies it in the answer', async () => {
    const { id } = await made('--name live --protocol tcp');
    const stopped = await elb(`listener stop ${id}`);
    expect(stopped.code, stopped.stderr).toBe(0);
    expect(sent()).toEqual({ admin_state_up: false });
    expect(JSON.parse(stopped.stdout).status).toBe('stopped');
    const again = await elb(`listener stop ${id}`);
    expect(again.stderr).toContain('already stopped');
    expect(calls().every((call) => call.startsWith('GET'))).toBe(true);
    expect(JSON.parse((await elb(`listener start ${id} --wait`)).stdout).status).toBe('running');
  });

  it.each([
    ['refuses', REFUSES_STATE, 'ELB.6015'],
    ['ignores', IGNORES_STATE, undefined],
  ])('fails if the cloud %s', async (_, loadBalancer, errorCode) => {
    const { id } = await made('--name stuck --protocol tcp', loadBalancer);
    const { code, stderr, stdout } = await elb(`listener stop ${id}`);
    expect(code).toBe(5);
    const { error } = JSON.parse(stderr);
    expect(error.kind).toBe('conflict');
    expect(error.code).toBe(errorCode);
    expect(error.hint).toBe('this endpoint does not support changing the state of a listener');
    expect(stdout).toBe('');
  });
});

describe('names and ids', () => {
  it('accepts a unique name, and refuses an ambiguous one', async () => {
    const { id } = await made('--name only-one --protocol tcp');
    expect(JSON.parse((await elb('listener show only-one')).stdout).id).toBe(id);
    const first = await made('--name twin --protocol tcp');
    const second = await made('--name twin --protocol tcp');
    const { code, stderr } = await elb('listener show twin');
    expect(code).toBe(2);
    expect(stderr).toContain(first.id);
    expect(stderr).toContain(second.id);
  });

  it.each([
    ['listener show nobody', 4],
    ['listener show 00000000000000000000000000000000', 4],
    ['listener update nobody --name x', 4],
    ['listener start nobody', 4],
    ['listener wait nobody', 4],
    ['listener delete nobody --yes', 4],
    ['listener delete nobody --yes --ignore-missing', 0],
  ])('%s exits with %i', async (line, exit) => {
    expect((await elb(line)).code).toBe(exit);
  });

  it('refuses an empty one without a request', async () => {
    expect((await elb('listener delete --yes', '')).code).toBe(2);
    expect(wire.received).toEqual([]);
  });
});

describe('delete', () => {
  it('needs --yes without a terminal', async () => {
    const { id } = await made('--name kept --protocol tcp');
    const { code, stderr } = await elb(`listener delete ${id}`);
    expect(code).toBe(2);
    expect(JSON.parse(stderr).error.hint).toContain('--yes');
    expect((await elb(`listener delete ${id} --yes`)).code).toBe(0);
    expect((await elb(`elb listener show ${id}`)).code).toBe(4);
  });
});

describe('list', () => {
  it('filters in the cloud and locally', async () => {
    const { id, port } = await made('--name listed --protocol udp');
    const { stdout } = await elb(
      `listener list --load-balancer ${PUBLIC} --protocol udp --port ${port} --name listed --status running`,
    );
    expect(JSON.parse(stdout).map((listener: { id: string }) => listener.id)).toEqual([id]);
    expect(wire.received[0]?.query).toEqual({
      loadbalancer_id: PUBLIC,
      protocol: 'UDP',
      port: String(port),
      name: 'listed',
    });
  });

  it('shows an empty list', async () => {
    const { code, stdout } = await elb('listener list --name nobody');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '[]\n' });
  });

  it('accepts native filters', async () => {
    await elb('elb listener list --lb-algorithm source --backend-port 8080');
    expect(wire.received[0]?.query).toEqual({ lb_algorithm: 'source', backend_port: '8080' });
    expect((await elb('elb listener list --port abc')).code).toBe(2);
  });

  it('keeps unknown fields in native', async () => {
    const stub = await startStub(() => ({
      body: [{ id: 'b'.repeat(32), port: 1, brand_new: { a: null } }],
    }));
    const { stdout } = await run(
      ['listener', 'list', '--profile', 'sandbox-elb', '--endpoint', stub.url, '-o', 'json'],
      { env },
    );
    await stub.close();
    expect(JSON.parse(stdout)[0].native).toEqual({
      id: 'b'.repeat(32),
      port: 1,
      brand_new: { a: null },
    });
  });
});

describe('a create whose response is lost', () => {
  const words =
    `elb listener create --profile sandbox-elb --name lost --loadbalancer-id ${PUBLIC} --protocol TCP --port 99 --backend-protocol TCP --backend-port 22 --lb-algorithm roundrobin --no-preflight --retries 2 -o json --endpoint`.split(
      ' ',
    );
  const listener = {
    id: 'c'.repeat(32),
    loadbalancer_id: PUBLIC,
    name: 'lost',
    protocol: 'TCP',
    port: 99,
    backend_protocol: 'TCP',
    backend_port: 22,
    lb_algorithm: 'roundrobin',
    status: 'ACTIVE',
  };

  async function create(answer: (request: Received, posts: number) => Reply, ...more: string[]) {
    let posts = 0;
    const stub = await startStub((request) => {
      if (request.method === 'POST') posts += 1;
      return answer(request, posts);
    });
    const ran = await run([...words, stub.url, ...more], { env, hurry: true });
    await stub.close();
    return { ...ran, posts };
  }

  const LOST: readonly (readonly [string, Reply])[] = [
    ['a reset', 'reset'],
    ['502', { status: 502, body: '<html>' }],
    ['503 of a gateway', { status: 503, body: '' }],
    ['504', { status: 504, body: '' }],
    ['a truncated response', { body: '{"id": "cc' }],
  ];

  it.each(LOST)('by %s is looked up, and is not sent again', async (_, lost) => {
    const { code, stdout, posts, stderr } = await create(({ method }) =>
      method === 'POST' ? lost : { body: [listener] },
    );
    expect({ code, posts }, stderr).toEqual({ code: 0, posts: 1 });
    expect(JSON.parse(stdout).id).toBe(listener.id);
  });

  it.each(LOST)('by %s is sent again if it is not found', async (_, lost) => {
    const { code, posts } = await create(({ method }, count) => {
      if (method === 'GET') return { body: {} };
      return count === 1 ? lost : { body: listener };
    });
    expect({ code, posts }).toEqual({ code: 0, posts: 2 });
  });

  it('is a conflict if another listener uses the port', async () => {
    const { code, posts, stderr } = await create(({ method }) =>
      method === 'POST' ? 'reset' : { body: [{ ...listener, name: 'other' }] },
    );
    expect({ code, posts }).toEqual({ code: 5, posts: 1 });
    expect(stderr).toContain(listener.id);
  });

  it('has an unknown outcome if it cannot be looked up', async () => {
    const { code, posts, stderr } = await create(() => 'reset');
    expect({ code, posts }).toEqual({ code: 7, posts: 1 });
    expect(JSON.parse(stderr).error).toMatchObject({ kind: 'timeout' });
  });

  it('fails as unavailable if it never reaches the cloud', async () => {
    const { code, posts } = await create(({ method }) =>
      method === 'POST' ? 'reset' : { body: {} },
    );
    expect({ code, posts }).toEqual({ code: 6, posts: 3 });
  });

  it('is found after a time-out', async () => {
    const hanging = await startStub(({ method }) =>
      method === 'GET' ? { body: [listener] } : 'hang',
    );
    const { code } = await run([...words, hanging.url, '--timeout', '1s'], { env });
    await hanging.close();
    expect(code).toBe(0);
  });
});
