import { describe, expect, it } from 'vitest';
import type { ErrorReading } from '../../../src/providers/calls.ts';
import { errors } from '../../../src/providers/slb/errors.ts';

function read(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return errors.read({ status, headers, text });
}

/** The vendor's common errors, and those known from its clients. */
const TABLE: readonly (readonly [
  number,
  string,
  string,
  ErrorReading['kind'],
  ErrorReading['retry'],
])[] = [
  [400, 'ServiceIsConfiguring', 'A previous configuration is pending.', 'unavailable', 'always'],
  [400, 'OperationBusy', 'A previous operation is pending.', 'unavailable', 'always'],
  [409, 'BackendServer.configuring', 'pending', 'unavailable', 'always'],
  [409, 'ServiceIsStopping', 'The specified Listener is stopping.', 'unavailable', 'always'],
  [449, 'SystemBusy', 'The system is busy.', 'unavailable', 'always'],
  [400, 'OperationFailed.ListenerStatusNotSupport', 'x', 'unavailable', 'always'],
  [400, 'VServerGroupProcessing', 'x', 'unavailable', 'always'],
  [400, 'Throttling', 'too many requests', 'unavailable', 'always'],
  [400, 'Throttling.User', 'too many requests', 'unavailable', 'always'],
  [400, 'Rejected.Throttling', 'too many requests', 'unavailable', 'always'],
  [400, 'ProcessingSameRequest', 'The same request is being processed.', 'unavailable', 'safe'],
  [503, 'ServiceUnavailable', 'x', 'unavailable', 'safe'],
  [500, 'InternalError', 'x', 'internal', 'safe'],
  [500, 'SomethingNew', 'x', 'unavailable', 'safe'],
  [
    400,
    'ListenerAlreadyExists',
    'A listener with the specified port already exists',
    'conflict',
    'never',
  ],
  [400, 'InvalidParameter', 'The resource already exists.', 'conflict', 'never'],
  [404, 'ListenerNotFound', 'You have not created a listener.', 'not-found', 'never'],
  [400, 'InvalidParameter', 'The specified resource does not exist.', 'not-found', 'never'],
  [404, 'InvalidLoadBalancerId.NotFound', 'x', 'not-found', 'never'],
  [404, 'InvalidParameter', 'The specified VServerGroupId does not exist', 'not-found', 'never'],
  [400, 'InvalidParameter', 'The specified RegionId does not exist.', 'validation', 'never'],
  [404, 'InvalidRegionId.NotFound', 'The specified region is not found.', 'validation', 'never'],
  [400, 'InvalidParameter', 'The specified parameter "X" is not valid.', 'validation', 'never'],
  [
    400,
    'InvalidParameter',
    'The specified parameter "Action or Version" is not valid.',
    'internal',
    'never',
  ],
  [400, 'InvalidParamLength.HealthCheckReq', 'x', 'validation', 'never'],
  [400, 'AclNotExist', 'The specified Acl does not exist.', 'not-found', 'never'],
  [404, 'CertificateNotExist', 'x', 'not-found', 'never'],
  [404, 'InvalidVServerGroupId.NotFound', 'x', 'not-found', 'never'],
  [
    400,
    'InvalidParameter',
    'The specified parameter ServerCertificateId is not Support.',
    'validation',
    'never',
  ],
  [
    400,
    'InvalidParameter',
    'It exceeds the maximum bandwidth available to the instance.',
    'conflict',
    'never',
  ],
  [
    400,
    'MissingParameter',
    'The combination of some parameters violates the spec.',
    'validation',
    'never',
  ],
  [
    400,
    'MissingParameter',
    'The input parameter "Timestamp" that is mandatory is not supplied.',
    'auth',
    'never',
  ],
  [
    400,
    'ListenerNumberOverLimit',
    'The maximum number of listeners is exceeded.',
    'conflict',
    'never',
  ],
  [400, 'VipTooManyListeners', 'max supported number: 10', 'conflict', 'never'],
  [400, 'SourceItemsQuotaOverLimit', 'x', 'conflict', 'never'],
  [
    400,
    'Operation.NotAllowed',
    'The HTTP listener does not support this action.',
    'conflict',
    'never',
  ],
  [400, 'ActionNotAllowed', 'Locked for any Business Reason.', 'conflict', 'never'],
  [400, 'VipNotMatchRspool', 'x', 'conflict', 'never'],
  [400, 'ResourceNotAvailible.HttpListener', 'x', 'conflict', 'never'],
  [403, 'Forbidden', 'x', 'auth', 'never'],
  [403, 'Forbidden.RAM', 'x', 'auth', 'never'],
  [403, 'Forbbiden.SubUser', 'x', 'auth', 'never'],
  [403, 'Forbidden.AccessKeyDisabled', 'The Access Key is disabled.', 'auth', 'never'],
  [404, 'InvalidAccessKeyId.NotFound', 'x', 'auth', 'never'],
  [400, 'SignatureDoesNotMatch', 'x', 'auth', 'never'],
  [400, 'IncompleteSignature', 'x', 'auth', 'never'],
  [400, 'SignatureNonceUsed', 'x', 'auth', 'safe'],
  [400, 'IllegalTimestamp', 'x', 'auth', 'never'],
  [400, 'InvalidTimeStamp.Expired', 'x', 'auth', 'never'],
  [400, 'InvalidSecurityToken.Expired', 'x', 'auth', 'never'],
  [403, 'SomethingNew', 'x', 'auth', 'never'],
  [404, 'InvalidAction.NotFound', 'x', 'internal', 'never'],
];

