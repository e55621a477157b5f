import { listResources } from '../../../operations/resources.ts';
import type { Command } from '../../command.ts';
import type { Context } from '../../context.ts';
import { textFlag } from '../../option.ts';
import { BACKEND_GROUP, CERTIFICATE, LOAD_BALANCER, type ShownKind } from './kinds.ts';
import { rowsOf } from './rows.ts';

async function printList(context: Context, kind: ShownKind, loadBalancer?: string) {
  const client = await context.connect(await context.target(), { reads: true });
  const found = await listResources(client, kind, loadBalancer);
  await context.print.rows(rowsOf(kind, client, found));
  if (found.length === 0 && context.deps.stdout.isTerminal) context.note(`no ${kind.name}s`);
  return 0;
}

export const loadBalancers: Command = {
  options: [],
  examples: [
    'lbctl load-balancer list --profile sandbox-slb',
    'lbctl load-balancer list --profile sandbox-elb --columns id,name',
  ],
  run: (_, context) => printList(context, LOAD_BALANCER),
};

export const certificates: Command = {
  details: 'Server certificates, and the CA certificates that clients are checked against.',
  options: [],
  examples: [
    'lbctl certificate list --profile sandbox-elb',
    'lbctl certificate list --profile sandbox-slb -o id',
  ],
  run: (_, context) => printList(context, CERTIFICATE),
};

export const backendGroups: Command = {
  details: 'Server groups or pools, with their servers.',
  options: [
    {
      flag: 'load-balancer',
      argument: '<id>',
      complete: 'loadBalancer',
      summary: 'only those of this load balancer',
      group: 'Filters',
    },
  ],
  examples: [
    'lbctl backend-group list --profile sandbox-slb --load-balancer lb-bp1o94dp5i6earr9g6d1l',
  ],
  run: ({ flags }, context) => printList(context, BACKEND_GROUP, textFlag(flags, 'load-balancer')),
};
