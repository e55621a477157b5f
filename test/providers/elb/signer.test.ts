import { describe, expect, it } from 'vitest';
import { sign } from '../../../src/providers/huawei/signer.ts';

const CREDENTIALS = {
  kind: 'access-key',
  accessKey: 'QTWAOYTTINDUT2QVKYUC',
  secretKey: 'MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc',
} as const;
const MOMENT = { now: new Date('2019-11-15T03:36:55Z'), nonce: () => '' };
const LISTENERS =
  'https://elb.eu-de.otc.t-systems.com/v1.0/55300f3c8f764c06b1a32e2302edc305/elbaas/listeners';
const CREATE =
  '{"name":"listener1","description":"","loadbalancer_id":"0b07acf06d243925bc24a0ac7445267a","protocol":"HTTP","port":88,"backend_protocol":"HTTP","backend_port":80,"lb_algorithm":"roundrobin","session_sticky":true,"sticky_session_type":"insert","cookie_timeout":100}';
const JSON_TYPE = { 'content-type': 'application/json' };
const OF_PROJECT = { ...JSON_TYPE, 'x-project-id': '55300f3c8f764c06b1a32e2302edc305' };

/** From the signing guide, the tests of the vendor's Java SDK, and captures of its Node SDK. */
const VECTORS = [
  [
    'the signing guide',
    'GET',
    'https://service.region.example.com/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs?limit=2&marker=13551d6b-755d-4757-b956-536f674975c0',
    JSON_TYPE,
    '',
    '7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe',
  ],
  [
    'the Java SDK, without a query',
    'GET',
    'https://service.test-region-1.myhuaweicloud.com/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs',
    JSON_TYPE,
    '',
    '4a30e690c3032a1975323588d79e858f188834f91df411a47ada7def6ad8081f',
  ],
  [
    'the Node SDK creating a listener',
    'POST',
    LISTENERS,
    OF_PROJECT,
    CREATE,
    '524db9f7c827db206b1ae213c126bcb876d3e8c41fe777302dbb2697736548c6',
  ],
  [
    'the Node SDK with an odd query',
    'GET',
    `${LISTENERS}?loadbalancer_id=0b07acf06d243925bc24a0ac7445267a&name=a%20b%2Bc%2F%E7%9B%91`,
    OF_PROJECT,
    '',
    'ff86f026e3460a08215d66e595a3daeb79834a89245e5898613756cb8f44677f',
  ],
] as const;

describe('SDK-HMAC-SHA256', () => {
  it.each(VECTORS)('signs like %s', (_, method, url, headers, body, signature) => {
    const signed = sign({ method, url: new URL(url), headers, body }, CREDENTIALS, MOMENT);
    expect(signed.headers['authorization']).toMatch(
      /^SDK-HMAC-SHA256 Access=QTWAOYTTINDUT2QVKYUC, SignedHeaders=/,
    );
    expect(signed.headers['authorization']).toContain(`Signature=${signature}`);
    expect(signed.headers['x-sdk-date']).toBe('20191115T033655Z');
  });

  it('sends a token instead, if there is one', () => {
    const signed = sign(
      { method: 'GET', url: new URL(LISTENERS), headers: {}, body: '' },
      { kind: 'token', token: 't' },
      MOMENT,
    );
    expect(signed.headers).toEqual({ 'x-auth-token': 't' });
  });
});
