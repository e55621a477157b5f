import { violationFailure } from '../../../failure.ts';
import type { Path } from '../../../model/fields.ts';
import { unknownProtocol } from '../../../providers/portable-change.ts';
import { FILTER, SORT } from '../../actions/filters.ts';
import { runList } from '../../actions/list.ts';
import { STATUS_FILTER } from '../../actions/options.ts';
import { WATCH } from '../../actions/watch.ts';
import type { Command } from '../../command.ts';
import { portableOptions, readPortable } from '../../portable-flags.ts';

const FILTERS: readonly Path[] = ['loadBalancer', 'protocol', 'port', 'name'];

export const command: Command = {
  printsListeners: true,
  options: [
    ...portableOptions(FILTERS).map((option) => ({ ...option, group: 'Filters' })),
    STATUS_FILTER,
    FILTER,
    SORT,
    WATCH,
  ],
  examples: [
    'lbctl listener list --profile sandbox-elb',
    'lbctl listener list --profile sandbox-slb --status running -o id',
    'lbctl listener list --profile sandbox-slb --filter protocol=tcp --sort port',
  ],
  async run({ flags }, context) {
    const target = await context.target();
    const { fields, violations: invalid } = readPortable(flags);
    const violations = [...invalid, ...unknownProtocol(target.provider, fields.protocol, 'flags')];
    if (violations.length > 0) throw violationFailure(violations, target.provider.id);
    return runList(context, target, { fields, native: {} }, flags);
  },
};
