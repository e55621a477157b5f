import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import type { State } from '../../src/sandbox/state/model.ts';
import { newState } from '../../src/sandbox/state/seed.ts';
import { homeEnv, run, scratch } from '../program.ts';
import { type Stub, startRecorder } from '../stub.ts';

/* The requests that each verb sends to ELB v3, and how it handles the responses. */

const LB = '098b2f68-af1c-41a9-8efd-69958722af62';
const LAYER_4 = '3dbde7e5-c277-4ea3-a424-edd339357eff';
const SHARED_LB = '309a0f61-0b62-45f2-97d1-742f3434338e';
const GROUP = '36ce7086-a496-4666-9064-5ba0e6840c75';
/** A server of that group. */
const INSTANCE = '5a8b1f2c-7c0e-4d6b-9f37-2b6a4c1de905';
const CERTIFICATE = '233a325e5e3e4ce8beeb320aa714cc12';
const CHECK =
  '--health-check-protocol http --health-check-interval 5 --health-check-timeout 3 --health-check-healthy 3';
const CLIENT_CA = '7875ccb4c6b44cdb90ab2ab89892ab71';
const folder = scratch();
const env = homeEnv(folder);

let state: State;
let sandbox: Sandbox;
let wire: Stub;
beforeEach(async () => {
  state = newState();
  sandbox = await startSandbox({ initial: state });
  wire = await startRecorder(sandbox.url);
});
afterEach(async () => {
  await wire.close();
  await sandbox.close();
});

function lbctl(line: string, ...more: string[]) {
  return plainly(line, ...more, '-o', 'json');
}

function plainly(line: string, ...more: string[]) {
  wire.received.length = 0;
  const words = line.split(' ').filter((word) => word !== '');
  return run([...words, ...more, '--profile', 'sandbox-elbv3', '--endpoint', wire.url], { env });
}

/** Method and path after the project, ids as what they are of. */
function calls(): string[] {
  return wire.received.map(({ method, target }) => {
    const path = target
      .replace(/^\/(v3|v2\.0)\/[0-9a-f]{32}(\/elb)?/, (_, version) =>
        version === 'v3' ? '' : version,
      )
      .replace(/\/[0-9a-f]{8}-[0-9a-f-]{27}/g, '/ID');
    return `${method} ${path}`;
  });
}

const changes = () => calls().filter((call) => !call.startsWith('GET'));
const bodies = () =>
  wire.received.filter(({ body }) => body !== '').map(({ body }) => JSON.parse(body));

interface Made {
  readonly id: string;
  readonly name: string;
  readonly native: { readonly pool: { readonly id: string } };
}

