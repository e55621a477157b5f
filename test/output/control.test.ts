import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { homeEnv, run, scratch } from '../program.ts';
import { type Stub, startStub } from '../stub.ts';

/* Characters that move the cursor, change colours or reorder text never reach a terminal as they are. */

const HOSTILE =
  'a\u0000\u0007\u001b[2J\u007f\u0085\u009b31m\u061c\u200e\u200f\u202e\u2066\u2069\u2028\u2029\r\nb';
/** Lines and the columns of TSV are lbctl's own. */
const RAW = /(?![\n\t])[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;

const ELB = {
  id: '248425d7b97dc26920eb23720115e068',
  name: HOSTILE,
  description: HOSTILE,
  protocol: 'TCP',
  port: 80,
  backend_port: 80,
  loadbalancer_id: `lb${HOSTILE}`,
  status: 'ACTIVE',
};
const SLB = {
  LoadBalancerId: 'lb-1',
  ListenerProtocol: 'tcp',
  ListenerPort: 80,
  Description: HOSTILE,
  Status: 'running',
  Tags: { Tag: [{ TagKey: HOSTILE, TagValue: HOSTILE }] },
};

let status = 200;
let cloud: Stub;
beforeAll(async () => {
  const failure = {
    error_code: HOSTILE,
    error_msg: HOSTILE,
    Code: HOSTILE,
    Message: HOSTILE,
    request_id: HOSTILE,
  };
  cloud = await startStub(({ path }) => ({
    status,
    body:
      status === 200
        ? path === '/'
          ? { ...SLB, Listeners: [SLB], RequestId: HOSTILE }
          : [ELB]
        : failure,
  }));
});
afterAll(() => cloud.close());

const env = {
  ...homeEnv(scratch()),
  HUAWEICLOUD_SDK_AK: 'ak',
  HUAWEICLOUD_SDK_SK: 'secret-key',
  HUAWEICLOUD_SDK_PROJECT_ID: 'p',
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'ak',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret-key',
};

const OUTPUTS: readonly (readonly string[])[] = [
  ['list', '-o', 'table'],
  ['list', '-o', 'tsv'],
  ['list', '-o', 'id'],
  ['list', '-o', 'json'],
  ['list', '-o', 'yaml'],
  ['list', '--query', '[].name'],
  ['list', '--query', '[].native'],
  ['list', '--query', '[].native', '-o', 'json'],
  ['list', '--query', '[].native', '-o', 'yaml'],
  ['list', '--debug'],
  ['export', '--all'],
  ['export', '--all', '-o', 'json'],
  ['export', '--all', '--format', 'terraform'],
];

describe.each([
  ['elb', 'eu-de'],
  ['slb', 'cn-hangzhou'],
])('control characters from %s', (provider, region) => {
  const place = ['--provider', provider, '--region', region];

  it.each(OUTPUTS)('are escaped by %s %s %s', async (...argv) => {
    for (const answered of [200, 400]) {
      status = answered;
      const terminal = argv.includes('table');
      const ran = await run(
        ['listener', ...argv, ...place, '--endpoint', cloud.url, '--color', 'never'],
        {
          env,
          terminal,
          columns: 300,
        },
      );
      expect(ran.code, ran.stderr).toBe(answered === 200 ? 0 : 1);
      expect(ran.stdout + ran.stderr).not.toMatch(RAW);
    }
  });

  it('are the same again when a program reads them', async () => {
    status = 200;
    const names = async (format: string) => {
      const argv = ['listener', 'list', ...place, '--endpoint', cloud.url, '-o', format];
      return (await run(argv, { env })).stdout;
    };
    expect(JSON.parse(await names('json'))[0].name).toBe(HOSTILE);
    expect(parse(await names('yaml'))[0].name).toBe(HOSTILE);
  });
});

describe('--query', () => {
  it.each([
    ['&name', ['-o', 'json'], 'null\n'],
    ['&name', ['-o', 'yaml'], 'null\n'],
    ['&name', ['-o', 'tsv'], ''],
    ['{a: &name}', ['-o', 'json'], '{\n  "a": null\n}\n'],
    ['[].{port: port}', ['-o', 'json'], '[\n  {\n    "port": 80\n  }\n]\n'],
  ])('of %s with %j prints no expression', async (query, format, expected) => {
    status = 200;
    const argv = [
      'listener',
      'list',
      '--provider',
      'elb',
      '--region',
      'eu-de',
      '--endpoint',
      cloud.url,
    ];
    const ran = await run([...argv, '--query', query, ...format], { env });
    expect([ran.code, ran.stdout]).toEqual([0, expected]);
  });
});
