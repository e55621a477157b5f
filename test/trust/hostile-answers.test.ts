import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { homeEnv, run, scratch } from '../program.ts';
import { type Reply, type Stub, startStub } from '../stub.ts';

/*
 * One hostile answer to a list and to a create, on each cloud: the exit code is the documented one,
 * nothing claims a success, and nothing from the answer reaches the terminal raw.
 */

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Reply => ({
  status,
  body,
  headers,
});
const html = (status: number): Reply => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: '<!doctype html><title>\u001b[2JLog in</title>',
});
const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;

/** Exit code of a list: on both clouds, or on elb and on slb. */
type Row = readonly [string, Reply, number | readonly [number, number]];

const ANSWERS: readonly Row[] = [
  ['nothing', json(200, undefined), [1, 1]],
  ['half of a document', json(200, '[{"id": "a"'), 1],
  ['a list in a string', json(200, '"[]"'), 1],
  ['null', json(200, 'null'), 1],
  ['true', json(200, 'true'), 1],
  ['a number', json(200, '1e999'), 1],
  ['a list of nulls', json(200, [null]), 1],
  ['a list of lists', json(200, [[]]), 1],
  ['a list of texts', json(200, ['a']), 1],
  ['5,000 nested lists', json(200, deep), 1],
  ['a list of slb with a null', json(200, { Listeners: [null] }), 1],
  ['a list of slb that is a text', json(200, { Listeners: 'x' }), 1],
  ['a listener without a port', json(200, { Listeners: [{ LoadBalancerId: 'lb' }] }), 1],
  ['a byte order mark', json(200, '\ufeff[]x'), 1],
  ['NUL', json(200, '\u0000'), 1],
  ['a page with success', html(200), 1],
  ['a page of a gateway', html(502), 6],
  ['a page of a time-out', html(504), 6],
  ['a page of a proxy', html(403), 3],
  ['a redirect to http', json(301, '', { location: 'http://x.example/' }), 1],
  ['a redirect to itself', json(302, '', { location: '/' }), 1],
  ['a permanent redirect', json(308, '', { location: 'https://x.example/' }), 1],
  ['an unauthorized document', json(401, { error: { message: 'no', code: '1' } }), 3],
  [
    'a forbidden document',
    json(403, { Code: 'Forbidden', Message: 'no', error_code: 'X', error_msg: 'no' }),
    3,
  ],
  [
    'control characters in a message',
    json(400, {
      error_code: 'E',
      error_msg: '\u001b[2J\u009b31m\r\nok',
      Code: 'E',
      Message: '\u001b[2J\u009b31m\r\nok',
    }),
    1,
  ],
  [
    'bidirectional controls in a code',
    json(400, { error_code: '\u202eE', error_msg: 'm', Code: '\u202eE', Message: 'm' }),
    1,
  ],
  [
    'a message of 100,000 characters',
    json(400, {
      error_code: 'E',
      error_msg: 'x'.repeat(100_000),
      Code: 'E',
      Message: 'x'.repeat(100_000),
    }),
    1,
  ],
  [
    'a message that is an object',
    json(400, { error_code: {}, error_msg: [], Code: {}, Message: [] }),
    1,
  ],
  [
    'a prototype as the code',
    json(400, { error_code: '__proto__', error_msg: 'm', Code: 'constructor', Message: 'm' }),
    1,
  ],
  ['an empty error', json(400, {}), 1],
  ['an error that is text', json(400, 'no'), 1],
  ['an unknown status', json(499, ''), 1],
  ['a teapot', json(418, '{}'), 1],
  ['throttling', json(429, { Code: 'Throttling', Message: 'slow' }), 6],
  ['throttling without a body', json(429, ''), 6],
  ['throttling for eleven days', json(429, '', { 'retry-after': '999999' }), 6],
  ['throttling until a negative time', json(429, '', { 'retry-after': '-1' }), 6],
  ['throttling until nonsense', json(429, '', { 'retry-after': 'NaN; drop' }), 6],
  ['unavailable', json(503, ''), 6],
  ['an outage', json(502, '{}'), 6],
  ['a reset', 'reset', 6],
  ['silence', 'hang', 7],
  ['XML', json(400, '<Error><Code>\u001b[2J</Code><Message>&lt;b&gt;&#27;</Message></Error>'), 1],
  [
    'XML that expands',
    json(
      400,
      '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><Error><Code>E</Code><Message>&a;</Message></Error>',
    ),
    1,
  ],
];

const CLOUDS = {
  elb: {
    place: ['--provider', 'elb', '--region', 'eu-de'],
    create:
      '--load-balancer 0b07acf06d243925bc24a0ac7445267a --name n --protocol tcp --port 80 --backend-port 80 --algorithm round-robin',
  },
  slb: {
    place: ['--provider', 'slb', '--region', 'cn-hangzhou'],
    create:
      '--load-balancer lb-bp1o94dp5i6earr9g6d1l --name n --protocol tcp --port 80 --backend-port 80 --bandwidth 10',
  },
} as const;

const env = {
  ...homeEnv(scratch()),
  HUAWEICLOUD_SDK_AK: 'ak',
  HUAWEICLOUD_SDK_SK: 'secret-key',
  HUAWEICLOUD_SDK_PROJECT_ID: 'p',
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'ak',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret-key',
};

let reply: Reply = {};
let cloud: Stub;
beforeAll(async () => {
  cloud = await startStub(() => reply);
});
afterAll(() => cloud.close());

const limits = () => [
  '--endpoint',
  cloud.url,
  '--retries',
  '0',
  '--timeout',
  '1s',
  '--wait-timeout',
  '1s',
];

describe.each(['elb', 'slb'] as const)('%s', (provider) => {
  const { place, create } = CLOUDS[provider];

  it.each(ANSWERS)('a list that is answered with %s', async (_, answer, codes) => {
    reply = answer;
    for (const format of ['table', 'json']) {
      const ran = await run(['listener', 'list', ...place, ...limits(), '-o', format], {
        env,
        hurry: true,
      });
      const code = typeof codes === 'number' ? codes : codes[provider === 'elb' ? 0 : 1];
      expect([ran.code, ran.stdout], ran.stderr).toEqual([code, '']);
      expect(ran.stderr).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
      expect(ran.stderr).not.toContain('this is a bug');
      if (format === 'json')
        expect(JSON.parse(ran.stderr).error.message).toEqual(expect.any(String));
    }
  });

  it.each(ANSWERS)('a create that is answered with %s', async (_, answer) => {
    reply = answer;
    const argv = [
      'listener',
      'create',
      ...create.split(' '),
      '--no-preflight',
      ...place,
      ...limits(),
    ];
    const ran = await run(argv, { env, hurry: true });
    expect([1, 2, 3, 4, 5, 6, 7, 8], ran.stderr).toContain(ran.code);
    expect(ran.stdout).toBe('');
    expect(ran.stderr).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
    expect(ran.stderr).not.toContain('this is a bug');
    expect(ran.stderr).not.toMatch(/^created /m);
  });
});
