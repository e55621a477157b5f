import { readProfiles } from './store.ts';

type Env = Readonly<Record<string, string | undefined>>;

const SECRET_NAME = /secret|passw|token|private|credential|_sk$/i;

/** Shorter ones are words, which would only make a message unreadable. */
const SHORTEST = 6;

/**
 * For the one text that nobody has written beforehand, that of a crash: the secrets that lbctl may
 * have been working with, from the environment and the profiles, do not get through.
 */
export function redact(text: string, env: Env): string {
  const secrets = [...secretsIn(env), ...secretsOfProfiles(env)].sort(
    (a, b) => b.length - a.length,
  );
  return secrets.reduce((veiled, secret) => veiled.replaceAll(secret, '***'), text);
}

function secretsIn(settings: Env): readonly string[] {
  return Object.entries(settings).flatMap(([name, value]) =>
    SECRET_NAME.test(name) && value !== undefined && value.length >= SHORTEST ? [value] : [],
  );
}

function secretsOfProfiles(env: Env): readonly string[] {
  try {
    return Object.values(readProfiles(env).profiles).flatMap(secretsIn);
  } catch {
    return [];
  }
}
