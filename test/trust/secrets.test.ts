import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROVIDER_IDS } from '../../src/providers/registry.ts';
import { commandLines } from '../command-lines.ts';
import { homes, PROFILES } from '../profile/home.ts';
import { type Ran, run } from '../program.ts';
import { type Received, type Reply, type Stub, startStub } from '../stub.ts';

/*
 * A server that quotes what it was sent, in every place of an answer and in every way of writing it:
 * no secret is in any output. The profile's own secrets are in profile/secrets.test.ts.
 */

const MARK = 'L3AKED';
/** With characters that encodings and formats write in different ways. */
const secret = (name: string) => `${name}+/&%"'<${MARK}>\\=*${name}`;
const home = homes();

const WAYS: Readonly<Record<string, (value: string) => string>> = {
  'as given': (value) => value,
  'in a sentence': (value) => `the value '${value}' is wrong`,
  'percent-encoded': encodeURIComponent,
  'percent-encoded like a form': (value) => new URLSearchParams({ v: value }).toString().slice(2),
  'percent-encoded as clouds sign': (value) =>
    encodeURIComponent(value).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`),
  'percent-encoded twice': (value) => encodeURIComponent(encodeURIComponent(value)),
  'in base64': (value) => Buffer.from(value).toString('base64'),
  'as JSON in a string': (value) => JSON.stringify({ quoted: value }),
  'as XML': (value) =>
    value
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&apos;'),
  'in the canonical request': (value) =>
    `verify aksk signature fail, canonicalRequest:GET|/v1.0/|x-security-token:${value}||host|e3b0`,
};

/** What nobody may read: any way of writing it. */
function written(value: string): readonly string[] {
  return [
    ...Object.values(WAYS).slice(0, 1),
    ...Object.values(WAYS).slice(2, 7),
    (text: string) => JSON.stringify(text).slice(1, -1),
  ].map((way) => way(value));
}

interface Kind {
  readonly provider: 'elb' | 'elbv3' | 'slb';
  readonly secrets: readonly string[];
  readonly env?: (url: string) => Record<string, string>;
  readonly profile?: (url: string) => Record<string, string>;
}

const KEYS = { HUAWEICLOUD_SDK_AK: 'ak', OS_PROJECT_ID: 'p' };
const ISSUED = secret('issued-token');
const ROLE_KEY = 'role-key-L3AKED-0123456789';
const ROLE_TOKEN = secret('role-token');
/** Visible ASCII without quotes, for a shell. */
const FROM_PROCESS = `from-process-${MARK}`;

const KINDS: Readonly<Record<string, Kind>> = {
  'a secret key of elb': {
    provider: 'elb',
    secrets: [secret('key')],
    env: () => ({ ...KEYS, HUAWEICLOUD_SDK_SK: secret('key') }),
  },
  'a security token of elb': {
    provider: 'elb',
    secrets: [secret('sts')],
    env: () => ({
      ...KEYS,
      HUAWEICLOUD_SDK_SK: 'secret-key',
      HUAWEICLOUD_SDK_SECURITY_TOKEN: secret('sts'),
    }),
  },
  'a login token': {
    provider: 'elb',
    secrets: [secret('token')],
    env: () => ({ OS_TOKEN: secret('token'), OS_PROJECT_ID: 'p' }),
  },
  'a password, and the token for it': {
    provider: 'elb',
    secrets: [secret('pass word'), ISSUED],
    env: (url) => ({
      OS_USERNAME: 'u',
      OS_PASSWORD: secret('pass word'),
      OS_USER_DOMAIN_NAME: 'd',
      OS_AUTH_URL: url,
    }),
  },
  'the query of an identity endpoint': {
    provider: 'elb',
    secrets: ['query-L3AKED-value'],
    env: (url) => ({
      ...KEYS,
      HUAWEICLOUD_SDK_SK: 'secret-key',
      OS_AUTH_URL: `${url}/v3?key=query-L3AKED-value`,
    }),
  },
  'keys in a profile': {
    provider: 'elb',
    secrets: [secret('stored'), secret('stored-sts')],
    profile: () => ({
      projectId: 'p',
      accessKey: 'ak',
      secretKey: secret('stored'),
      securityToken: secret('stored-sts'),
    }),
  },
  'what a credential process prints': {
    provider: 'elb',
    secrets: [FROM_PROCESS],
    profile: () => ({ projectId: 'p', credentialProcess: `echo '{"token":"${FROM_PROCESS}"}'` }),
  },
  'the password of a proxy': {
    provider: 'elb',
    secrets: ['proxy-L3AKED-word', Buffer.from('user:proxy-L3AKED-word').toString('base64')],
    env: () => ({
      ...KEYS,
      HUAWEICLOUD_SDK_SK: 'secret-key',
      HTTPS_PROXY: 'http://user:proxy-L3AKED-word@127.0.0.1:9',
    }),
  },
  'a secret key of slb': {
    provider: 'slb',
    secrets: [secret('slb-key')],
    env: () => ({
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'ak',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret('slb-key'),
    }),
  },
  'a security token of slb': {
    provider: 'slb',
    secrets: [secret('slb-sts')],
    env: () => ({
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'ak',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret-key',
      ALIBABA_CLOUD_SECURITY_TOKEN: secret('slb-sts'),
    }),
  },
  'the credentials of a role, and of their address': {
    provider: 'slb',
    secrets: [ROLE_KEY, ROLE_TOKEN, 'uri-L3AKED-value'],
    env: (url) => ({ ALIBABA_CLOUD_CREDENTIALS_URI: `${url}/role?key=uri-L3AKED-value` }),
  },
};

const REGIONS = { elb: 'eu-de', elbv3: 'eu-de', slb: 'cn-hangzhou' };

/** Where an answer can quote something. */
const PLACES: Readonly<Record<string, (quoted: string) => Reply>> = {
  'the message of the service': (quoted) => ({
    status: 400,
    body: { error: { code: 'ELB.1', message: quoted } },
  }),
  'the message of the gateway': (quoted) => ({
    status: 401,
    body: { error_code: 'APIGW.0303', error_msg: quoted, request_id: 'r' },
  }),
  'the code': (quoted) => ({
    status: 400,
    body: { error_code: quoted, error_msg: 'no', Code: quoted, Message: 'no' },
  }),
  'the request id': (quoted) => ({
    status: 400,
    body: {
      error_code: 'E',
      error_msg: 'no',
      request_id: quoted,
      Code: 'E',
      Message: 'no',
      RequestId: quoted,
    },
  }),
  'a message of slb': (quoted) => ({
    status: 400,
    body: { Code: 'SignatureDoesNotMatch', Message: quoted, RequestId: 'r' },
  }),
  'the link of a recommendation': (quoted) => ({
    status: 400,
    body: { Code: 'E', Message: 'no', Recommend: `https://x.example/?q=${quoted}` },
  }),
  XML: (quoted) => ({
    status: 400,
    body: `<Error><Code>E</Code><Message>${quoted}</Message></Error>`,
  }),
  'a page': (quoted) => ({
    status: 502,
    headers: { 'content-type': 'text/html' },
    body: `<html>${quoted}`,
  }),
  'text that is not JSON': (quoted) => ({ body: quoted }),
  'an unknown key': (quoted) => ({
    status: 403,
    body: { quoted, [quoted]: 1, error: { message: 'no', code: 'x' } },
  }),
  headers: (quoted) => ({
    status: 403,
    headers: {
      'x-request-id': ascii(quoted),
      'x-acs-request-id': ascii(quoted),
      'www-authenticate': ascii(quoted),
      location: ascii(quoted),
    },
    body: { error: { message: 'no', code: 'x' } },
  }),
  'a list of listeners': (quoted) => ({
    body: [{ id: quoted, name: quoted, protocol: quoted, status: quoted, description: quoted }],
  }),
  'a list of slb': (quoted) => ({
    body: {
      Listeners: [
        {
          LoadBalancerId: quoted,
          Description: quoted,
          ListenerProtocol: quoted,
          ListenerPort: 80,
          Status: quoted,
        },
      ],
    },
  }),
};