async function made(words: string): Promise<Made> {
  const { code, stdout, stderr } = await lbctl(`listener create --load-balancer ${LB} ${words}`);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

const WEB = `--name web --protocol http --port 80 --algorithm round-robin ${CHECK}`;

describe('create', () => {
  it('checks the load balancer and the port, then makes listener, group and health check', async () => {
    const { id } = await made(WEB);
    expect(calls().slice(0, 6)).toEqual([
      `GET /listeners?loadbalancer_id=${LB}&protocol_port=80`,
      'GET /loadbalancers/ID',
      `GET /listeners?loadbalancer_id=${LB}&protocol_port=80`,
      'POST /listeners',
      'POST /pools',
      'POST /healthmonitors',
    ]);
    expect(bodies()).toEqual([
      { listener: { name: 'web', loadbalancer_id: LB, protocol: 'HTTP', protocol_port: 80 } },
      { pool: { listener_id: id, protocol: 'HTTP', lb_algorithm: 'ROUND_ROBIN' } },
      {
        healthmonitor: {
          pool_id: expect.any(String),
          type: 'HTTP',
          delay: 5,
          timeout: 3,
          max_retries: 3,
        },
      },
    ]);
  });

  it('prints the three parts as the API returned them', async () => {
    const listener = await made(WEB);
    expect(listener).toMatchObject({
      provider: 'elbv3',
      status: 'running',
      algorithm: 'round-robin',
      healthCheck: { enabled: 'on', protocol: 'http', interval: 5 },
      native: {
        listener: { protocol_port: 80 },
        pool: { lb_algorithm: 'ROUND_ROBIN' },
        healthMonitor: { delay: 5 },
      },
    });
    expect(Object.keys(listener.native)).toEqual(['listener', 'pool', 'healthMonitor']);
  });

  it.each([
    ['QUIC', 443, `--default-tls-container-ref ${CERTIFICATE}`],
    ['IP', 0, ''],
  ])('takes %s, which no portable listener has', async (protocol, port, words) => {
    const line = `elbv3 listener create --loadbalancer-id ${LB} --protocol ${protocol} --protocol-port ${port} ${words}`;
    const { code, stdout, stderr } = await lbctl(`${line} --dry-run --no-preflight`);
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout).requests).toMatchObject([{ body: { listener: { protocol } } }]);
  });

  it.each([
    ['IP', 0, 'elbv3/protocol-gateway'],
    ['TLS', 443, 'elbv3/pool-ip-version-tls'],
  ])('refuses %s where it cannot be', async (protocol, port, rule) => {
    const group = '--pool-protocol TCP --pool-lb-algorithm SOURCE_IP --pool-ip-version dualstack';
    const words = protocol === 'TLS' ? `--default-tls-container-ref ${CERTIFICATE} ${group}` : '';
    const line = `elbv3 listener create --loadbalancer-id ${LB} --protocol ${protocol} --protocol-port ${port}`;
    const { code, stdout, stderr } = await lbctl(`${line} ${words}`);
    expect([code, stdout]).toEqual([2, '']);
    expect(JSON.parse(stderr).error.violations).toContainEqual(expect.objectContaining({ rule }));
    expect(changes()).toEqual([]);
  });

  it('warns of what the other cloud takes, and sends it', async () => {
    const line = `listener create --load-balancer ${LB} --protocol http --port 80 --idle-timeout 0`;
    const { code, stdout, stderr } = await lbctl(line);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain(
      '--idle-timeout 0s may be refused: on Open Telekom Cloud (eu-de) it is 1 to 4000 seconds',
    );
    expect(bodies()).toMatchObject([{ listener: { keepalive_timeout: 0 } }]);
    expect(JSON.parse(stdout)).toMatchObject({ idleTimeout: 0 });
  });

  it.each([
    ['http', 'HTTP', '--drain off', {}],
    ['tcp', 'TCP', '--drain off', { connection_drain: { enable: false } }],
  ])('sends %s backends what can be on there', async (protocol, backend, words, more) => {
    await made(`--name a --protocol ${protocol} --port 80 --algorithm source-ip ${words}`);
    expect(bodies()[1]).toEqual({
      pool: {
        listener_id: expect.any(String),
        protocol: backend,
        lb_algorithm: 'SOURCE_IP',
        ...more,
      },
    });
    await lbctl(`listener update a ${words}`);
    expect(changes()).toEqual([]);
  });

  it.each([
    ['HTTP', { slow_start: { enable: false } }],
    ['TCP', {}],
  ])('sends %s backends no slow start that is off anyway', async (protocol, more) => {
    const line = `elbv3 listener create --loadbalancer-id ${LB} --protocol ${protocol} --protocol-port 80`;
    const group = `--pool-protocol ${protocol} --pool-lb-algorithm SOURCE_IP`;
    const { code, stderr } = await lbctl(`${line} ${group} --pool-slow-start-enable=false`);
    expect(code, stderr).toBe(0);
    expect(bodies()[1].pool).toEqual({
      listener_id: expect.any(String),
      protocol,
      lb_algorithm: 'SOURCE_IP',
      ...more,
    });
  });

  it('makes a group only if a field that lives in one is given', async () => {
    await made('--name bare --protocol tcp --port 22 --health-check off --sticky-session off');
    expect(changes()).toEqual(['POST /listeners']);
  });

  it('uses an existing group, and refuses fields that would change it', async () => {
    await made(`--name ssh --protocol tcp --port 22 --backend-group ${GROUP}`);
    expect(changes()).toEqual(['POST /listeners']);
    const line = `listener create --load-balancer ${LB} --protocol tcp --port 23 --backend-group ${GROUP} --algorithm source-ip`;
    const { code, stderr } = await lbctl(line);
    expect(code).toBe(2);
    expect(stderr).toContain('--algorithm cannot be set together with --backend-group');
    expect(wire.received).toEqual([]);
  });

  it.each([
    ['layer 7 on layer 4', `--load-balancer ${LAYER_4} --protocol http`, 2, 'elbv3/protocol-layer'],
    [
      'a group of another protocol',
      `--load-balancer ${LB} --protocol http --backend-group ${GROUP}`,
      2,
      'elbv3/default-pool-protocol',
    ],
    [
      'ssl on a shared one',
      `--load-balancer ${SHARED_LB} --protocol ssl --certificate ${CERTIFICATE}`,
      2,
      'elbv3/protocol-shared',
    ],
    [
      'draining on Open Telekom Cloud, when strict',
      `--load-balancer ${LB} --protocol tcp --algorithm source-ip --drain 60 --strict`,
      2,
      'elbv3/pool-connection-drain-enable-huawei',
    ],
    [
      'gzip on tcp',
      `--load-balancer ${LB} --protocol tcp --gzip on`,
      2,
      'elbv3/gzip-enable-protocol',
    ],
    [
      'client certificates on tcp',
      `--load-balancer ${LB} --protocol tcp --ca-certificate ${CLIENT_CA}`,
      2,
      'elbv3/client-ca-tls-container-ref-protocol',
    ],
    [
      'draining on http',
      `--load-balancer ${LB} --protocol http --algorithm source-ip --drain 60`,
      2,
      'elbv3/drain-layer-4',
    ],
    [
      'https backends of a shared one',
      `--load-balancer ${SHARED_LB} --protocol https --certificate ${CERTIFICATE} --backend-protocol https --algorithm source-ip`,
      2,
      'elbv3/pool-protocol-shared',
    ],
    [
      'no idle time at all on Open Telekom Cloud, when strict',
      `--load-balancer ${LB} --protocol http --idle-timeout 0 --strict`,
      2,
      'elbv3/keepalive-timeout-otc',
    ],
  ])('finds %s before anything is sent', async (_, words, exit, rule) => {
    const { code, stderr } = await lbctl(`listener create --port 80 ${words}`);
    expect(code).toBe(exit);
    expect(JSON.parse(stderr).error.violations).toContainEqual(expect.objectContaining({ rule }));
    expect(changes()).toEqual([]);
  });

  it('names the listener that uses the port; udp has ports of its own', async () => {
    const { id } = await made('--name a --protocol tcp --port 53');
    await made('--name b --protocol udp --port 53');
    const { code, stderr } = await lbctl(
      `listener create --load-balancer ${LB} --protocol http --port 53`,
    );
    expect(code).toBe(5);
    expect(JSON.parse(stderr).error.message).toContain(id);
  });

  it('shows all requests in a dry run, with placeholders for what only answers tell', async () => {
    const line = `listener create --load-balancer ${LB} ${WEB} --dry-run --no-preflight`;
    const { code, stdout } = await lbctl(line);
    expect(code).toBe(0);
    expect(wire.received).toEqual([]);
    expect(JSON.parse(stdout).requests).toMatchObject([
      { method: 'POST', body: { listener: { protocol: 'HTTP' } } },
      { method: 'POST', body: { pool: { listener_id: '{listener_id}' } } },
      { method: 'POST', body: { healthmonitor: { pool_id: '{pool_id}' } } },
    ]);
  });
});

