import { createHmac, timingSafeEqual } from 'node:crypto';
import { SANDBOX_CREDENTIALS } from '../credentials.ts';
import { isRecord } from '../http.ts';

/** A day, as in Keystone. */
const LIFETIME_MS = 24 * 60 * 60 * 1000;

export interface Token {
  readonly projectId: string | undefined;
  readonly issued: Date;
  readonly expires: Date;
}

/**
 * Tokens are signed and contain their own data, so that none has to be stored and every sandbox
 * process accepts those of the others.
 */
export function issueToken(projectId: string | undefined, now: Date): [string, Token] {
  const token = { projectId, issued: now, expires: new Date(now.getTime() + LIFETIME_MS) };
  const body = JSON.stringify({ project: projectId ?? '', expires: token.expires.getTime() });
  const payload = Buffer.from(body).toString('base64url');
  return [`${payload}.${sign(payload).toString('base64url')}`, token];
}

export function checkToken(
  text: string,
  now: Date,
): { readonly projectId: string | undefined } | 'unknown' | 'expired' {
  const [payload = '', mac = ''] = text.split('.');
  const actual = Buffer.from(mac, 'base64url');
  const expected = sign(payload);
  if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) return 'unknown';
  const body: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
  if (!isRecord(body)) return 'unknown';
  const { project, expires } = body;
  if (typeof project !== 'string' || typeof expires !== 'number') return 'unknown';
  if (now.getTime() >= expires) return 'expired';
  return { projectId: project === '' ? undefined : project };
}

function sign(payload: string): Buffer {
  return createHmac('sha256', SANDBOX_CREDENTIALS.elb.secretKey).update(payload).digest();
}
