import { createHmac, timingSafeEqual } from 'node:crypto';
import { SANDBOX_CREDENTIALS } from '../credentials.ts';
import { isRecord } from '../http.ts';
import { denied } from './answer.ts';

/**
 * Tokens are signed and contain their own data, so that none has to be stored and every sandbox
 * process accepts those of the others.
 */
export function issueToken(projectId: string | undefined, expires: Date): string {
  const body = JSON.stringify({ project: projectId ?? '', expires: expires.getTime() });
  const payload = Buffer.from(body).toString('base64url');
  return `${payload}.${sign(payload).toString('base64url')}`;
}

/**
 * @returns the project of the token, if any
 * @throws GatewayError when the token is not valid
 */
export function verifyToken(text: string, now: Date): string | undefined {
  const [payload = '', mac = ''] = text.split('.');
  const actual = Buffer.from(mac, 'base64url');
  const expected = sign(payload);
  if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) {
    throw denied('decrypt token fail');
  }
  const body: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
  if (!isRecord(body) || now.getTime() >= Number(body['expires'])) {
    throw denied('the token must be updated');
  }
  return body['project'] === '' ? undefined : String(body['project']);
}

function sign(payload: string): Buffer {
  return createHmac('sha256', SANDBOX_CREDENTIALS.elb.secretKey).update(payload).digest();
}