describe('the examples of the pages, with --from-file', () => {
  const file = (body: unknown): string => {
    const path = join(folder, 'body.json');
    writeFileSync(path, JSON.stringify(body));
    return path;
  };
  const TCP = {
    protocol_port: 80,
    protocol: 'TCP',
    loadbalancer_id: LB,
    name: 'My listener',
    admin_state_up: true,
    insert_headers: { 'X-Forwarded-ELB-IP': true },
  };
  const HTTPS = {
    protocol_port: 90,
    protocol: 'HTTPS',
    loadbalancer_id: LB,
    name: 'My listener',
    admin_state_up: true,
    ipgroup: { ipgroup_id: '0416b6f1-877f-4a51-987e-978b3f083542', type: 'black' },
    security_policy_id: '8722e0e0-9cc9-4490-9660-8c9a5732fbb0',
    default_tls_container_ref: CERTIFICATE,
  };

  it.each([
    ['TCP', TCP],
    ['HTTPS', HTTPS],
  ])('a %s listener', async (_, listener) => {
    const { code, stderr } = await lbctl('elbv3 listener create --from-file', file({ listener }));
    expect(code, stderr).toBe(0);
    expect(bodies()).toEqual([{ listener }]);
  });

  it('null inside an object leaves the rest of the object alone', async () => {
    const insert_headers = { 'X-Forwarded-Port': true, 'X-Forwarded-TLS-Protocol-alias': null };
    const listener = { ...TCP, protocol: 'HTTP', insert_headers };
    const { code, stderr } = await lbctl('elbv3 listener create --from-file', file({ listener }));
    expect(code, stderr).toBe(0);
    expect(bodies()).toEqual([{ listener }]);
  });

  it('an update', async () => {
    const { id } = await made('--name web --protocol tcp --port 80');
    const listener = {
      description: 'My listener update.',
      name: 'My listener',
      http2_enable: true,
    };
    const { code, stderr } = await lbctl(
      `elbv3 listener update ${id} --from-file`,
      file({ listener }),
    );
    expect(code, stderr).toBe(0);
    expect(bodies()).toEqual([{ listener }]);
  });

  it('with a backend group and a health check beside the listener', async () => {
    const pool = {
      name: 'My pool',
      lb_algorithm: 'LEAST_CONNECTIONS',
      protocol: 'TCP',
      member_deletion_protection_enable: false,
    };
    const healthmonitor = {
      name: 'My Healthmonitor',
      max_retries: 3,
      type: 'HTTP',
      timeout: 30,
      delay: 1,
    };
    const body = { listener: TCP, pool, healthmonitor };
    const { code, stderr } = await lbctl('elbv3 listener create --from-file', file(body));
    expect(code, stderr).toBe(0);
    expect(bodies()).toEqual([
      { listener: TCP },
      { pool: { listener_id: expect.any(String), ...pool } },
      { healthmonitor: { pool_id: expect.any(String), ...healthmonitor } },
    ]);
  });

  it('with the project in each part, as the pages have it', async () => {
    const project_id = 'b2782e6708b8475c993e6064bc456bf8';
    const body = {
      listener: { ...TCP, project_id },
      pool: { protocol: 'TCP', lb_algorithm: 'SOURCE_IP', project_id },
      healthmonitor: { type: 'TCP', delay: 5, timeout: 3, max_retries: 3, project_id },
    };
    const { code, stderr } = await lbctl('elbv3 listener create --from-file', file(body));
    expect(code, stderr).toBe(0);
    expect(bodies()).toEqual([
      { listener: body.listener },
      { pool: { listener_id: expect.any(String), ...body.pool } },
      { healthmonitor: { pool_id: expect.any(String), ...body.healthmonitor } },
    ]);
    // No loss, since whoever makes it again decides.
    const { stdout } = await lbctl(`listener export --load-balancer ${LB}`);
    expect(stdout).toContain('"algorithm": "source-ip"');
    expect(stdout).not.toContain('project');
  });

  it('changes no project, of whichever part', async () => {
    const { id } = await made(WEB);
    const project_id = 'b2782e6708b8475c993e6064bc456bf8';
    const body = { listener: { project_id }, pool: { project_id }, healthmonitor: { project_id } };
    const { code, stderr } = await lbctl(`elbv3 listener update ${id} --from-file`, file(body));
    expect(code).toBe(2);
    expect(JSON.parse(stderr).error.violations.map(({ rule }: { rule: string }) => rule)).toEqual([
      'elbv3/project-id-create-only',
      'elbv3/pool-project-id-create-only',
      'elbv3/healthmonitor-project-id-create-only',
    ]);
    expect(changes()).toEqual([]);
  });

  it.each([
    [{ name: 'x' }, 'name is not an object of the body; it has listener, pool or healthmonitor'],
    [{ listener: { nam: 'x' } }, 'nam is not a parameter; did you mean name?'],
    [{ listener: {}, pool: { listener_id: 'l' } }, 'pool.listener_id is filled in by this command'],
    [{ listener: { insert_headers: { 'X-Forwarded-Por': true } } }, 'is not a parameter'],
    [{ listener: { ipgroup: 'g' } }, 'ipgroup must be an object'],
  ])('%j is refused', async (body, message) => {
    const { code, stderr } = await lbctl('elbv3 listener create --from-file', file(body));
    expect(code).toBe(2);
    expect(JSON.stringify(JSON.parse(stderr).error.violations)).toContain(message);
  });
});

