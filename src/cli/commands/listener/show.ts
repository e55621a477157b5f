import { parseReference } from '../../../operations/find.ts';
import { runShow } from '../../actions/show.ts';
import type { Command } from '../../command.ts';

export const LISTENER_ARGUMENT = {
  name: 'listener',
  required: true,
  summary: 'elb: id or name; slb: <load-balancer>/<protocol>/<port>',
  complete: 'listener',
} as const;

export const command: Command = {
  summary: 'Show a listener',
  argument: LISTENER_ARGUMENT,
  options: [],
  examples: ['lbctl listener show lb-bp1o94dp5i6earr9g6d1l/tcp/22 --profile sandbox-slb'],
  async run({ argument = '' }, context) {
    const target = await context.target();
    return runShow(context, target, parseReference(target.provider, argument));
  },
};
