import { parseReference } from '../../../operations/find.ts';
import { EXISTING, type ExistingVerb } from '../../actions/existing.ts';
import { LISTENER_ARGUMENT } from '../../actions/options.ts';
import type { Command } from '../../command.ts';

const SAMPLE = 'lb-bp1o94dp5i6earr9g6d1l/tcp/22 --profile sandbox-slb';

export const show = portable('show', 'Show a listener', SAMPLE);
export const start = portable('start', 'Start a listener', `${SAMPLE} --wait`);
export const stop = portable('stop', 'Stop a listener', `${SAMPLE} --wait`);
export const remove = portable('delete', 'Delete a listener', `${SAMPLE} --yes --ignore-missing`);

function portable(verb: ExistingVerb, summary: string, sample: string): Command {
  const { run, ...action } = EXISTING[verb];
  return {
    ...action,
    summary,
    argument: LISTENER_ARGUMENT,
    examples: [`lbctl listener ${verb} ${sample}`],
    async run({ argument = '', flags }, context) {
      const target = await context.target();
      return run(context, target, parseReference(target.provider, argument), flags);
    },
  };
}