describe('update', () => {
  it('sends each part what changed in it, and nothing else', async () => {
    await made(WEB);
    const line =
      'listener update web --description text --algorithm source-ip --health-check-interval 9 --idle-timeout 60';
    expect((await lbctl(line)).code).toBe(0);
    expect(changes()).toEqual(['PUT /listeners/ID', 'PUT /pools/ID', 'PUT /healthmonitors/ID']);
    expect(bodies()).toEqual([
      { listener: { description: 'text' } },
      { pool: { lb_algorithm: 'SOURCE_IP' } },
      { healthmonitor: { delay: 9 } },
    ]);
  });

  it('sends nothing if nothing changes, be it called by another name', async () => {
    await made(WEB);
    const line = 'listener update web --name web --algorithm weighted-round-robin';
    const { code, stderr } = await lbctl(line);
    expect(code).toBe(0);
    expect(stderr).toContain('unchanged');
    expect(changes()).toEqual([]);
  });

  it('makes the group and the health check that are missing', async () => {
    await made('--name bare --protocol udp --port 53');
    const line =
      'listener update bare --algorithm source-ip --health-check-protocol udp-connect --health-check-interval 5 --health-check-timeout 3 --health-check-healthy 3';
    expect((await lbctl(line)).code).toBe(0);
    expect(changes()).toEqual(['POST /pools', 'POST /healthmonitors']);
    expect(bodies()[0]).toMatchObject({ pool: { protocol: 'UDP' } });
  });

  it('says what is missing for them', async () => {
    await made('--name bare --protocol tcp --port 22');
    const { code, stderr } = await lbctl('listener update bare --health-check-interval 5');
    expect(code).toBe(2);
    expect(JSON.parse(stderr).error.violations.map(({ rule }: { rule: string }) => rule)).toEqual([
      'elbv3/pool-lb-algorithm-required',
      'elbv3/healthmonitor-type-required',
      'elbv3/healthmonitor-timeout-required',
      'elbv3/healthmonitor-max-retries-required',
    ]);
    expect(changes()).toEqual([]);
  });

  it('switches the health check off and keeps its settings', async () => {
    await made(WEB);
    const { stdout } = await lbctl('listener update web --health-check off');
    expect(bodies()).toEqual([{ healthmonitor: { admin_state_up: false } }]);
    expect(JSON.parse(stdout).healthCheck).toMatchObject({ enabled: 'off', interval: 5 });
  });

  it('says and sends nothing of what a health check of another type had', async () => {
    const more = '--health-check-path /ok --health-check-codes 200 --health-check-method get';
    await made(`${WEB} ${more} --health-check-domain a.example.com`);
    const line = 'listener update web --strict --health-check-protocol tcp';
    const { code, stdout, stderr } = await lbctl(line);
    expect([code, stderr]).toEqual([0, expect.stringMatching(/^updated listener \S+\n$/)]);
    expect(changes()).toEqual(['PUT /healthmonitors/ID']);
    expect(bodies()).toEqual([{ healthmonitor: { type: 'TCP' } }]);
    expect(JSON.parse(stdout)).toMatchObject({ healthCheck: { protocol: 'tcp' } });
  });

  it('says of what is given that it has no effect', async () => {
    await made(WEB);
    const line = 'listener update web --strict --health-check-protocol tcp --health-check-path /ok';
    const { code, stderr } = await lbctl(line);
    expect(code).toBe(2);
    expect(JSON.parse(stderr).error.message).toBe(
      '--health-check-path has no effect on TCP probes',
    );
    expect(changes()).toEqual([]);
  });

  it('says nothing of a reason that goes with the protection', async () => {
    const { id } = await made(WEB);
    const update = `elbv3 listener update ${id} --strict --protection-status`;
    expect((await lbctl(`${update} consoleProtection --protection-reason why`)).code).toBe(0);
    expect((await lbctl(`${update} nonProtection`)).code).toBe(0);
    expect(bodies()).toEqual([{ listener: { protection_status: 'nonProtection' } }]);
  });

  it('ends a sticky session with null', async () => {
    await made(`${WEB} --sticky-session insert --sticky-timeout 1h`);
    await lbctl('listener update web --sticky-session off');
    expect(bodies()).toEqual([{ pool: { session_persistence: null } }]);
  });

  it('changes tags by their own calls', async () => {
    await made(`${WEB} --tag a=1 --tag b=2`);
    const { code, stdout } = await lbctl('listener update web --tag b=3 --tag c=4');
    expect(code).toBe(0);
    expect(changes()).toEqual([
      'POST v2.0/listeners/ID/tags/action',
      'POST v2.0/listeners/ID/tags/action',
    ]);
    expect(bodies()).toEqual([
      {
        action: 'create',
        tags: [
          { key: 'b', value: '3' },
          { key: 'c', value: '4' },
        ],
      },
      { action: 'delete', tags: [{ key: 'a' }] },
    ]);
    expect(JSON.parse(stdout).tags).toEqual({ b: '3', c: '4' });
  });

  it.each([
    ['http', '--http2 on'],
    ['http', '--http2 off'],
    ['tcp', '--gzip off'],
    ['udp', '--proxy-protocol off'],
    ['http', '--drain off'],
  ])('sends a setting that does nothing on %s once at most: %s', async (protocol, words) => {
    await made(`--name web --protocol ${protocol} --port 80`);
    const first = await lbctl(`listener update web ${words}`);
    expect(first.code, first.stderr).toBe(0);
    expect(first.stderr).not.toContain('other values than were sent');
    const second = await lbctl(`listener update web ${words}`);
    expect(second.stderr).toContain('unchanged: ');
    expect(changes()).toEqual([]);
  });

  it('leaves both groups as they are when one takes the place of the other', async () => {
    const { native } = await made(`${WEB} --sticky-session insert`);
    const other = '488acc50-6bcf-423d-8f0a-0f4184f5b8a0';
    const { code, stdout, stderr } = await lbctl(
      `listener update web --backend-group ${other} --sticky-session off --health-check off`,
    );
    expect(code, stderr).toBe(0);
    expect(changes()).toEqual(['PUT /listeners/ID']);
    const shown = JSON.parse(stdout);
    expect(shown.native.pool.id).toBe(other);
    expect(shown.native.healthMonitor).toBeNull();
    expect(shown.status).toBe('running');
    expect(state.elbv3.pools.get(native.pool.id)?.settings).toMatchObject({
      session_persistence: { type: 'HTTP_COOKIE' },
    });
  });

  it.each([
    ['eu-de', 'v2.0'],
    ['eu-nl', ''],
    ['cn-north-4', ''],
  ])('changes tags in %s by the API that is there', async (region, root) => {
    await made(WEB);
    const { code, stderr } = await lbctl(`listener update web --tag a=1 --region ${region}`);
    expect(code, stderr).toBe(0);
    expect(changes()).toEqual([`POST ${root}/listeners/ID/tags/action`]);
    expect(bodies()).toEqual([{ action: 'create', tags: [{ key: 'a', value: '1' }] }]);
  });

  it('says which group stays when another takes its place', async () => {
    const { native } = await made('--name one --protocol tcp --port 22 --algorithm source-ip');
    const { code, stderr } = await lbctl(`listener update one --backend-group ${GROUP}`);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain(`backend group ${native.pool.id} stays, without this listener`);
  });

  it('changes a group that others use only with --shared', async () => {
    const { id } = await made(`--name one --protocol tcp --port 22 --backend-group ${GROUP}`);
    await made(`--name two --protocol tcp --port 23 --backend-group ${GROUP}`);
    const line = 'listener update two --algorithm source-ip';
    for (const words of [line, `${line} --no-preflight`]) {
      const { code, stderr } = await lbctl(words);
      expect(code).toBe(5);
      expect(JSON.parse(stderr).error.message).toContain(id);
      expect(changes()).toEqual([]);
    }
    expect((await lbctl(`${line} --shared`)).code).toBe(0);
    expect(changes()).toEqual(['PUT /pools/ID']);
    expect((await lbctl('listener update two --description x')).code).toBe(0);
  });

  it.each([
    ['--protocol tcp', 'can only be set when the listener is created'],
    ['--port 81', 'can only be set when the listener is created'],
    ['--backend-protocol https', '--backend-protocol must'],
  ])('refuses %s', async (words) => {
    await made(WEB);
    expect((await lbctl(`listener update web ${words}`)).code).toBe(2);
    expect(changes()).toEqual([]);
  });
});

