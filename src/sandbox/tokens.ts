import { createHmac, timingSafeEqual } from 'node:crypto';
import { SANDBOX_CREDENTIALS } from './credentials.ts';
import { isRecord } from './exchange.ts';

/** A Keystone token lives for a day. */
const LIFETIME_MS = 24 * 60 * 60 * 1000;

export interface Token {
  readonly projectId: string | undefined;
  readonly issued: Date;
  readonly expires: Date;
}

/**
 * Tokens carry what they say, sealed, as Keystone's own do: every sandbox process accepts those
 * of the others, and none has to be kept.
 */
export function issueToken(projectId: string | undefined, now: Date): [string, Token] {
  const token = { projectId, issued: now, expires: new Date(now.getTime() + LIFETIME_MS) };
  const body = JSON.stringify({ project: projectId ?? '', expires: token.expires.getTime() });
  const payload = Buffer.from(body).toString('base64url');
  return [`${payload}.${seal(payload).toString('base64url')}`, { ...token }];
}

export function checkToken(
  text: string,
  now: Date,
): { readonly projectId: string | undefined } | 'unknown' | 'expired' {
  const [payload = '', mark = ''] = text.split('.');
  const given = Buffer.from(mark, 'base64url');
  const expected = seal(payload);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'unknown';
  const body: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
  if (!isRecord(body)) return 'unknown';
  const { project, expires } = body;
  if (typeof project !== 'string' || typeof expires !== 'number') return 'unknown';
  if (now.getTime() >= expires) return 'expired';
  return { projectId: project === '' ? undefined : project };
}

function seal(payload: string): Buffer {
  return createHmac('sha256', SANDBOX_CREDENTIALS.elb.secretKey).update(payload).digest();
}
