import { violationFailure } from '../../../failure.ts';
import type { Path } from '../../../model/fields.ts';
import { STATUSES, type Status } from '../../../model/listener.ts';
import { listListeners } from '../../../operations/list.ts';
import { unknownProtocol } from '../../../operations/portable-change.ts';
import { choice } from '../../choice.ts';
import type { Command } from '../../command.ts';
import { portableOptions, readPortable } from '../../input.ts';
import { type Flags, type OptionSpec, textFlag } from '../../option.ts';

const FILTERS: readonly Path[] = ['loadBalancer', 'protocol', 'port', 'name'];

export const STATUS_FILTER: OptionSpec = {
  flag: 'status',
  argument: '<status>',
  values: STATUSES,
  summary: 'only those in this state',
  group: 'Filters',
};

export function readStatus(flags: Flags): Status | undefined {
  const status = textFlag(flags, 'status');
  return status === undefined ? undefined : choice('--status', STATUSES, status.toLowerCase());
}

export const command: Command = {
  summary: 'List listeners',
  options: [
    ...portableOptions(FILTERS).map((option) => ({ ...option, group: 'Filters' })),
    STATUS_FILTER,
  ],
  examples: [
    'lbctl listener list --profile sandbox-elb',
    'lbctl listener list --profile sandbox-slb --status running -o id',
  ],
  async run({ flags }, context) {
    const target = await context.target();
    const { fields, violations: unread } = readPortable(flags);
    const violations = [...unread, ...unknownProtocol(target.provider, fields.protocol, 'flags')];
    if (violations.length > 0) throw violationFailure(violations, target.provider.id);
    const status = readStatus(flags);
    const client = await context.connect(target, { reads: true });
    const found = await listListeners(client, {
      fields,
      native: {},
      ...(status === undefined ? {} : { status }),
    });
    await context.answer.listeners(found);
    return 0;
  },
};