describe('delete', () => {
  it('removes health check, group and listener', async () => {
    const { native } = await made(WEB);
    const { code, stderr } = await lbctl('listener delete web --yes');
    expect(code).toBe(0);
    expect(stderr).toContain(`with backend group ${native.pool.id}\n`);
    expect(changes()).toEqual([
      'DELETE /healthmonitors/ID',
      'DELETE /pools/ID',
      'DELETE /listeners/ID',
    ]);
  });

  it('keeps a group that has servers, and says so', async () => {
    await made(`--name ssh --protocol tcp --port 22 --backend-group ${GROUP}`);
    const { code, stderr } = await lbctl('listener delete ssh --yes');
    expect(code).toBe(0);
    expect(stderr).toContain(`backend group ${GROUP} stays: it has 1 server`);
    expect(changes()).toEqual(['DELETE /listeners/ID/force']);
    expect(state.elbv3.pools.has(GROUP)).toBe(true);
  });

  it('keeps a group that others use, and says so', async () => {
    await made(`--name one --protocol tcp --port 22 --backend-group ${GROUP}`);
    await made(`--name two --protocol tcp --port 23 --backend-group ${GROUP}`);
    const { stderr } = await lbctl('listener delete one --yes');
    expect(stderr).toContain(`backend group ${GROUP} stays: other listeners use it`);
  });

  it('asks for less where the cloud cannot unbind a group, and says what it answers', async () => {
    await made(`--name ssh --protocol tcp --port 22 --backend-group ${GROUP}`);
    await wire.close();
    wire = await startRecorder(sandbox.url, ({ method, path }) => {
      if (method !== 'DELETE') return undefined;
      return path.endsWith('/force')
        ? { status: 404, body: { error_code: 'APIGW.0101', error_msg: 'The API does not exist' } }
        : { status: 409, body: { error_code: 'ELB.8907', error_msg: 'pool is using it' } };
    });
    const { code, stderr } = await lbctl('listener delete ssh --yes');
    expect(code).toBe(5);
    expect(JSON.parse(stderr).error.message).toBe('pool is using it');
    expect(changes()).toEqual(['DELETE /listeners/ID/force', 'DELETE /listeners/ID']);
  });

  it('reports a missing listener, or ignores it', async () => {
    expect((await lbctl('listener delete gone --yes')).code).toBe(4);
    expect((await lbctl('listener delete gone --yes --ignore-missing')).code).toBe(0);
  });
});

