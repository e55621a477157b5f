import { parseReference } from '../../../operations/find.ts';
import { EXISTING, type ExistingVerb } from '../../actions/existing.ts';
import { LISTENER_ARGUMENT } from '../../actions/options.ts';
import type { Command } from '../../command.ts';

const SAMPLE = 'lb-bp1o94dp5i6earr9g6d1l/tcp/22 --profile sandbox-slb';

export const show = portable('show', SAMPLE);
export const start = portable('start', `${SAMPLE} --wait`);
export const stop = portable('stop', `${SAMPLE} --wait`);
export const remove = portable('delete', `${SAMPLE} --yes --ignore-missing`);

function portable(verb: ExistingVerb, sample: string): Command {
  const { run, ...action } = EXISTING[verb];
  return {
    ...action,
    printsListeners: true,
    argument: { ...LISTENER_ARGUMENT, many: true },
    examples: [`lbctl listener ${verb} ${sample}`],
    async run({ arguments: words, flags }, context) {
      const target = await context.target();
      const references = [...new Set(words)].map((text) => parseReference(target.provider, text));
      return run(context, target, references, flags);
    },
  };
}
