import { explained } from '../../../sandbox/explained.ts';
import { sandboxStateFile } from '../../../sandbox/state-file.ts';
import { type Command, type Flags, type OptionSpec, textFlag } from '../../command.ts';
import type { Context } from '../../context.ts';

const STATE: OptionSpec = {
  flag: 'state',
  argument: '<file>',
  summary: 'default: the one of the profiles sandbox-elb and sandbox-slb',
  group: 'Sandbox',
};

export const status: Command = {
  summary: 'Show what the embedded clouds hold',
  options: [STATE],
  examples: ['lbctl sandbox status'],
  async run({ flags }, context) {
    const { summary } = await import('../../../sandbox/state.ts');
    const file = stateFile(flags, context);
    const found = await explained(() => summary(file));
    if (context.globals.format === 'json' || context.globals.format === 'yaml') {
      await context.answer.document({ file, ...found });
      return 0;
    }
    const { elb, slb, exists } = found;
    context.deps.stdout.write(
      [
        `state\t${file}${exists ? '' : ' (not there yet: as new)'}`,
        ...Object.entries({ elb, slb }).map(
          ([id, { listeners, loadBalancers, certificates }]) =>
            `${id}\t${listeners} listeners, ${loadBalancers} load balancers, ${certificates} certificates`,
        ),
        '',
      ].join('\n'),
    );
    return 0;
  },
};

export const reset: Command = {
  summary: 'Make the embedded clouds new again: every listener in them is gone',
  options: [STATE],
  examples: ['lbctl sandbox reset'],
  async run({ flags }, context) {
    const { resetState } = await import('../../../sandbox/state.ts');
    const file = stateFile(flags, context);
    await explained(() => resetState(file));
    context.note(`the sandbox in ${file} is new again`);
    return 0;
  },
};

function stateFile(flags: Flags, { deps }: Context): string {
  return textFlag(flags, 'state') ?? sandboxStateFile(deps.env);
}