describe('start and stop', () => {
  it.each([
    'listener start web',
    'listener stop web',
    `listener create --load-balancer ${LB} --protocol tcp --port 22 --start`,
  ])('%s: exit code 2, and nothing on the wire', async (line) => {
    const { code, stderr } = await lbctl(line);
    expect(code).toBe(2);
    expect(JSON.parse(stderr).error).toMatchObject({
      kind: 'usage',
      message: expect.stringContaining('listeners cannot be started or stopped'),
    });
    expect(wire.received).toEqual([]);
  });
});

describe('list', () => {
  it('is one call', async () => {
    await made(WEB);
    for (const line of [
      'listener list',
      'elbv3 listener list',
      'listener list --query [].name',
      'listener list --query [].backend.group',
    ]) {
      const { code } = await lbctl(line);
      expect(code).toBe(0);
      expect(calls()).toEqual(['GET /listeners?limit=2000']);
    }
  });

  it.each([
    '--columns name,algorithm',
    '--columns name,status,health-check-port',
    '--query [].healthCheck',
    '--query [].native.pool',
  ])('reads groups, health checks and status for %s', async (words) => {
    await made(WEB);
    expect((await lbctl(`listener list ${words}`)).code).toBe(0);
    expect(calls().toSorted()).toEqual([
      'GET /healthmonitors/ID',
      'GET /listeners?limit=2000',
      'GET /loadbalancers/ID/statuses',
      'GET /pools/ID',
    ]);
  });

  it.each([
    ['', /\trunning\n$/],
    ['-o table', /\srunning\s/],
    ['--columns status', /^running\n$/],
    ['--columns ref --status running', /^[0-9a-f-]{36}\n$/],
    ['--query [].status', /^running\n$/],
  ])('reads the status alone for "%s"', async (words, shown) => {
    await made(WEB);
    const { code, stdout } = await plainly(`listener list ${words}`);
    expect([code, stdout]).toEqual([0, expect.stringMatching(shown)]);
    expect(calls()).toEqual(['GET /listeners?limit=2000', 'GET /loadbalancers/ID/statuses']);
  });

  it('reads those of many listeners in a few calls', async () => {
    for (const port of [80, 81, 82]) await made(WEB.replace('--port 80', `--port ${port}`));
    const { stdout } = await lbctl('listener list --columns status,algorithm');
    expect(JSON.parse(stdout)).toHaveLength(3);
    expect(calls()).toHaveLength(4);
  });

  const FLAGS = [
    ['--admin-state-up', 'admin_state_up=true', 'ssh web'],
    ['--no-admin-state-up', 'admin_state_up=false', ''],
    ['--keepalive-timeout 77', 'keepalive_timeout=77', 'web'],
    ['--client-timeout 61', 'client_timeout=61', ''],
    ['--member-timeout 60', 'member_timeout=60', 'web'],
    ['--enable-member-retry', 'enable_member_retry=true', 'ssh web'],
    ['--proxy-protocol-enable', 'proxy_protocol_enable=true', 'ssh'],
    ['--no-nat64-enable', 'nat64_enable=false', 'ssh web'],
    ['--ssl-early-data-enable', 'ssl_early_data_enable=true', ''],
    ['--protection-status consoleProtection', 'protection_status=consoleProtection', ''],
    ['--connection-limit -1', 'connection_limit=-1', 'ssh web'],
    ['--member-address 10.0.0.16', 'member_address=10.0.0.16', 'ssh'],
    ['--member-device-id no-such', 'member_device_id=no-such', ''],
    [`--member-device-id ${INSTANCE}`, `member_device_id=${INSTANCE}`, 'ssh'],
    [`--member-instance-id ${INSTANCE}`, `member_instance_id=${INSTANCE}`, 'ssh'],
    ['--enterprise-project-id 0', 'enterprise_project_id=0', 'ssh web'],
    ['--enterprise-project-id other', 'enterprise_project_id=other', ''],
    ['--enterprise-project-id all_granted_eps', 'enterprise_project_id=all_granted_eps', 'ssh web'],
    ['--include-recycle-bin', 'include_recycle_bin=true', 'ssh web'],
  ] as const;

  it('selects by what the API selects by', async () => {
    const { id } = await made(`${WEB} --idle-timeout 77`);
    await made(`--name ssh --protocol tcp --port 22 --backend-group ${GROUP} --proxy-protocol on`);
    for (const [words, query, names] of [...FLAGS, [`--id ${id}`, `id=${id}`, 'web']] as const) {
      const { code, stdout, stderr } = await lbctl(`elbv3 listener list --sort name ${words}`);
      expect([code, stderr], words).toEqual([0, expect.not.stringContaining('error')]);
      expect(calls(), words).toEqual([`GET /listeners?${query}&limit=2000`]);
      const found = JSON.parse(stdout).map(({ name }: { name: string }) => name);
      expect(found.join(' '), words).toBe(names);
    }
  });

  it.each([
    ['--client-timeout 301', '--client-timeout must be 1\u2013300 s, not 301'],
    ['--id a/b', '--id takes letters, digits, hyphens and underscores; "a/b" is not'],
    ['--limit 5', "unknown option '--limit'"],
  ])('refuses %s', async (words, message) => {
    const { code, stdout, stderr } = await lbctl(`elbv3 listener list ${words}`);
    expect([code, stdout]).toEqual([2, '']);
    expect(JSON.parse(stderr).error.message).toContain(message);
    expect(wire.received).toEqual([]);
  });

  it('finds https on either kind of load balancer', async () => {
    await lbctl(
      `listener create --load-balancer ${SHARED_LB} --name old --protocol https --port 443 --certificate ${CERTIFICATE}`,
    );
    await made(`--name new --protocol https --port 443 --certificate ${CERTIFICATE}`);
    const { stdout } = await lbctl('listener list --protocol https');
    expect(
      JSON.parse(stdout)
        .map(({ name }: { name: string }) => name)
        .toSorted(),
    ).toEqual(['new', 'old']);
    expect(wire.received[0]?.target).toContain('protocol=HTTPS&protocol=TERMINATED_HTTPS');
  });
});

