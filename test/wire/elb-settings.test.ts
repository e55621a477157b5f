import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../program.ts';
import { type Reply, type Stub, startStub } from '../stub.ts';

/* What an update of an ELB listener says and sends, and where requests go. */

const ID = '248425d7b97dc26920eb23720115e068';
const UUID = '248425d7-b97d-c269-20eb-23720115e068';
const LISTENER = {
  id: ID,
  name: 'web',
  description: null,
  loadbalancer_id: '0b07acf06d243925bc24a0ac7445267a',
  protocol: 'HTTP',
  port: 88,
  backend_protocol: 'HTTP',
  backend_port: 80,
  lb_algorithm: 'roundrobin',
  session_sticky: true,
  sticky_session_type: 'insert',
  cookie_timeout: 100,
  tcp_draining: true,
  tcp_draining_timeout: 5,
  certificates: null,
  status: 'ACTIVE',
  admin_state_up: true,
};
const KEYS = { HUAWEICLOUD_SDK_AK: 'id', HUAWEICLOUD_SDK_SK: 'secret' };
const ENV = { ...KEYS, HUAWEICLOUD_SDK_PROJECT_ID: 'p1' };

let listener: Record<string, unknown> = LISTENER;
const stub: Stub = await startStub((): Reply => ({ body: listener }));
afterAll(() => stub.close());
beforeEach(() => {
  listener = LISTENER;
  stub.received.length = 0;
});

function elb(line: string, endpoint = stub.url, env: Record<string, string> = ENV) {
  return run([...line.split(' '), '--endpoint', endpoint, '-o', 'json'], { env });
}

function sent(): unknown {
  const put = stub.received.find(({ method }) => method === 'PUT');
  return put === undefined ? undefined : JSON.parse(put.body);
}

describe('an update', () => {
  it('of a field of another protocol is sent, with a warning', async () => {
    const { code, stderr } = await elb(`elb listener update ${ID} --no-tcp-draining`);
    expect(code).toBe(0);
    expect(stderr).toContain('elb/tcp-draining-only-for-tcp');
    expect(sent()).toEqual({ tcp_draining: false });
    expect((await elb(`elb listener update ${ID} --udp-timeout 5 --strict`)).code).toBe(2);
  });

  it('that turns draining off says nothing about the stored time-out', async () => {
    listener = { ...LISTENER, protocol: 'TCP', backend_protocol: 'TCP' };
    const { code } = await elb(`listener update ${ID} --provider elb --drain off --strict`);
    expect(code).toBe(0);
    expect(sent()).toEqual({ tcp_draining: false });
    listener = { ...listener, tcp_draining: false };
    const timeout = await elb(`elb listener update ${ID} --tcp-draining-timeout 6`);
    expect(timeout.stderr).toContain('elb/tcp-draining-timeout-needs-draining');
  });

  it('blames only what was given', async () => {
    const line = `listener update ${ID} --provider elb --protocol https --name api`;
    const { code, stderr } = await elb(line);
    expect(code).toBe(2);
    expect(JSON.parse(stderr).error.violations).toMatchObject([
      { rule: 'elb/protocol-create-only', flags: ['--protocol'] },
    ]);
  });

  it.each(['--sni-certificate', '--description'])(
    'with an empty %s changes nothing',
    async (flag) => {
      const argv = `listener update ${ID} --provider elb -o json --endpoint ${stub.url}`;
      const { code, stderr } = await run([...argv.split(' '), flag, ''], { env: ENV });
      expect({ code, sent: sent() }).toEqual({ code: 0, sent: undefined });
      expect(stderr).toContain('unchanged');
    },
  );

  it('cannot set a mandatory field to null', async () => {
    const argv = `elb listener update ${ID} --from-file - -o json --endpoint ${stub.url}`;
    const { code, stderr } = await run(argv.split(' '), { env: ENV, stdin: '{"port":null}' });
    expect(code).toBe(2);
    expect(JSON.parse(stderr).error.violations).toMatchObject([{ rule: 'elb/port-required' }]);
    expect(sent()).toBeUndefined();
  });
});

describe('an id', () => {
  it.each([ID, UUID, UUID.toUpperCase()])('may be %s', async (id) => {
    listener = { ...LISTENER, id };
    const { code, stdout } = await elb(`elb listener show ${id}`);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).ref).toBe(id);
    expect(stub.received.map(({ path }) => path)).toEqual([`/v1.0/p1/elbaas/listeners/${id}`]);
  });
});

describe('the project', () => {
  it.each(['show', 'update', 'delete'])('of %s may be given by flag', async (verb) => {
    const words = { show: '', update: ' --name api', delete: ' --yes' }[verb];
    await elb(`elb listener ${verb} ${ID} --project-id p2${words}`);
    expect(stub.received.length).toBeGreaterThan(0);
    expect(stub.received.every(({ path }) => path.startsWith('/v1.0/p2/elbaas/'))).toBe(true);
    expect(stub.received[0]?.headers['x-project-id']).toBe('p2');
  });

  it('is not needed elsewhere then', async () => {
    const { code } = await elb(`elb listener show ${ID} --project-id p2`, stub.url, KEYS);
    expect(code).toBe(0);
  });

  it('is refused when it is empty', async () => {
    const argv = `elb listener show ${ID} --endpoint ${stub.url} --project-id`.split(' ');
    const { code, stderr } = await run([...argv, ''], { env: ENV });
    expect(code).toBe(2);
    expect(stderr).toContain('--project-id');
  });
});

describe('the endpoint', () => {
  it.each(['', '/', '/v1.0', '/v1.0/'])('may end in %j', async (path) => {
    expect((await elb(`elb listener show ${ID}`, stub.url + path)).code).toBe(0);
    expect(stub.received.map(({ path }) => path)).toEqual([`/v1.0/p1/elbaas/listeners/${ID}`]);
  });

  it('of the Swiss region is its own', async () => {
    const line =
      'elb listener create --dry-run --no-preflight -o json --region eu-ch2 --from-file -';
    const { id: _, status: __, admin_state_up: ___, ...body } = LISTENER;
    const { stdout } = await run(line.split(' '), { stdin: JSON.stringify(body) });
    expect(new URL(JSON.parse(stdout).requests[0].url).host).toBe(
      'elb.eu-ch2.sc.otc.t-systems.com',
    );
  });
});

it('a user id with a project name needs the domain of the project', async () => {
  const env = {
    OS_USER_ID: 'u1',
    OS_PASSWORD: 'secret',
    OS_PROJECT_NAME: 'eu-de',
    OS_AUTH_URL: `${stub.url}/v3`,
  };
  const { code, stderr } = await elb(`elb listener show ${ID}`, stub.url, env);
  expect(code).toBe(3);
  expect(stderr).toContain('project_domain_name');
  expect(stub.received).toEqual([]);
});

it.each(['elb listener create --help', 'explain ssl_ciphers'])(
  '%s lists the ciphers',
  async (line) => {
    const { stdout } = await run(line.split(' '));
    const text = stdout.replace(/\s+/g, '');
    for (const cipher of ['ECDHE-RSA-AES128-SHA256', 'DHE-DSS-CAMELLIA128-SHA', 'RC4-SHA']) {
      expect(text).toContain(cipher);
    }
  },
);
