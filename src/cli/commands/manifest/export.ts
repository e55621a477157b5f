import { Failure } from '../../../failure.ts';
import { isPortable, manifestObject, manifestYaml } from '../../../manifest/write.ts';
import type { Listener } from '../../../model/listener.ts';
import { listListeners } from '../../../operations/list.ts';
import { countOf } from '../../../output/count.ts';
import { wantsDocument } from '../../../output/format.ts';
import type { Command } from '../../command.ts';
import { choice } from '../../flag-values.ts';
import { textFlag, textFlags } from '../../option.ts';

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
    const client = await context.connect(target, { reads: true });
    const listeners: Listener[] = [];
    const filters = all ? [{}] : [...new Set(ids)].map((loadBalancer) => ({ loadBalancer }));
    for (const fields of filters) {
      listeners.push(...(await listListeners(client, { fields, native: {}, parts: true })));
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
    for (const { ref } of listeners.filter((listener) => !isPortable(listener))) {
      context.writeStderr(`warning: ${ref} is skipped: unknown protocol`);
    }
    if (wantsDocument(context.globals) && context.globals.format !== 'yaml') {
      await context.print.document(manifestObject(exported));
    } else stdout.write(manifestYaml(exported));
    context.note(`exported ${countOf(listeners.length, 'listener')}`);
    return 0;
  },
};