function ascii(text: string): string {
  return text.replace(/[^ -~]/g, '?');
}

let answer: (request: Received) => Reply = () => ({});
let cloud: Stub;
beforeAll(async () => {
  cloud = await startStub((request) => answer(request));
});
afterAll(() => cloud.close());

/** Issues what it is asked for, and answers everything else as told. */
function issuing(reply: (request: Received) => Reply): (request: Received) => Reply {
  return (request) => {
    if (request.path === '/v3/auth/tokens') {
      return {
        status: 201,
        headers: { 'x-subject-token': ISSUED },
        body: { token: { expires_at: '2999-01-01T00:00:00Z', project: { id: 'p' } } },
      };
    }
    if (request.path !== '/role') return reply(request);
    return {
      body: {
        Code: 'Success',
        AccessKeyId: 'ak',
        AccessKeySecret: ROLE_KEY,
        SecurityToken: ROLE_TOKEN,
        Expiration: '2999-01-01T00:00:00Z',
      },
    };
  };
}

async function ranAs(
  kind: Kind,
  argv: readonly string[],
  more: readonly string[] = [],
): Promise<Ran> {
  const { provider, env, profile } = kind;
  const stored = profile && { a: { provider, region: REGIONS[provider], ...profile(cloud.url) } };
  const made = home(stored === undefined ? {} : { [PROFILES]: { profiles: stored } });
  const account =
    stored === undefined
      ? ['--provider', provider, '--region', REGIONS[provider]]
      : ['--profile', 'a'];
  const limits = [
    '--endpoint',
    cloud.url,
    '--retries',
    '0',
    '--timeout',
    '5s',
    '--wait-timeout',
    '1s',
  ];
  return run([...argv, ...account, ...limits, ...more], {
    env: { ...made.env, ...env?.(cloud.url) },
    hurry: true,
  });
}

