import { STATUSES } from '../../../model/listener.ts';
import { parseReference } from '../../../operations/find.ts';
import { type Goal, waitFor } from '../../../operations/wait.ts';
import { wantsDocument } from '../../../output/format.ts';
import { LISTENER_ARGUMENT } from '../../actions/options.ts';
import type { Command } from '../../command.ts';
import { choice } from '../../flag-values.ts';
import { textFlag } from '../../option.ts';

const GOALS: readonly Goal[] = ['settled', ...STATUSES, 'deleted'];

export const command: Command = {
  printsListeners: true,
  details: 'Gives up after --wait-timeout, with exit code 7.',
  argument: LISTENER_ARGUMENT,
  options: [
    {
      flag: 'for',
      argument: '<state>',
      values: GOALS,
      summary: 'state to wait for; settled: any that does not change by itself (default: settled)',
      group: 'Wait',
    },
  ],
  examples: [
    'lbctl listener wait lb-bp1o94dp5i6earr9g6d1l/tcp/22 --profile sandbox-slb --for stopped --wait-timeout 30s',
  ],
  async run({ argument = '', flags }, context) {
    const goal = choice('--for', GOALS, textFlag(flags, 'for') ?? 'settled');
    const target = await context.target();
    const reference = parseReference(target.provider, argument);
    const client = await context.connect(target, { reads: true });
    const native = await waitFor(client, reference, goal, context.waitOptions);
    if (native === undefined) {
      context.note('the listener has been deleted');
      if (wantsDocument(context.globals)) await context.print.document(null);
    } else await context.print.listener(client.listener(native));
    return 0;
  },
};
