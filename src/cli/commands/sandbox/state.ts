import { wantsDocument } from '../../../output/format.ts';
import { sandboxStateFile } from '../../../sandbox/state/location.ts';
import type { Command } from '../../command.ts';
import type { Context } from '../../context.ts';
import { type Flags, type OptionSpec, textFlag } from '../../option.ts';

const STATE: OptionSpec = {
  flag: 'state',
  argument: '<file>',
  complete: 'file',
  summary: 'state file; default: the one that the sandbox profiles use',
  group: 'Sandbox',
};

export const status: Command = {
  options: [STATE],
  examples: ['lbctl sandbox status'],
  async run({ flags }, context) {
    const { summary } = await import('../../../sandbox/state/file.ts');
    const file = stateFile(flags, context);
    const found = summary(file);
    if (wantsDocument(context.globals)) {
      await context.print.document({ file, ...found });
      return 0;
    }
    const { elb, elbv3, octavia, slb, exists } = found;
    context.deps.stdout.write(
      [
        `state\t${file}${exists ? '' : ' (not created yet)'}`,
        ...Object.entries({ elb, elbv3, octavia, slb }).map(
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
  options: [STATE],
  examples: ['lbctl sandbox reset'],
  async run({ flags }, context) {
    const { resetState } = await import('../../../sandbox/state/file.ts');
    const file = stateFile(flags, context);
    await resetState(file);
    context.note(`the sandbox in ${file} has been reset`);
    return 0;
  },
};

function stateFile(flags: Flags, { deps }: Context): string {
  return textFlag(flags, 'state') ?? sandboxStateFile(deps.env);
}
