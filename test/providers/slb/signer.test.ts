import { describe, expect, it } from 'vitest';
import type { Credentials, HttpRequest } from '../../../src/providers/auth.ts';
import { sign } from '../../../src/providers/slb/signer.ts';

/** The example of the vendor's page "V3 request structure and signature". */
const REQUEST: HttpRequest = {
  method: 'POST',
  url: new URL(
    'https://ecs.cn-shanghai.aliyuncs.com/?ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai',
  ),
  headers: { 'x-acs-action': 'RunInstances', 'x-acs-version': '2014-05-26' },
  body: '',
};
const KEY: Credentials = {
  kind: 'access-key',
  accessKey: 'YourAccessKeyId',
  secretKey: 'YourAccessKeySecret',
};
const MOMENT = {
  now: new Date('2023-10-26T10:22:32.987Z'),
  nonce: () => '3156853299f313e23d1673dc12e1703d',
};

const SIGNATURE = '06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0';

describe('a signed request', () => {
  const signed = sign(REQUEST, KEY, MOMENT);

  it('matches the example on the vendor\u2019s page', () => {
    expect(signed).toEqual({
      ...REQUEST,
      headers: {
        'x-acs-action': 'RunInstances',
        'x-acs-version': '2014-05-26',
        'x-acs-date': '2023-10-26T10:22:32Z',
        'x-acs-signature-nonce': '3156853299f313e23d1673dc12e1703d',
        'x-acs-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        authorization: `ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=${SIGNATURE}`,
      },
    });
  });

  it('does not depend on the order of the query', () => {
    const url = new URL(REQUEST.url.href.replace(/\?(.*)&(.*)/, '?$2&$1'));
    expect(sign({ ...REQUEST, url }, KEY, MOMENT).headers['authorization']).toContain(SIGNATURE);
  });

  it('does not sign headers that proxies may change', () => {
    const headers = { ...REQUEST.headers, accept: 'application/json', 'user-agent': 'lbctl' };
    expect(sign({ ...REQUEST, headers }, KEY, MOMENT).headers['authorization']).toBe(
      signed.headers['authorization'],
    );
  });

  it('normalizes the encoding of values', () => {
    const authorization = (query: string) =>
      sign({ ...REQUEST, url: new URL(`https://slb.aliyuncs.com/?${query}`) }, KEY, MOMENT).headers[
        'authorization'
      ];
    expect(authorization("Description=a*b(c)'d!")).toBe(
      authorization('Description=a%2Ab%28c%29%27d%21'),
    );
    expect(authorization('Description=a%20b')).not.toBe(authorization('Description=ab'));
  });

  it('signs the port of the endpoint', () => {
    const at = (host: string) =>
      sign({ ...REQUEST, url: new URL(`http://${host}/`) }, KEY, MOMENT).headers['authorization'];
    expect(at('127.0.0.1:8080')).not.toBe(at('127.0.0.1:8081'));
  });

  it('carries a security token, signed', () => {
    const { headers } = sign(REQUEST, { ...KEY, securityToken: 'tok/en+1=' }, MOMENT);
    expect(headers['x-acs-security-token']).toBe('tok/en+1=');
    expect(headers['x-acs-accesskey-id']).toBe('YourAccessKeyId');
    expect(headers['authorization']).toContain(
      'SignedHeaders=host;x-acs-accesskey-id;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-security-token;x-acs-signature-nonce;x-acs-version,',
    );
  });

  it('never contains the secret', () => {
    expect(JSON.stringify(signed)).not.toContain('YourAccessKeySecret');
  });
});

it('cannot sign with a token', () => {
  expect(() => sign(REQUEST, { kind: 'token', token: 't' }, MOMENT)).toThrow(
    'signed with an access key',
  );
});
