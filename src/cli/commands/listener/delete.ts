import { parseReference } from '../../../operations/find.ts';
import { runDelete } from '../../actions/delete.ts';
import type { Command } from '../../command.ts';
import type { OptionSpec } from '../../option.ts';
import { LISTENER_ARGUMENT } from './show.ts';

export const IGNORE_MISSING: OptionSpec = {
  flag: 'ignore-missing',
  summary: 'a listener that is gone already is success',
  group: 'Change',
};

export const command: Command = {
  summary: 'Delete a listener',
  details: 'Asks on a terminal; needs --yes without one.',
  argument: LISTENER_ARGUMENT,
  options: [IGNORE_MISSING],
  examples: [
    'lbctl listener delete lb-bp1o94dp5i6earr9g6d1l/tcp/22 --profile sandbox-slb --yes --ignore-missing',
  ],
  async run({ argument = '', flags }, context) {
    const target = await context.target();
    const reference = parseReference(target.provider, argument);
    return runDelete(context, target, reference, argument, flags['ignore-missing'] === true);
  },
};
