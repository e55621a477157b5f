import { createRequire } from 'node:module';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hclComment, hclString } from '../../src/formats/hcl.ts';
import { homeEnv, run, scratch } from '../program.ts';
import { type Reply, type Stub, startStub } from '../stub.ts';

// Its types would bring those of browsers into the whole program.
const require = createRequire(import.meta.url);
const { parse } = require('@cdktf/hcl2json') as {
  // biome-ignore lint/suspicious/noExplicitAny: the document of a parser
  parse(name: string, text: string): Promise<any>;
};

/* Read again by HashiCorp's own parser. It keeps the escapes of templates, as Terraform's JSON has them. */

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: that is what must not come out alive
const HOSTILE = [
  '${file("/etc/passwd")}',
  '$${x}',
  '$$${x}',
  '%{ if true }x%{ endif }',
  '%%{x}',
  '"\n}\nresource "null_resource" "x" {}\n#',
  'a\r\nresource "x" "y" {}',
  '\u2028resource\u2029\u0085\u000b\u000c',
  '\\${x}\\',
  '\\"',
  '*/ resource "a" "b" {} /*',
  '\u0000\u0007\b\f\u001b[31m\u009b\u202e',
  '<<EOT\nx\nEOT',
  '\u76d1\u542c \ud83d\ude00 \ud800',
  '',
];
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: that is what must not come out alive

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc
    .array(fc.constantFrom('$', '%', '{', '}', '"', '\\', '\n', 'a', '$${', '#', '/*'), {
      maxLength: 12,
    })
    .map((parts) => parts.join('')),
);

/** LBCTL_FUZZ_RUNS=1000000 makes it a long run. */
const RUNS = Number(process.env['LBCTL_FUZZ_RUNS'] ?? 300);

async function readBack(literal: string): Promise<unknown> {
  const { v } = await parse('x.tf', `v = ${literal}\n`);
  return typeof v === 'string' ? v.replace(/([$%])\1(?=\{)/g, '$1') : v;
}

describe('a string', () => {
  it.each(HOSTILE)('%j is read back, and is no template', async (value) => {
    const literal = hclString(value);
    expect(await readBack(literal)).toBe(value.toWellFormed().normalize('NFC'));
    expect(literal).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  });

  it('of any characters is read back', { timeout: 60_000 + RUNS }, async () => {
    await fc.assert(
      fc.asyncProperty(text, async (value) => {
        // HCL normalizes strings.
        expect(await readBack(hclString(value))).toBe(value.toWellFormed().normalize('NFC'));
      }),
      { numRuns: RUNS },
    );
  });
});

describe('a comment', () => {
  it.each(HOSTILE)('with %j is one, and nothing more', async (value) => {
    expect(await parse('x.tf', `${hclComment(value)}\n`)).toEqual({});
    expect(hclComment(value)).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  });
});

describe('listener export --format terraform', () => {
  let reply: Reply = {};
  let cloud: Stub;
  beforeAll(async () => {
    cloud = await startStub(() => reply);
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
  const exported = (provider: string, region: string) =>
    run(
      ['listener', 'export', '--all', '--format', 'terraform', '--provider', provider].concat([
        '--region',
        region,
        '--endpoint',
        cloud.url,
      ]),
      { env },
    );

  it.each(HOSTILE)('slb: a description %j makes one resource', async (hostile) => {
    const description = `x${hostile}x`;
    const listener = {
      LoadBalancerId: 'lb-1',
      ListenerProtocol: 'http',
      ListenerPort: 80,
      BackendServerPort: 8080,
      Bandwidth: -1,
      Status: 'stopped',
      Scheduler: 'wrr',
      Description: description,
      HTTPListenerConfig: {
        StickySession: 'on',
        StickySessionType: 'server',
        Cookie: description,
        HealthCheck: 'off',
      },
    };
    reply = { body: { Listeners: [listener], RequestId: 'r' } };
    const { code, stdout, stderr } = await exported('slb', 'cn-hangzhou');
    expect([code, stderr]).toEqual([0, '']);
    const { resource, ...rest } = await parse('x.tf', stdout);
    expect(Object.keys(rest)).toEqual(['import']);
    const [listenerBlock] = resource.alicloud_slb_listener['lb_1_http_80'];
    expect(Object.keys(resource)).toEqual(['alicloud_slb_listener']);
    const read = String(listenerBlock.description ?? '').replace(/([$%])\1(?=\{)/g, '$1');
    expect(read).toBe(description.toWellFormed().normalize('NFC'));
    expect(stdout).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
  });

  it.each(HOSTILE)('elb: a name %j stays in a comment', async (name) => {
    reply = {
      body: [
        { id: 'a', name, protocol: 'TCP', port: 80, loadbalancer_id: 'lb\n}', status: 'ACTIVE' },
      ],
    };
    const { code, stdout } = await exported('elb', 'eu-de');
    expect(code).toBe(0);
    expect(await parse('x.tf', stdout)).toEqual({});
    expect(stdout).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
  });
});
