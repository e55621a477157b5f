import { Failure } from '../../../failure.ts';
import { LISTENER_ARGUMENT, NO_PREFLIGHT, START } from '../../actions/options.ts';
import type { Command } from '../../command.ts';
import { portableOptions } from '../../portable-flags.ts';
import { COPY_ALL_OPTIONS, MAP_OPTIONS } from './copy-options.ts';

export const command: Command = {
  details:
    'Reports settings that the target does not support, and copies without them only with --allow-loss. Any field can be overridden with its flag: a certificate, a port, a name.',
  argument: { ...LISTENER_ARGUMENT, required: false },
  options: [
    ...COPY_ALL_OPTIONS,
    {
      flag: 'to-profile',
      argument: '<name>',
      complete: 'profile',
      summary: 'account and region of the copy (default: those of the original)',
      group: 'Copy',
    },
    {
      flag: 'to-region',
      argument: '<id>',
      summary: 'region of the copy, if the profile does not set it',
      group: 'Copy',
    },
    {
      flag: 'allow-loss',
      summary: 'copy without the settings that the target does not support',
      group: 'Copy',
    },
    START,
    NO_PREFLIGHT,
    ...portableOptions(),
  ],
  examples: [
    'lbctl listener copy --profile sandbox-elb --load-balancer 0b07acf06d243925bc24a0ac7445267a --all --to-profile sandbox-elbv3 --to-load-balancer 098b2f68-af1c-41a9-8efd-69958722af62 --report markdown',
    'lbctl listener create --profile sandbox-slb --load-balancer lb-bp1o94dp5i6earr9g6d1l --protocol tcp --port 2222 --backend-port 22 --bandwidth 10',
    'lbctl listener copy lb-bp1o94dp5i6earr9g6d1l/tcp/2222 --profile sandbox-slb --to-profile sandbox-elb --load-balancer 0b07acf06d243925bc24a0ac7445267a --name ssh --algorithm round-robin --allow-loss',
  ],
  async run({ argument, flags }, context) {
    if (flags['all'] === true) {
      if (argument !== undefined) {
        throw new Failure(
          'usage',
          `--all copies all listeners, so ${JSON.stringify(argument)} cannot be named`,
          {
            hint: 'leave out --all to copy one listener',
          },
        );
      }
      const { copyAll } = await import('./copy-all.ts');
      return copyAll(flags, context);
    }
    const ofAll = FOR_ALL.find((flag) => flags[flag] !== undefined);
    if (ofAll !== undefined) {
      throw new Failure('usage', `--${ofAll} needs --all`, {
        hint: 'for one listener, use --dry-run, and the flags of its settings',
      });
    }
    const { copyOne } = await import('./copy-one.ts');
    return copyOne(argument, flags, context);
  },
};

/** Options of copies of whole load balancers. */
const FOR_ALL = [...MAP_OPTIONS.map(({ flag }) => flag), 'report'];
