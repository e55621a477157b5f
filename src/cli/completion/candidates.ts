import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from '../../client/client.ts';
import type { Deps } from '../../deps.ts';
import { everything, words } from '../../explain/explain.ts';
import { listListeners } from '../../operations/list.ts';
import { SANDBOX_PROFILES } from '../../profile/named.ts';
import { readProfiles } from '../../profile/store.ts';
import { resolveTarget } from '../../profile/target.ts';
import { isProviderId, PROVIDER_IDS, PROVIDERS } from '../../providers/registry.ts';
import { cacheFolder } from '../../storage/folders.ts';

/** Nobody waits longer for a TAB. */
const TIMEOUT_MS = 2000;
/** Long enough for somebody who presses TAB again, short enough not to lie. */
const KEPT_MS = 10_000;

/**
 * What a shell offers where the words are not fixed.
 * @param line the words of the command line so far, for its profile
 */
export async function candidates(
  what: string,
  line: readonly string[],
  deps: Deps,
): Promise<readonly string[]> {
  switch (what) {
    case 'profile':
      return [...Object.keys(readProfiles(deps.env).profiles), ...SANDBOX_PROFILES];
    case 'word':
      return words(everything(await Promise.all(PROVIDER_IDS.map((id) => PROVIDERS[id].load()))));
    case 'listener':
    case 'load-balancer':
      return fromCloud(what, line, deps);
    default:
      return [];
  }
}

async function fromCloud(
  what: 'listener' | 'load-balancer',
  line: readonly string[],
  deps: Deps,
): Promise<readonly string[]> {
  const flags = {
    profile: flagOf(line, '--profile'),
    provider: flagOf(line, '--provider'),
    region: flagOf(line, '--region'),
    endpoint: flagOf(line, '--endpoint'),
  };
  const [word] = line.filter((one) => !one.startsWith('-'));
  const fixed = word !== undefined && isProviderId(word) ? word : undefined;
  const target = await resolveTarget(flags, deps.env, fixed);
  const key = JSON.stringify([what, flags, fixed, target.profile, target.settings.region]);
  const kept = await load(deps, key);
  if (kept !== undefined) return kept;
  const { openEmbedded } = await import('../../sandbox/embedded.ts');
  let sandbox: Awaited<ReturnType<typeof openEmbedded>> | undefined;
  try {
    const client = await connect(target, deps, {
      timeoutMs: TIMEOUT_MS,
      retries: 0,
      offline: false,
      sandbox: async () => {
        sandbox = await openEmbedded(deps);
        return sandbox.url;
      },
    });
    const call = client.calls.choices?.('loadBalancer', {});
    const found =
      what === 'listener'
        ? (await listListeners(client, { fields: {}, native: {} })).map(({ ref }) => ref)
        : call === undefined
          ? []
          : (await client.run(call)).map(({ id }) => id);
    await save(deps, key, found);
    return found;
  } finally {
    await sandbox?.close();
  }
}

function flagOf(line: readonly string[], flag: string): string | undefined {
  const at = line.indexOf(flag);
  if (at >= 0) return line[at + 1];
  return line.find((word) => word.startsWith(`${flag}=`))?.slice(flag.length + 1);
}

function fileOf({ env }: Deps, key: string): string {
  const name = createHash('sha256').update(key).digest('hex').slice(0, 32);
  return join(cacheFolder(env), 'completion', `${name}.json`);
}

async function load(deps: Deps, key: string): Promise<readonly string[] | undefined> {
  try {
    const kept: unknown = JSON.parse(await readFile(fileOf(deps, key), 'utf8'));
    if (typeof kept !== 'object' || kept === null || !('at' in kept) || !('found' in kept))
      return undefined;
    const age = deps.now().getTime() - Number(kept.at);
    return age >= 0 && age < KEPT_MS && Array.isArray(kept.found)
      ? kept.found.map(String)
      : undefined;
  } catch {
    return undefined;
  }
}

async function save(deps: Deps, key: string, found: readonly string[]): Promise<void> {
  try {
    const file = fileOf(deps, key);
    await mkdir(join(cacheFolder(deps.env), 'completion'), { recursive: true, mode: 0o700 });
    await writeFile(file, JSON.stringify({ at: deps.now().getTime(), found }), { mode: 0o600 });
  } catch {
    // Without a cache the next TAB takes as long as this one.
  }
}
