import { Failure } from '../../../failure.ts';
import { formatYaml } from '../../../formats/yaml.ts';
import { isPortable, obstacleOf } from '../../../manifest/portable.ts';
import { manifestObject, manifestYaml } from '../../../manifest/write.ts';
import type { ListenerFields } from '../../../model/fields.ts';
import type { Listener } from '../../../model/listener.ts';
import { listListeners } from '../../../operations/list.ts';
import { countOf } from '../../../output/count.ts';
import { wantsDocument } from '../../../output/format.ts';
import type { Target } from '../../../profile/target.ts';
import { PROVIDER_IDS, PROVIDERS, type ProviderId } from '../../../providers/registry.ts';
import type { Command } from '../../command.ts';
import type { Context } from '../../context.ts';
import { choice } from '../../flag-values.ts';
import { type Flags, textFlag, textFlags } from '../../option.ts';
import { MAP_OPTIONS } from './copy-options.ts';
import {
  checkExists,
  checkMigrated,
  copiesManifest,
  idsFrom,
  migrateAll,
  readOriginals,
} from './originals.ts';

const FORMATS = ['manifest', 'terraform'] as const;

export const command: Command = {
  details:
    'lbctl listener diff finds no changes in the result. Certificates, server groups and access control lists appear by id.',
  options: [
    {
      flag: 'load-balancer',
      argument: '<id>',
      complete: 'loadBalancer',
      repeat: true,
      summary: 'load balancer to export (repeatable)',
      group: 'Export',
    },
    {
      flag: 'all',
      summary: 'export all load balancers',
      group: 'Export',
      conflicts: ['load-balancer'],
    },
    {
      flag: 'format',
      argument: '<format>',
      values: FORMATS,
      summary: 'terraform: resources with import blocks (default: manifest)',
      group: 'Export',
    },
    {
      flag: 'to-provider',
      argument: '<cloud>',
      values: PROVIDER_IDS,
      summary: 'write the manifest for another cloud, with the ids of the map',
      group: 'Export',
    },
    ...MAP_OPTIONS,
    {
      flag: 'allow-loss',
      summary: 'with --to-provider: leave out what the cloud does not support',
      group: 'Copy',
    },
  ],
  examples: [
    'lbctl listener export --profile sandbox-slb --load-balancer lb-bp1o94dp5i6earr9g6d1l',
    'lbctl listener export --profile sandbox-slb --all --format terraform',
  ],
  async run({ flags }, context) {
    const format = choice('--format', FORMATS, textFlag(flags, 'format') ?? 'manifest');
    const ids = textFlags(flags, 'load-balancer');
    const all = flags['all'] === true;
    if (!all && ids.length === 0) {
      throw new Failure('usage', 'no load balancer selected', {
        hint: 'use --load-balancer ID (repeatable), or --all',
      });
    }
    if (ids.includes('')) throw new Failure('usage', '--load-balancer must not be empty');
    const target = await context.target();
    const to = textFlag(flags, 'to-provider');
    if (to !== undefined) {
      if (all) throw new Failure('usage', '--to-provider needs --load-balancer, not --all');
      return exportTo(context, target, choice('--to-provider', PROVIDER_IDS, to), ids, flags);
    }
    const client = await context.connect(target, { reads: true });
    const listeners: Listener[] = [];
    const filters: readonly ListenerFields[] = all
      ? [{}]
      : [...new Set(ids)].map((loadBalancer) => ({ loadBalancer }));
    for (const fields of filters) {
      const found = await listListeners(client, { fields, native: {}, parts: 'all' });
      const { loadBalancer } = fields;
      if (found.length === 0 && loadBalancer !== undefined) await checkExists(client, loadBalancer);
      listeners.push(...found);
    }
    const { provider } = target;
    const { stdout } = context.deps;
    if (format === 'terraform') {
      const terraform = await provider.terraform?.();
      if (terraform === undefined) {
        throw new Failure('usage', `--format terraform is not supported by ${provider.id}`);
      }
      stdout.write(listeners.map(terraform).join('\n'));
      return 0;
    }
    const exported = { provider, region: client.region, listeners };
    for (const listener of listeners) {
      const obstacle = obstacleOf(listener);
      if (obstacle === undefined) continue;
      context.writeStderr(`warning: ${listener.ref} is skipped: ${obstacle}`);
    }
    if (wantsDocument(context.globals) && context.globals.format !== 'yaml') {
      await context.print.document(manifestObject(exported));
    } else stdout.write(manifestYaml(exported));
    context.note(`exported ${countOf(listeners.filter(isPortable).length, 'listener')}`);
    return 0;
  },
};

/** Writes listeners as another cloud would have them. */
async function exportTo(
  context: Context,
  source: Target,
  cloud: ProviderId,
  loadBalancers: readonly string[],
  flags: Flags,
): Promise<number> {
  const to = await PROVIDERS[cloud].load();
  const ids = idsFrom(flags);
  const unmapped = loadBalancers.filter((id) => !ids.loadBalancers.has(id));
  if (unmapped.length > 0) {
    throw new Failure('usage', `no load balancer stands for ${unmapped.join(', ')}`, {
      hint: `add --map-load-balancer ${unmapped[0]}=NEW-ID`,
    });
  }
  const listeners = await readOriginals(context, source, [...new Set(loadBalancers)], ids);
  const migrated = migrateAll(listeners, {
    from: source.provider,
    to,
    ids,
    sameAccount: false,
    start: true,
  });
  const advice = 'change the originals, or copy those listeners one by one with flags';
  checkMigrated(migrated, to, flags, context, advice);
  const manifest = copiesManifest(migrated, to);
  if (wantsDocument(context.globals) && context.globals.format !== 'yaml') {
    await context.print.document(manifest);
  } else context.deps.stdout.write(formatYaml(manifest));
  context.note(`exported ${countOf(migrated.copies.length, 'listener')}`);
  context.note('the new load balancers were not read; diff and apply check what they take');
  return 0;
}
