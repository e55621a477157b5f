import type { Listener } from '../../../model/listener.ts';
import { listListeners } from '../../../operations/list.ts';
import { findResource } from '../../../operations/resources.ts';
import type { Command } from '../../command.ts';
import { LOAD_BALANCER } from './kinds.ts';
import { documentOf, rowsOf, textOf } from './rows.ts';

export const showLoadBalancer: Command = {
  details: 'Shows its address, its class and its listeners.',
  argument: {
    name: 'load-balancer',
    required: true,
    summary: 'id, or name if it is unique',
    complete: 'loadBalancer',
  },
  options: [],
  examples: ['lbctl load-balancer show lb-bp1o94dp5i6earr9g6d1l --profile sandbox-slb'],
  async run({ argument = '' }, context) {
    const client = await context.connect(await context.target(), { reads: true });
    const found = await findResource(client, LOAD_BALANCER, argument);
    const filter = { fields: { loadBalancer: found.id }, native: {} };
    const listeners = await listListeners(client, filter);
    const refWidth = Math.max(...listeners.map(({ ref }) => ref.length));
    const nameWidth = Math.max(...listeners.map(({ fields: { name = '' } }) => name.length));
    await context.print.rows({
      ...rowsOf(LOAD_BALANCER, client, [found]),
      document: { ...documentOf(client, found), listeners: listeners.map(listenerDocument) },
      sections: [
        {
          title: 'Load balancer',
          rows: [
            ['id', found.id],
            ...Object.entries(found.details).map(([name, value]) => [name, textOf(value)] as const),
          ],
        },
        {
          title: 'Listeners',
          rows:
            listeners.length === 0
              ? [['none', '']]
              : listeners.map(({ ref, status, fields: { protocol, port, name = '' } }) => [
                  `${protocol}/${port}`,
                  [ref.padEnd(refWidth), name.padEnd(nameWidth), status].filter(Boolean).join('  '),
                ]),
        },
      ],
    });
    return 0;
  },
};

function listenerDocument({ ref, status, fields: { name, protocol, port } }: Listener) {
  return { ref, name, protocol, port, status };
}
