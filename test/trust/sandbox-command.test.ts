import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { homeEnv, type Ran, scratch, spawnProgram } from '../program.ts';

/* `lbctl sandbox start` for other programs: bash sources its output, and OpenStack's client logs in. */
const PROGRAM = fileURLToPath(new URL('../../bin/lbctl.cjs', import.meta.url));
const folder = scratch();
const env = homeEnv(folder);
const ELB_LB = '0b07acf06d243925bc24a0ac7445267a';
const SLB_LB = 'lb-bp1o94dp5i6earr9g6d1l';

interface Server {
  readonly stdout: string;
  readonly url: string;
  readonly port: number;
  readonly stderr: () => string;
  /** Sends the signal and returns the exit code. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

/** Starts a server and waits until it listens. */
function start(
  words: readonly string[] = [],
  more: Readonly<Record<string, string>> = {},
): Promise<Server> {
  const child = spawn(process.execPath, [PROGRAM, 'sandbox', 'start', ...words], {
    env: { ...env, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  let stdout = '';
  let stderr = '';
  return new Promise((resolve, reject) => {
    const look = () => {
      const url = /listening on (\S+) /.exec(stderr)?.[1];
      if (url === undefined || !stdout.includes(url) || !/\n$/.test(stdout)) return;
      resolve({
        stdout,
        url,
        port: Number(new URL(url).port),
        stderr: () => stderr,
        end: (signal = 'SIGTERM') => {
          child.kill(signal);
          return ended;
        },
      });
    };
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
      look();
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
      look();
    });
    ended.then((code) => reject(new Error(`it ended with ${code}: ${stderr}`)));
  });
}

/** Runs a bash script that sources the server's output; `lbctl` is the built program. */
function bash(server: Server, script: string, more: Readonly<Record<string, string>> = {}): Ran {
  const file = join(folder, `${server.port}.env`);
  writeFileSync(file, server.stdout);
  const text = `set -eu\nlbctl() { '${process.execPath}' '${PROGRAM}' "$@"; }\n. '${file}'\n${script}`;
  const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-c', text], {
    env: { ...env, ...more },
    encoding: 'utf8',
  });
  return { code: status ?? -1, stdout, stderr };
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

function create(provider: string, port: number): string {
  return provider === 'elb'
    ? `lbctl listener create --provider elb --load-balancer ${ELB_LB} --name l${port} --protocol tcp --port ${port} --backend-port 22 --algorithm round-robin --quiet -o id`
    : `lbctl listener create --provider slb --load-balancer ${SLB_LB} --protocol tcp --port ${port} --backend-port 22 --bandwidth unlimited --quiet -o id`;
}

describe('the output of sandbox start', () => {
  it('is an environment for both clouds on one port', async () => {
    const server = await start();
    const { code, stdout, stderr } = bash(
      server,
      `${create('elb', 2201)} > /dev/null; ${create('slb', 2202)}
       lbctl listener list --provider elb --columns port
       lbctl listener list --provider slb --columns port`,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(`${SLB_LB}/tcp/2202\n2201\n2202\n`);
  });

  it('allows a login to elb by name and password', async () => {
    const server = await start();
    const { code, stdout } = bash(
      server,
      `unset HUAWEICLOUD_SDK_AK HUAWEICLOUD_SDK_SK HUAWEICLOUD_SDK_PROJECT_ID
       ${create('elb', 2203)} > /dev/null
       lbctl listener list --provider elb --columns name,port`,
    );
    expect(code).toBe(0);
    expect(stdout).toContain('l2203\t2203');
  });

  it('unsets other accounts', async () => {
    const others = {
      LBCTL_PROFILE: 'prod',
      OS_TOKEN: 'a-token-of-somewhere-else',
      OS_PROJECT_ID: 'elsewhere',
      ALIBABA_CLOUD_SECURITY_TOKEN: 'of-other-keys',
      ALIBABA_CLOUD_ROLE_ARN: 'acs:ram::1:role/x',
    };
    const server = await start([], others);
    const { code, stderr } = bash(
      server,
      'lbctl listener list --provider elb; lbctl listener list --provider slb',
      others,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(server.stdout + server.stderr()).not.toContain('a-token-of-somewhere-else');
  });

  it('is one document with -o json', async () => {
    const server = await start(['-o', 'json']);
    const { url, port } = server;
    expect(JSON.parse(server.stdout)).toMatchObject({
      url,
      port,
      endpoints: { elb: url, elbv3: url, slb: url, identity: `${url}/v3` },
      credentials: {
        elb: { accessKey: expect.any(String), username: 'sandbox', password: expect.any(String) },
        elbv3: { projectId: expect.any(String) },
        slb: { accessKey: expect.any(String), secretKey: expect.any(String) },
      },
      environment: { LBCTL_ENDPOINT: url, OS_AUTH_URL: `${url}/v3` },
      unset: [],
    });
  });
});

describe('sandbox start', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'exits with 0 on %s, and frees its port',
    async (signal) => {
      const server = await start();
      expect(await server.end(signal)).toBe(0);
      expect(server.stderr()).toMatch(/sandbox: stopped\n$/);
      expect(await isFree(server.port)).toBe(true);
    },
  );

  it('does not wait for delayed responses', async () => {
    const server = await start(['--latency', '5m']);
    // The response is not awaited.
    const waiting = fetch(server.url).catch(() => 'broken');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await server.end()).toBe(0);
    expect(await waiting).toBe('broken');
  });

  it('can run several times, each with its own state', async () => {
    const servers = await Promise.all([start(), start(), start()]);
    expect(new Set(servers.map(({ port }) => port)).size).toBe(servers.length);
    const [first, second] = servers;
    expect(bash(first, create('slb', 2204)).code).toBe(0);
    expect(bash(second, 'lbctl listener list --provider slb -o id').stdout).toBe('');
  });

  it('listens on the given port, and reports if it is in use', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const argv = ['sandbox', 'start', '--port', String(port)];
    const refused = await spawnProgram([...argv, '-o', 'json'], { env });
    await new Promise((resolve) => taken.close(resolve));
    expect({ code: refused.code, stdout: refused.stdout }).toEqual({ code: 5, stdout: '' });
    expect(JSON.parse(refused.stderr).error).toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining(String(port)),
      hint: expect.stringContaining('--port'),
    });
    expect((await start(['--port', String(port)])).port).toBe(port);
  });

  it.each([
    [['--port', '65536'], '--port takes a whole number from 0 to 65535, not "65536"'],
    [['--port', '2s'], '--port takes a whole number'],
    [['--fault', '504:0.1'], 'Unknown fault "504": it must be one of 503, throttle'],
    [['--fault', '503'], '"503" must be a fault and its probability, such as 503:0.1'],
    [['--fault', '503:2'], 'The probability of 503 must be from 0 to 1, not "2"'],
    [['--seed', 'x'], '--seed takes a whole number from 0 to'],
    [['--seed', '-1'], '--seed takes a whole number from 0 to'],
    [['--latency', 'soon'], '--latency takes a whole number from 0 to 600000, not "soon"'],
    [['--latency', '1h'], '--latency takes a whole number from 0 to 600000, not "1h"'],
    [['--state', folder], `cannot read the sandbox state file ${folder} (EISDIR)`],
    [['--state', '/dev/null/state.json'], 'cannot create the folder'],
  ])('refuses %j', async (words, message) => {
    const { code, stdout, stderr } = await spawnProgram(['sandbox', 'start', ...words], { env });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: /);
    expect(stderr).toContain(message);
  });

  it('generates the same ids for the same seed', async () => {
    const id = async (seed: string) =>
      bash(await start(['--seed', seed]), create('elb', 2205)).stdout.trim();
    const first = await id('7');
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(await id('7')).toBe(first);
    expect(await id('8')).not.toBe(first);
  });

  it('generates the same faults for the same seed', async () => {
    const statuses = async (seed: string) => {
      const { url } = await start(['--seed', seed, '--fault', '503:0.4,throttle:0.3']);
      const found: number[] = [];
      while (found.length < 24) found.push((await fetch(url)).status);
      return found;
    };
    const first = await statuses('7');
    expect(new Set(first)).toEqual(new Set([200, 429, 503]));
    expect(await statuses('7')).toEqual(first);
    expect(await statuses('8')).not.toEqual(first);
  });
});