describe('error codes', () => {
  it.each(TABLE)('%i %s %s: %s, retry %s', (status, Code, Message, kind, retry) => {
    const body = { RequestId: ' r', HostId: 'slb.aliyuncs.com', Code, Message };
    expect(read(status, body)).toMatchObject({
      kind,
      retry,
      code: Code,
      message: Message,
      requestId: 'r',
    });
  });
});

describe('hints', () => {
  it.each([
    ['IllegalTimestamp', 'clock'],
    ['SignatureDoesNotMatch', 'access key secret'],
    ['InvalidAccessKeyId.NotFound', 'access key id'],
    ['Forbidden.RAM', 'RAM policy'],
    ['ListenerNumberOverLimit', 'quota'],
    ['InvalidSecurityToken.Expired', 'temporary credentials'],
  ])('for %s mention the %s', (Code, word) => {
    expect(read(400, { Code, Message: 'x' }).hint).toContain(word);
  });

  it('include the recommendation of the service if it is a link', () => {
    const link = 'https://error-center.aliyun.com/status/search?Keyword=X&source=PopGw';
    expect(read(400, { Code: 'X', Message: 'x', Recommend: link }).hint).toBe(`see ${link}`);
    expect(read(400, { Code: 'IllegalTimestamp', Recommend: link }).hint).toMatch(
      /clock.*; see https:/,
    );
    expect(read(400, { Code: 'X', Recommend: 'javascript:alert(1)' }).hint).toBeUndefined();
  });
});

describe('the retry delay', () => {
  it.each([
    [{ 'x-acs-retry-after': '1500' }, 1500],
    [{ 'X-Acs-Retry-After': '7' }, 7],
    [{ 'retry-after': '3' }, 3000],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }, undefined],
    [{}, undefined],
  ])('%j', (headers, ms) => {
    expect(read(400, { Code: 'Throttling' }, headers as Record<string, string>).retryAfterMs).toBe(
      ms,
    );
  });
});

describe('responses in other formats', () => {
  it('may be XML', () => {
    const xml =
      '<?xml version="1.0"?><Error><RequestId>r</RequestId><HostId>h</HostId><Code>ListenerNotFound</Code><Message>a &amp; b</Message></Error>';
    expect(read(404, xml)).toMatchObject({
      kind: 'not-found',
      code: 'ListenerNotFound',
      message: 'a & b',
      requestId: 'r',
    });
  });

  it.each([
    [502, '<html><body>Bad Gateway</body></html>', 'unavailable', 'safe', 'HTML page'],
    [504, '<!DOCTYPE html>', 'unavailable', 'safe', 'HTML page'],
    [404, '<html></html>', 'internal', 'never', 'HTML page'],
    [403, '<html></html>', 'auth', 'never', 'HTML page'],
    [503, '', 'unavailable', 'safe', 'without a body'],
    [400, '{"Code"', 'internal', 'never', 'unexpected body'],
    [418, '"text"', 'internal', 'never', 'unexpected body'],
    [429, 'slow down', 'unavailable', 'always', 'unexpected body'],
  ])('%i %s', (status, text, kind, retry, says) => {
    const reading = read(status, text, { 'x-acs-request-id': 'h' });
    expect(reading).toMatchObject({ kind, retry, requestId: 'h' });
    expect(reading.message).toContain(says);
    expect(reading.code).toBeUndefined();
  });

  it('may have lower-case fields', () => {
    expect(read(400, { code: 'SystemBusy', message: 'm', requestId: 'r' })).toMatchObject({
      kind: 'unavailable',
      code: 'SystemBusy',
      message: 'm',
      requestId: 'r',
    });
  });
});
