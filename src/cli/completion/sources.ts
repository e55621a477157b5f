import { connect } from '../../client/client.ts';
import type { Deps } from '../../deps.ts';
import { everything, words } from '../../explain/explain.ts';
import { listListeners } from '../../operations/list.ts';
import { SANDBOX_PROFILES } from '../../profile/named.ts';
import { readProfiles } from '../../profile/store.ts';
import { resolveTarget } from '../../profile/target.ts';
import { isProviderId } from '../../providers/registry.ts';
import type { CompletionSource } from '../option.ts';
import type { Candidate, Line } from './completion.ts';

const TIMEOUT_MS = 2000;

/** Values that are not a fixed list: from the profiles, the catalogue or the cloud. */
export async function candidatesFor(
  source: Exclude<CompletionSource, 'file'>,
  line: Line,
  deps: Deps,
): Promise<readonly Candidate[]> {
  switch (source) {
    case 'profile': {
      const names = [...Object.keys(readProfiles(deps.env).profiles), ...SANDBOX_PROFILES];
      return names.map((value) => ({ value }));
    }
    case 'word':
      return words(await everything()).map((value) => ({ value }));
    case 'listener':
    case 'load-balancer':
      return fromCloud(source, line, deps);
  }
}

async function fromCloud(
  source: 'listener' | 'load-balancer',
  { path, flags }: Line,
  deps: Deps,
): Promise<readonly Candidate[]> {
  const [word = ''] = path;
  const target = await resolveTarget(
    {
      profile: flags.get('profile'),
      provider: flags.get('provider'),
      region: flags.get('region'),
      endpoint: flags.get('endpoint'),
    },
    deps,
    isProviderId(word) ? word : undefined,
  );
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
    if (source === 'listener') {
      const found = await listListeners(client, { fields: {}, native: {} });
      return found.map(({ ref, fields }) => ({ value: ref, description: fields.name ?? '' }));
    }
    const call = client.calls.choices?.('loadBalancer', {});
    const found = call === undefined ? [] : await client.run(call);
    return found.map(({ id, label }) => ({ value: id, description: label }));
  } finally {
    await sandbox?.close();
  }
}
