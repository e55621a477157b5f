import { type Client, connect } from '../../client/client.ts';
import type { Deps } from '../../deps.ts';
import { everything, words } from '../../explain/explain.ts';
import { valuesAt } from '../../model/expected.ts';
import { field, type Path } from '../../model/fields.ts';
import { labelOf } from '../../operations/choices.ts';
import { listListeners } from '../../operations/list.ts';
import { choicesIn } from '../../operations/resources.ts';
import { COLUMNS } from '../../output/columns.ts';
import { SANDBOX_PROFILES } from '../../profile/named.ts';
import { readProfiles } from '../../profile/store.ts';
import { resolveTarget, type Target } from '../../profile/target.ts';
import { isProviderId, PROVIDER_IDS, PROVIDERS } from '../../providers/registry.ts';
import type { ChoicePath, CompletionSource } from '../option.ts';
import { readPortable } from '../portable-flags.ts';
import type { Candidate, Line } from './completion.ts';

const TIMEOUT_MS = 2000;

/** Values that are not a fixed list: from the profiles, the catalogue or the cloud. */
export async function candidatesFor(
  source: Exclude<CompletionSource, 'file'>,
  line: Line,
  deps: Deps,
): Promise<readonly Candidate[]> {
  if (typeof source === 'object') return choices(source.valuesOf, line, deps);
  switch (source) {
    case 'profile':
      return [...(await storedProfiles(deps)), ...SANDBOX_PROFILES.map(asCandidate)];
    case 'stored-profile':
      return storedProfiles(deps);
    case 'word':
      return words(await everything()).map(asCandidate);
    case 'column':
      return COLUMNS.map(({ name }) => asCandidate(name));
    case 'region':
      return regions(line, deps);
    case 'listener':
      return fromCloud(await targetOf(line, deps), deps, async (client) => {
        const found = await listListeners(client, { fields: {}, native: {} });
        return found.map(({ ref, fields }) => ({ value: ref, description: fields.name ?? '' }));
      });
    case 'loadBalancer':
      return resources(source, line, await targetOf(line, deps), deps);
    case 'new-load-balancer':
      return resources('loadBalancer', line, await settingsTarget(line, deps), deps);
    default:
      return resources(source, line, await settingsTarget(line, deps), deps);
  }
}

function resources(
  path: ChoicePath,
  { loadBalancer }: Line,
  target: Target,
  deps: Deps,
): Promise<readonly Candidate[]> {
  return fromCloud(target, deps, async (client) => {
    const found = (await choicesIn(client, path, loadBalancer)) ?? [];
    return found.map((one) => ({ value: one.id, description: labelOf(one) }));
  });
}

/** Those that the cloud on the line takes; all if it has none. */
async function choices(path: Path, line: Line, deps: Deps): Promise<readonly Candidate[]> {
  const { type } = field(path);
  const target = await settingsTarget(line, deps).catch(() => undefined);
  if (target === undefined) return type.kind === 'choice' ? type.values.map(asCandidate) : [];
  const protocol = line.flags.get('protocol');
  const { fields } = readPortable(protocol === undefined ? {} : { protocol });
  return valuesAt(target.provider.fields, path, fields).map(asCandidate);
}

function asCandidate(value: string): Candidate {
  return { value };
}

async function storedProfiles({ env }: Deps): Promise<readonly Candidate[]> {
  const { profiles } = await readProfiles(env);
  return Object.keys(profiles).map(asCandidate);
}

/** Those of the cloud on the line; of all clouds if it has none. */
async function regions(line: Line, deps: Deps): Promise<readonly Candidate[]> {
  const target = await targetOf(line, deps).catch(() => undefined);
  const providers =
    target === undefined
      ? await Promise.all(PROVIDER_IDS.map((id) => PROVIDERS[id].load()))
      : [target.provider];
  const known = new Set(providers.flatMap(({ regions: ids = [] }) => ids));
  return [...known].map(asCandidate);
}

/** Where the settings on the line apply: for a copy, where it goes. */
function settingsTarget(line: Line, deps: Deps): Promise<Target> {
  const profile = line.flags.get('to-profile');
  if (profile === undefined) return targetOf(line, deps);
  const region = line.flags.get('to-region');
  return resolveTarget({ profile, region, provider: undefined, endpoint: undefined }, deps);
}

function targetOf({ path, flags }: Line, deps: Deps): Promise<Target> {
  const [word = ''] = path;
  return resolveTarget(
    {
      profile: flags.get('profile'),
      provider: flags.get('provider'),
      region: flags.get('region'),
      endpoint: flags.get('endpoint'),
    },
    deps,
    isProviderId(word) ? word : undefined,
  );
}

async function fromCloud(
  target: Target,
  deps: Deps,
  read: (client: Client) => Promise<readonly Candidate[]>,
): Promise<readonly Candidate[]> {
  const { openEmbedded } = await import('../../sandbox/embedded.ts');
  let sandbox: Awaited<ReturnType<typeof openEmbedded>> | undefined;
  try {
    const client = await connect(target, deps, {
      timeoutMs: TIMEOUT_MS,
      busyTimeoutMs: 0,
      readyTimeoutMs: 0,
      retries: 0,
      offline: false,
      sandbox: async () => {
        sandbox = await openEmbedded(deps);
        return sandbox.url;
      },
    });
    return await read(client);
  } finally {
    await sandbox?.close();
  }
}
