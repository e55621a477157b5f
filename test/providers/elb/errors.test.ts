import { describe, expect, it } from 'vitest';
import { run } from '../../program.ts';
import { type Reply, startStub } from '../../stub.ts';

function ofService(status: number, code: string, message: string): Reply {
  return { status, headers: { 'x-request-id': 'req-1' }, body: { error: { message, code } } };
}

function ofGateway(status: number, code: string): Reply {
  return { status, body: { error_msg: 'no', error_code: code, request_id: 'req-2' } };
}

/** Responses to a show, and the result: exit code, kind, code, hint, attempts. */
const ANSWERS: readonly (readonly [
  string,
  Reply,
  number,
  string,
  string | undefined,
  RegExp | undefined,
  number,
])[] = [
  [
    'an unknown listener',
    ofService(404, 'ELB.6000', 'no'),
    4,
    'not-found',
    'ELB.6000',
    undefined,
    1,
  ],
  [
    '503 ELB.6002, which is "not found"',
    ofService(503, 'ELB.6002', 'no'),
    4,
    'not-found',
    'ELB.6002',
    undefined,
    1,
  ],
  [
    'a listener without a load balancer',
    ofService(400, 'ELB.6030', 'no'),
    4,
    'not-found',
    'ELB.6030',
    undefined,
    1,
  ],
  [
    'a deleted load balancer',
    ofService(400, 'ELB.6040', 'no'),
    4,
    'not-found',
    'ELB.6040',
    /load balancer/,
    1,
  ],
  [
    'a missing load balancer',
    ofService(404, 'ELB.1002', 'Find lb failed.'),
    4,
    'not-found',
    'ELB.1002',
    undefined,
    1,
  ],
  [
    'the same with 400',
    ofService(400, 'ELB.1003', 'Lb not exist.'),
    4,
    'not-found',
    'ELB.1003',
    undefined,
    1,
  ],
  [
    'a missing certificate',
    ofService(400, 'ELB.5040', 'no'),
    4,
    'not-found',
    'ELB.5040',
    /certificate/,
    1,
  ],
  ['a quota behind 403', ofService(403, 'ELB.6091', 'no'), 5, 'conflict', 'ELB.6091', /quota/, 1],
  ['a repeated port', ofService(400, 'ELB.6101', 'no'), 5, 'conflict', 'ELB.6101', /port/, 1],
  [
    'the same, later edition',
    ofService(400, 'ELB.6200', 'no'),
    5,
    'conflict',
    'ELB.6200',
    /port/,
    1,
  ],
  [
    'a property that stays',
    ofService(400, 'ELB.6015', 'no'),
    5,
    'conflict',
    'ELB.6015',
    /delete/,
    1,
  ],
  ['a token that is wrong', ofService(401, 'ELB.1103', 'no'), 3, 'auth', 'ELB.1103', /token/, 1],
  ['the same with 400', ofService(400, 'ELB.1104', 'no'), 3, 'auth', 'ELB.1104', /token/, 1],
  ['no authentication', ofService(400, 'ELB.1102', 'no'), 3, 'auth', 'ELB.1102', /access key/, 1],
  [
    'a parameter that is wrong',
    ofService(400, 'ELB.1001', 'request parameter is not valid'),
    2,
    'validation',
    'ELB.1001',
    undefined,
    1,
  ],
  ['a system error', ofService(500, 'ELB.0001', 'no'), 1, 'internal', 'ELB.0001', undefined, 1],
  ['an outage', { status: 503, body: '' }, 6, 'unavailable', undefined, undefined, 3],
  ['too many requests', { status: 429, body: '' }, 6, 'unavailable', undefined, undefined, 3],
  [
    'throttling of the gateway',
    ofGateway(403, 'APIGW.0308'),
    6,
    'unavailable',
    'APIGW.0308',
    undefined,
    3,
  ],
  [
    'an API that is not published',
    ofGateway(404, 'APIGW.0101'),
    1,
    'internal',
    'APIGW.0101',
    /classic ELB API/,
    1,
  ],
  ['a wrong signature', ofGateway(401, 'APIGW.0301'), 3, 'auth', 'APIGW.0301', /clock/, 1],
  [
    'a user who may not',
    ofGateway(403, 'APIGW.0302'),
    3,
    'auth',
    'APIGW.0302',
    /not allowed to call/,
    1,
  ],
  [
    'a backend that is gone',
    ofGateway(502, 'APIGW.0201'),
    6,
    'unavailable',
    'APIGW.0201',
    undefined,
    3,
  ],
  [
    'a backend that is slow',
    ofGateway(504, 'APIGW.0201'),
    6,
    'unavailable',
    'APIGW.0201',
    undefined,
    3,
  ],
  [
    'Keystone\u2019s numbers',
    { status: 401, body: { error: { code: 401, message: 'no', title: 'Unauthorized' } } },
    3,
    'auth',
    '401',
    /token/,
    1,
  ],
  [
    'IAM\u2019s own form',
    { status: 403, body: { error_msg: 'no', error_code: 'IAM.0006' } },
    3,
    'auth',
    'IAM.0006',
    undefined,
    1,
  ],
  [
    'OpenStack\u2019s envelope',
    { status: 400, body: { badRequest: { message: 'no', code: 400 } } },
    1,
    'internal',
    '400',
    undefined,
    1,
  ],
  [
    'an HTML page',
    { status: 404, headers: { 'content-type': 'text/html' }, body: '<html>no</html>' },
    4,
    'not-found',
    undefined,
    undefined,
    1,
  ],
  ['no body at all', { status: 403, body: '' }, 3, 'auth', undefined, undefined, 1],
];

const ARGV =
  'listener show 248425d7b97dc26920eb23720115e068 --provider elb --retries 2 -o json --endpoint'.split(
    ' ',
  );
const ENV = {
  HUAWEICLOUD_SDK_AK: 'ak',
  HUAWEICLOUD_SDK_SK: 'sk-of-the-test',
  HUAWEICLOUD_SDK_PROJECT_ID: 'p1',
};

describe('error responses', () => {
  it.each(ANSWERS)('%s', async (_, reply, exit, kind, errorCode, hint, tries) => {
    const stub = await startStub(() => reply);
    const { code, stdout, stderr } = await run([...ARGV, stub.url], { env: ENV, hurry: true });
    await stub.close();
    const { error } = JSON.parse(stderr);
    expect({ code, kind: error.kind, errorCode: error.code, tries: stub.received.length }).toEqual({
      code: exit,
      kind,
      errorCode,
      tries,
    });
    if (hint !== undefined) expect(error.hint).toMatch(hint);
    expect(stdout).toBe('');
    expect(error.provider).toBe('elb');
    expect(stderr).not.toContain('sk-of-the-test');
  });

  it('include the request id', async () => {
    const stub = await startStub(() => ofService(400, 'ELB.1001', 'no'));
    const { stderr } = await run([...ARGV, stub.url], { env: ENV });
    await stub.close();
    expect(JSON.parse(stderr).error).toMatchObject({ requestId: 'req-1', status: 400 });
  });

  it.each([
    ['HTML with 200', { headers: { 'content-type': 'text/html' }, body: '<html>log in</html>' }],
    ['half of the JSON', { body: '{"id": "248425d7' }],
    ['JSON that is no listener', { body: ['a'] }],
    ['nothing', { body: '' }],
  ])('%s is not a listener', async (_, reply) => {
    const stub = await startStub(() => reply);
    const { code, stdout } = await run([...ARGV, stub.url], { env: ENV });
    await stub.close();
    expect(code).toBe(1);
    expect(stdout).toBe('');
  });
});
