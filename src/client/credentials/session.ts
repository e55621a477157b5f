import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Session } from '../../providers/auth.ts';
import type { Settings } from '../../providers/settings.ts';

/** A token is not used in its last minutes: a command must not lose it half way. */
const MARGIN_MS = 5 * 60_000;

/**
 * Keeps login tokens between commands, since the identity service asks not to be called for each.
 * One file per login, for the owner only; where it can't be written, there is simply no cache.
 */
export interface SessionCache {
  load(now: Date): Promise<Session | undefined>;
  save(session: Session): Promise<void>;
  forget(): Promise<void>;
}

export function sessionCache(folder: string, settings: Settings): SessionCache {
  const path = join(folder, 'tokens', `${fingerprint(settings)}.json`);
  return {
    async load(now) {
      const session = await readSession(path);
      const left = session === undefined ? 0 : Date.parse(session.expires) - now.getTime();
      return left > MARGIN_MS ? session : undefined;
    },
    async save(session) {
      const fresh = `${path}.${process.pid}.new`;
      try {
        await mkdir(join(folder, 'tokens'), { recursive: true, mode: 0o700 });
        await writeFile(fresh, JSON.stringify(session), { mode: 0o600 });
        await rename(fresh, path);
      } catch {
        // A read-only home costs a login per command, nothing else.
        await rm(fresh, { force: true }).catch(() => undefined);
      }
    },
    async forget() {
      await rm(path, { force: true }).catch(() => undefined);
    },
  };
}

/** Who logs in where for what; a changed password is another login. */
function fingerprint(settings: Settings): string {
  const { accessKey: _, secretKey: __, ...login } = settings;
  const text = JSON.stringify(Object.entries(login).sort(([a], [b]) => (a < b ? -1 : 1)));
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

async function readSession(path: string): Promise<Session | undefined> {
  try {
    const session: unknown = JSON.parse(await readFile(path, 'utf8'));
    return isSession(session) ? session : undefined;
  } catch {
    return undefined;
  }
}

function isSession(value: unknown): value is Session {
  return (
    typeof value === 'object' &&
    value !== null &&
    'token' in value &&
    typeof value.token === 'string' &&
    'expires' in value &&
    typeof value.expires === 'string'
  );
}