function mustNotShow({ secrets }: Kind, ran: Ran, what: string): void {
  const said = ran.stdout + ran.stderr;
  for (const form of secrets.flatMap(written)) {
    expect(said.includes(form), `${what} shows ${form}`).toBe(false);
  }
  expect(
    said.split('\n').filter((line) => line.includes(MARK)),
    what,
  ).toEqual([]);
}

const LIST = ['listener', 'list'];
const OUTPUTS: readonly (readonly string[])[] = [
  [],
  ['-o', 'json', '--debug'],
  ['-o', 'yaml'],
  ['--query', '[].native'],
];

describe.each(Object.entries(KINDS))('%s', (_, kind) => {
  const places = Object.entries(PLACES);

  it.each(places)('is not shown when a server quotes it in %s', async (place, reply) => {
    for (const value of kind.secrets) {
      const quoted = Object.values(WAYS).map((way) => way(value));
      answer = issuing(() => reply(quoted.join(' | ')));
      for (const output of OUTPUTS) {
        mustNotShow(kind, await ranAs(kind, LIST, output), `${place}, ${output}`);
      }
    }
  });

  it('is not shown by doctor, in a narrow table either', async () => {
    for (const reply of Object.values(PLACES)) {
      for (const value of kind.secrets) {
        answer = issuing(() => reply(`${value} ${encodeURIComponent(value)}`));
        const { provider, env, profile } = kind;
        const stored = profile && {
          a: { provider, region: REGIONS[provider], ...profile(cloud.url) },
        };
        const made = home(stored === undefined ? {} : { [PROFILES]: { profiles: stored } });
        const account = stored === undefined ? ['--provider', provider] : ['--profile', 'a'];
        for (const columns of [40, 200]) {
          const ran = await run(['doctor', ...account, '--endpoint', cloud.url, '--retries', '0'], {
            env: { ...made.env, ...env?.(cloud.url) },
            hurry: true,
            terminal: 'stdout',
            columns,
          });
          mustNotShow(kind, ran, 'doctor');
          // Wrapped, it would be in several lines.
          expect(ran.stdout.replace(/\s+/g, '')).not.toContain(MARK);
        }
      }
    }
  });
});

/** A listener that quotes; any call for a listener is answered with it. */
function listenerAnswer(quoted: string): (request: Received) => Reply {
  const elb = {
    id: '248425d7b97dc26920eb23720115e068',
    name: quoted,
    description: quoted,
    protocol: 'TCP',
    port: 80,
    backend_protocol: 'TCP',
    backend_port: 80,
    loadbalancer_id: '0b07acf06d243925bc24a0ac7445267a',
    lb_algorithm: 'roundrobin',
    status: 'ACTIVE',
    admin_state_up: true,
    unknown: quoted,
  };
  const slb = {
    LoadBalancerId: 'lb-bp1o94dp5i6earr9g6d1l',
    ListenerProtocol: 'tcp',
    ListenerPort: 22,
    BackendServerPort: 22,
    Bandwidth: -1,
    Scheduler: 'wrr',
    Status: 'running',
    Description: quoted,
    RequestId: quoted,
  };
  const v3 = {
    ...elb,
    protocol_port: 80,
    loadbalancers: [{ id: elb.loadbalancer_id }],
    provisioning_status: 'ACTIVE',
  };
  return ({ path, query, headers }) => {
    if (path.startsWith('/v3/p/')) {
      const body = { listeners: [v3], listener: v3, pools: [], request_id: quoted };
      return { headers: { 'x-request-id': ascii(quoted) }, body };
    }
    if (path === '/' || headers['x-acs-action'] !== undefined || query['Action'] !== undefined) {
      return { headers: { 'x-acs-request-id': ascii(quoted) }, body: { ...slb, Listeners: [slb] } };
    }
    return {
      headers: { 'x-request-id': ascii(quoted) },
      body: path.endsWith('/listeners') ? [elb] : elb,
    };
  };
}

describe('every command, with every kind of secret', async () => {
  const lines = await commandLines();
  const rows = lines.flatMap(({ path, rest }) =>
    Object.entries(KINDS).flatMap(([name, kind]) => {
      const asked = kind.provider === 'elb' && path[0] === 'elbv3' ? 'elbv3' : kind.provider;
      // A native command belongs to one cloud.
      if (PROVIDER_IDS.some((id) => id === path[0]) && path[0] !== asked) return [];
      return [[path.join(' '), name, rest, { ...kind, provider: asked }] as const];
    }),
  );

  it.each(rows)('%s, %s', async (path, _, rest, kind) => {
    const quoted = kind.secrets.map((value) => `${value} ${encodeURIComponent(value)}`).join(' ');
    const outcomes: readonly ((request: Received) => Reply)[] = [
      listenerAnswer(quoted),
      () => ({
        status: 403,
        body: { error_code: quoted, error_msg: quoted, Code: quoted, Message: quoted },
      }),
    ];
    for (const outcome of outcomes) {
      answer = issuing(outcome);
      const more = ['--yes', '--no-input', '--debug'];
      mustNotShow(kind, await ranAs(kind, [...path.split(' '), ...rest], more), path);
    }
  });
});
