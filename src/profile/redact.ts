import type { Env } from '../deps.ts';
import { MASK } from '../providers/auth.ts';
import { readProfiles } from './store.ts';

const SECRET_NAME = /secret|passw|token|private|credential|_sk$/i;

/** Shorter values may be words of the message. */
const MIN_LENGTH = 6;

/** Masks secrets of the environment and the profiles in the message of an unexpected error. */
export function redact(text: string, env: Env): string {
  const secrets = [...secretsIn(env), ...secretsOfProfiles(env)].sort(
    (a, b) => b.length - a.length,
  );
  return secrets.reduce((masked, secret) => masked.replaceAll(secret, MASK), text);
}

function secretsIn(settings: Env): readonly string[] {
  return Object.entries(settings).flatMap(([name, value]) =>
    SECRET_NAME.test(name) && value !== undefined && value.length >= MIN_LENGTH ? [value] : [],
  );
}

function secretsOfProfiles(env: Env): readonly string[] {
  try {
    return Object.values(readProfiles(env).profiles).flatMap(secretsIn);
  } catch {
    return [];
  }
}