describe('manifests', () => {
  const file = join(folder, 'listeners.yaml');
  const LISTENERS = `
defaults: { provider: elbv3, profile: sandbox-elbv3, loadBalancer: ${LB} }
listeners:
  - { protocol: http, port: 80, name: web, algorithm: weighted-round-robin, state: running, healthCheck: { protocol: http, interval: 5s, timeout: 3s, healthy: 3, codes: [200-299] }, stickySession: { mode: insert, timeout: 2h }, tags: { a: '1' } }
  - { protocol: https, port: 443, name: tls, tls: { certificate: ${CERTIFICATE} }, forwardedHeaders: [for, slb-ip], http2: 'on' }
  - { protocol: tcp, port: 22, name: ssh, backend: { group: ${GROUP} } }
  - { protocol: udp, port: 53, name: dns, algorithm: weighted-least-connections, healthCheck: { enabled: 'off' }, stickySession: { mode: 'off' } }
`;

  it('are applied once; the second time nothing changes', async () => {
    writeFileSync(file, LISTENERS);
    const first = await lbctl('listener apply --yes -f', file);
    expect(first.code, first.stderr).toBe(0);
    expect(JSON.parse(first.stdout).summary).toMatchObject({ created: 4 });
    const second = await lbctl('listener apply --yes -f', file);
    expect(JSON.parse(second.stdout).summary).toMatchObject({ unchanged: 4 });
    expect(changes()).toEqual([]);
    expect((await lbctl('listener diff -f', file)).code).toBe(0);
  });

  it('that were exported match what they were exported from', async () => {
    writeFileSync(file, LISTENERS);
    await lbctl('listener apply --yes -f', file);
    const { stdout } = await lbctl(`listener export --load-balancer ${LB}`);
    writeFileSync(file, stdout);
    const { code, stdout: plan } = await lbctl('listener diff -f', file);
    expect(code, plan).toBe(0);
  });

  it('change one field of a part', async () => {
    writeFileSync(file, LISTENERS);
    await lbctl('listener apply --yes -f', file);
    writeFileSync(file, LISTENERS.replace('interval: 5s', 'interval: 9s'));
    await lbctl('listener apply --yes -f', file);
    expect(changes()).toEqual(['PUT /healthmonitors/ID']);
  });

  it('complete a listener of which only a part was made', async () => {
    writeFileSync(file, LISTENERS);
    await made('--name web --protocol http --port 80');
    const { code, stderr } = await lbctl('listener apply --yes -f', file);
    expect(code, stderr).toBe(0);
    const second = await lbctl('listener diff -f', file);
    expect(second.code, second.stdout).toBe(0);
  });

  it('cannot stop a listener', async () => {
    writeFileSync(file, LISTENERS.replace('state: running', 'state: stopped'));
    const { code, stderr } = await lbctl('listener validate -f', file);
    expect(code).toBe(2);
    expect(stderr).toContain('listeners on elbv3 always run');
  });
});
