import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { homeEnv, run, scratch } from '../program.ts';
import { type Received, type Stub, startRecorder } from '../stub.ts';

/* The vendors' example requests, unchanged, against the sandbox: exactly these parameters arrive. */

const CREATE = `{
    "name": "listener1",
    "description": "",
    "loadbalancer_id": "0b07acf06d243925bc24a0ac7445267a",
    "protocol": "HTTP",
    "port": 88,
    "backend_protocol": "HTTP",
    "backend_port": 80,
    "lb_algorithm": "roundrobin",
    "session_sticky": true,
    "sticky_session_type": "insert",
    "cookie_timeout": 100,
    "tcp_draining": true,
    "tcp_draining_timeout": 5
}`;

const UPDATE = `{
    "name": "lis",
    "description": "",
    "port": 9090,
    "backend_port": 9090,
    "lb_algorithm": "roundrobin"
}`;

const HTTPS = `http(s)://[Endpoint]/? Action=CreateLoadBalancerHTTPSListener
&Bandwidth=-1
&HealthCheck=on
&ListenerPort=80
&LoadBalancerId=lb-bp1o94dp5i6earr9g6d1l
&ServerCertificateId=idkp-123-cn-test-01
&StickySession=on
&<CommonParameters>
`;

const HTTPS_PARAMETERS = {
  Bandwidth: '-1',
  HealthCheck: 'on',
  ListenerPort: '80',
  LoadBalancerId: 'lb-bp1o94dp5i6earr9g6d1l',
  ServerCertificateId: 'idkp-123-cn-test-01',
  StickySession: 'on',
};

const folder = scratch();
const env = homeEnv(folder);
let sandbox: Sandbox;
let wire: Stub;

beforeAll(async () => {
  sandbox = await startSandbox({});
  wire = await startRecorder(sandbox.url);
});

afterAll(async () => {
  await wire.close();
  await sandbox.close();
});

function sandboxRun(...argv: string[]) {
  return run([...argv, '--endpoint', wire.url, '-o', 'json'], { env });
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function last(matches: (request: Received) => boolean): Received {
  const found = wire.received.filter(matches).at(-1);
  if (found === undefined) throw new Error('no such request arrived');
  return found;
}

describe('ELB', () => {
  it('creates and updates from the bodies of both pages', async () => {
    const created = await sandboxRun(
      'elb',
      'listener',
      'create',
      '--profile',
      'sandbox-elb',
      '--from-file',
      file('create.json', CREATE),
    );
    expect(created.code, created.stderr).toBe(0);
    const post = last(({ method }) => method === 'POST');
    expect(JSON.parse(post.body)).toEqual(JSON.parse(CREATE));
    expect(post.headers['authorization']).toMatch(/^SDK-HMAC-SHA256 Access=/);
    expect(created.stderr).not.toContain('error');

    const { id } = JSON.parse(created.stdout);
    const updated = await sandboxRun(
      'elb',
      'listener',
      'update',
      id,
      '--profile',
      'sandbox-elb',
      '--from-file',
      file('update.json', UPDATE),
    );
    expect(updated.code, updated.stderr).toBe(0);
    const put = last(({ method }) => method === 'PUT');
    expect(JSON.parse(put.body)).toEqual(JSON.parse(UPDATE));
    expect(put.path).toMatch(new RegExp(`/elbaas/listeners/${id}$`));
    expect(JSON.parse(updated.stdout)).toMatchObject({ name: 'lis', port: 9090 });
  });

  it('creates from the same values as flags', async () => {
    const { code, stderr } = await sandboxRun(
      ...'elb listener create --profile sandbox-elb --name listener1 --loadbalancer-id f54c65b1b5dd4a4f95b71b44796ac013'.split(
        ' ',
      ),
      '--description',
      '',
      ...'--protocol HTTP --port 88 --backend-protocol HTTP --backend-port 80 --lb-algorithm roundrobin'.split(
        ' ',
      ),
      ...'--session-sticky --sticky-session-type insert --cookie-timeout 100 --tcp-draining=true --tcp-draining-timeout 5'.split(
        ' ',
      ),
    );
    expect(code, stderr).toBe(0);
    expect(JSON.parse(last(({ method }) => method === 'POST').body)).toEqual({
      ...JSON.parse(CREATE),
      loadbalancer_id: 'f54c65b1b5dd4a4f95b71b44796ac013',
    });
  });
});

describe('SLB', () => {
  const isCreate = ({ headers }: Received) =>
    headers['x-acs-action'] === 'CreateLoadBalancerHTTPSListener';

  it.each([
    ['the page\u2019s own text', () => ['--from-file', file('https.txt', HTTPS)]],
    ['a JSON body', () => ['--from-file', file('https.json', JSON.stringify(HTTPS_PARAMETERS))]],
    [
      'flags',
      () =>
        '--bandwidth -1 --health-check on --listener-port 80 --load-balancer-id lb-bp1o94dp5i6earr9g6d1l --server-certificate-id idkp-123-cn-test-01 --sticky-session on'.split(
          ' ',
        ),
    ],
  ])('creates from %s, and starts', async (_, words) => {
    const created = await sandboxRun(
      'slb',
      'https-listener',
      'create',
      '--profile',
      'sandbox-slb',
      ...words(),
    );
    expect(created.code, created.stderr).toBe(0);
    expect(JSON.parse(created.stdout)).toMatchObject({ status: 'stopped', port: 80 });
    const { RegionId, ...parameters } = last(isCreate).query;
    expect(parameters).toEqual(HTTPS_PARAMETERS);
    expect(RegionId).toBe('cn-hangzhou');
    expect(last(isCreate).headers['authorization']).toMatch(/^ACS3-HMAC-SHA256 Credential=/);

    const ref = 'lb-bp1o94dp5i6earr9g6d1l/https/80';
    const started = await sandboxRun(
      'listener',
      'start',
      ref,
      '--profile',
      'sandbox-slb',
      '--wait',
    );
    expect(started.code, started.stderr).toBe(0);
    expect(JSON.parse(started.stdout)).toMatchObject({ ref, status: 'running' });
    const removed = await sandboxRun(
      'listener',
      'delete',
      ref,
      '--profile',
      'sandbox-slb',
      '--yes',
    );
    expect(removed.code, removed.stderr).toBe(0);
  });
});
