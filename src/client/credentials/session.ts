import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Session } from '../../providers/auth.ts';
import type { Settings } from '../../providers/settings.ts';

/** Tokens about to expire are not used, so that none expires during a command. */
const MARGIN_MS = 5 * 60_000;

/** Writing takes milliseconds. */
const LEFTOVER_MS = 60_000;

/**
 * Caches login tokens between commands, because identity services limit the rate of logins. One
 * file per login, readable by its owner only; errors are ignored.
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
      const temporary = `${path}.${process.pid}.new`;
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await removeLeftovers(dirname(path));
        await writeFile(temporary, JSON.stringify(session), { mode: 0o600 });
        await rename(temporary, path);
      } catch {
        // With a read-only home, each command logs in again.
        await rm(temporary, { force: true }).catch(() => undefined);
      }
    },
    async forget() {
      await rm(path, { force: true }).catch(() => undefined);
    },
  };
}

/** A process that was killed leaves its temporary file, with a token in it. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const isOld = async () => Date.now() - (await stat(path)).mtimeMs > LEFTOVER_MS;
    if (name.endsWith('.new') && (await isOld())) await rm(path, { force: true });
  }
}

/** Hashes all settings of the login, so that another password is another file. */
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