describe('a state file', () => {
  it('outlives the server, is summarized and reset', async () => {
    const state = join(folder, 'kept', 'clouds.json');
    const server = await start(['--state', state]);
    expect(bash(server, create('slb', 2206)).code).toBe(0);
    expect(await server.end()).toBe(0);

    const status = ['sandbox', 'status', '--state', state];
    expect((await spawnProgram(status, { env })).stdout).toContain('slb\t1 listeners');
    const document = await spawnProgram([...status, '-o', 'json'], { env });
    expect(JSON.parse(document.stdout)).toMatchObject({
      file: state,
      exists: true,
      elb: { listeners: 0 },
      slb: { listeners: 1 },
    });
    const again = await start(['--state', state]);
    const listed = bash(again, 'lbctl listener list --provider slb --columns port');
    expect(listed.stdout).toBe('2206\n');

    // Even while a server runs.
    expect(await spawnProgram(['sandbox', 'reset', '--state', state], { env })).toMatchObject({
      code: 0,
      stdout: '',
    });
    expect(bash(again, 'lbctl listener list --provider slb -o id').stdout).toBe('');
  });

  it('that is damaged is kept until it is reset', async () => {
    const state = join(folder, 'damaged.json');
    writeFileSync(state, '{"format":');
    const file = { ...env, LBCTL_SANDBOX_STATE: state };
    for (const argv of [
      ['sandbox', 'status'],
      ['sandbox', 'start', '--state', state],
      ['listener', 'list', '--profile', 'sandbox-elb'],
    ]) {
      const { code, stderr } = await spawnProgram(argv, { env: file });
      expect(code).toBe(2);
      expect(stderr).toContain(`${state} is damaged`);
      expect(stderr).toContain('lbctl sandbox reset');
      expect(stderr).not.toContain('bug');
    }
    expect((await spawnProgram(['sandbox', 'reset'], { env: file })).code).toBe(0);
    expect((await spawnProgram(['sandbox', 'status'], { env: file })).code).toBe(0);
  });
});

