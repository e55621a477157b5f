import { createHmac, timingSafeEqual } from 'node:crypto';
import { canonicalQuery, encode, SKEW_MS, sha256 } from '../canonical.ts';
import { SANDBOX_CREDENTIALS } from '../credentials.ts';
import type { HttpRequest, Pairs } from '../http.ts';
import { missing, SlbError } from './errors.ts';

type Nonces = Map<string, number>;

/** Nonces are remembered as long as a request with one could still pass the time check. */
function useNonce(nonces: Nonces, nonce: string, now: Date): void {
  for (const [old, time] of nonces) {
    if (now.getTime() - time <= 2 * SKEW_MS) break;
    nonces.delete(old);
  }
  if (nonces.has(nonce)) {
    throw new SlbError('SignatureNonceUsed', 'Specified signature nonce was used already.');
  }
  nonces.set(nonce, now.getTime());
}

/**
 * RPC signature 1.0: every parameter of query and form is signed.
 *
 * Source: Alibaba Cloud SLB Developer Guide, "Common parameters" and "Request signatures".
 */
export function verifyRpc(request: HttpRequest, pairs: Pairs, now: Date, nonces: Nonces): void {
  const parameters = new Map(pairs);
  const needed = (name: string): string => required(name, parameters.get(name));
  const accessKey = needed('AccessKeyId');
  const timestamp = parameters.get('TimeStamp') ?? needed('Timestamp');
  const nonce = needed('SignatureNonce');
  if (needed('SignatureMethod') !== 'HMAC-SHA1' || needed('SignatureVersion') !== '1.0') {
    throw incomplete();
  }
  const signature = needed('Signature');
  checkCaller(accessKey, timestamp, now);
  const canonical = canonicalQuery(pairs.filter(([name]) => name !== 'Signature'));
  const toSign = `${request.method}&%2F&${encode(canonical)}`;
  const expected = createHmac('sha1', `${SANDBOX_CREDENTIALS.slb.secretKey}&`)
    .update(toSign)
    .digest();
  checkSignature(expected, Buffer.from(signature, 'base64'), toSign);
  checkToken(parameters.get('SecurityToken'));
  useNonce(nonces, nonce, now);
}

/**
 * Signature version 3: common data in headers, plain secret.
 *
 * Source: Alibaba Cloud, "V3 request structure and signature".
 */
export function verifyAcs3(request: HttpRequest, now: Date, nonces: Nonces): void {
  const match =
    /^ACS3-HMAC-SHA256 Credential=([^,]+),\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]{64})$/.exec(
      request.headers['authorization'] ?? '',
    );
  if (match === null) throw incomplete();
  const [, accessKey = '', names = '', signature = ''] = match;
  const needed = (name: string): string => required(name, request.headers[name]);
  const timestamp = needed('x-acs-date');
  const nonce = needed('x-acs-signature-nonce');
  const hash = needed('x-acs-content-sha256');
  const signed = names.split(';');
  const unsigned = Object.keys(request.headers).some(
    (name) => (name === 'host' || name.startsWith('x-acs-')) && !signed.includes(name),
  );
  const inOrder = [...signed].sort().join(';') === names;
  if (unsigned || !inOrder) throw incomplete();
  checkCaller(accessKey, timestamp, now);
  const canonical = [
    request.method,
    request.path,
    canonicalQuery(request.query),
    signed.map((name) => `${name}:${(request.headers[name] ?? '').trim()}\n`).join(''),
    names,
    hash,
  ].join('\n');
  const toSign = `ACS3-HMAC-SHA256\n${sha256(canonical)}`;
  if (hash !== sha256(request.body)) throw mismatch(toSign);
  const expected = createHmac('sha256', SANDBOX_CREDENTIALS.slb.secretKey).update(toSign).digest();
  checkSignature(expected, Buffer.from(signature, 'hex'), toSign);
  checkToken(request.headers['x-acs-security-token']);
  useNonce(nonces, nonce, now);
}

function required(name: string, value: string | undefined): string {
  if (value === undefined || value === '') throw missing(name);
  return value;
}

function checkCaller(accessKey: string, timestamp: string, now: Date): void {
  if (accessKey !== SANDBOX_CREDENTIALS.slb.accessKey) {
    throw new SlbError(
      'InvalidAccessKeyId.NotFound',
      'The specified Access Key ID does not exist.',
    );
  }
  const format = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
  const time = format.test(timestamp) ? Date.parse(timestamp) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new SlbError(
      'IllegalTimestamp',
      'Specified time stamp or date value is not well formatted.',
    );
  }
  if (Math.abs(now.getTime() - time) > SKEW_MS) {
    throw new SlbError('IllegalTimestamp', 'Specified time stamp or date value is expired.');
  }
}

/** The keys of the sandbox are permanent, so that no token belongs to them. */
function checkToken(token: string | undefined): void {
  if (token === undefined || token === '') return;
  throw new SlbError(
    'InvalidSecurityToken.MismatchWithAccessKey',
    'The specified SecurityToken mismatches the AccessKey.',
  );
}

function checkSignature(expected: Buffer, actual: Buffer, toSign: string): void {
  if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) {
    throw mismatch(toSign);
  }
}

/** The real response contains what the server signed; a security token in it stays hidden. */
function mismatch(toSign: string): SlbError {
  const shown = toSign.replace(/(SecurityToken%3D).*?(?=%26|$)/g, '$1***');
  return new SlbError(
    'SignatureDoesNotMatch',
    `Specified signature is not matched with our calculation. server string to sign is:${shown}`,
  );
}

function incomplete(): SlbError {
  return new SlbError(
    'IncompleteSignature',
    'The request signature does not conform to Aliyun standards.',
  );
}