/** Debian's python3-openstackclient; its library needs the system's Python. */
const openstack = spawnSync('sh', ['-c', 'command -v openstack']).status === 0;
const reason = 'openstack is not installed (python3-openstackclient)';

describe.skipIf(!openstack && process.env['CI'] !== 'true')(
  `OpenStack\u2019s own clients${openstack ? '' : `: ${reason}`}`,
  () => {
    it('log in with `openstack token issue` and use the token here', async () => {
      const server = await start();
      const { code, stdout, stderr } = bash(
        server,
        `token=$(openstack token issue -f value -c id)
         openstack token issue -f value -c project_id
         openstack catalog show elb -f value -c type
         unset HUAWEICLOUD_SDK_AK HUAWEICLOUD_SDK_SK OS_USERNAME OS_PASSWORD
         export OS_TOKEN=$token
         ${create('elb', 2207)} > /dev/null
         lbctl listener list --provider elb --columns port`,
      );
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toBe('55300f3c8f764c06b1a32e2302edc305\nelb\n2207\n');
    });

    it('report a wrong password like the identity service', async () => {
      const server = await start();
      const { code, stderr } = bash(server, 'OS_PASSWORD=wrong openstack token issue');
      expect(code).not.toBe(0);
      expect(stderr).toContain('HTTP 401');
    });

    it('find the endpoint and send with a keystoneauth session', async () => {
      const server = await start();
      const script = `
from os import environ
from keystoneauth1.identity import v3
from keystoneauth1.session import Session
auth = v3.Password(
    auth_url=environ['OS_AUTH_URL'],
    username=environ['OS_USERNAME'],
    password=environ['OS_PASSWORD'],
    user_domain_name=environ['OS_USER_DOMAIN_NAME'],
    project_name=environ['OS_PROJECT_NAME'],
    project_domain_name=environ['OS_PROJECT_DOMAIN_NAME'],
)
session = Session(auth=auth)
listeners = '/v1.0/%s/elbaas/listeners' % session.get_project_id()
elb = {'service_type': 'elb', 'interface': 'public', 'region_name': environ['OS_REGION_NAME']}
body = {
    'name': 'by-python', 'loadbalancer_id': '${ELB_LB}', 'protocol': 'TCP', 'port': 2208,
    'backend_protocol': 'TCP', 'backend_port': 22, 'lb_algorithm': 'roundrobin',
}
made = session.post(listeners, json=body, endpoint_filter=elb)
print(made.status_code, session.get(listeners, endpoint_filter=elb).json()[0]['name'])
`;
      const file = join(folder, 'session.py');
      writeFileSync(file, script);
      const { code, stdout, stderr } = bash(server, `/usr/bin/python3 '${file}'`);
      expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '200 by-python\n', stderr: '' });
    });
  },
);
