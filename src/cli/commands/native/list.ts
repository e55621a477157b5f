import { violationFailure } from '../../../failure.ts';
import { type Parameter, type ParameterValue, valueProblem } from '../../../model/parameter.ts';
import type { Violation } from '../../../model/violation.ts';
import type { Provider } from '../../../providers/provider.ts';
import type { ProviderId } from '../../../providers/registry.ts';
import { FILTER, SORT } from '../../actions/filters.ts';
import { runList } from '../../actions/list.ts';
import { STATUS_FILTER } from '../../actions/options.ts';
import { WATCH } from '../../actions/watch.ts';
import { nativeOptions, readNativeFlags } from '../../native-flags.ts';
import type { NativeCommand } from './native-command.ts';
import { regionFrom } from './reference.ts';
import { projectFrom, scopeOptions } from './scope.ts';

export function listCommand(id: ProviderId, provider: Provider): NativeCommand {
  const filters = provider.filters ?? [];
  return {
    options: [
      ...nativeOptions(filters).map((option) => ({ ...option, group: 'Filters' })),
      STATUS_FILTER,
      FILTER,
      SORT,
      WATCH,
      ...scopeOptions(provider),
    ],
    async run({ flags }, context) {
      const native = readNativeFlags(filters, flags);
      const violations = filters.flatMap((row) => violationsOf(id, row, native[row.name]));
      if (violations.length > 0) throw violationFailure(violations, id);
      const target = await context.target(id, {
        region: regionFrom(filters, provider, flags),
        projectId: projectFrom(provider, flags),
      });
      return runList(context, target, { fields: {}, native }, flags);
    },
  };
}

function violationsOf(
  id: ProviderId,
  row: Parameter,
  value: ParameterValue | undefined,
): readonly Violation[] {
  const found = value === undefined ? undefined : valueProblem(row.type, value);
  if (found === undefined || found.severity === 'warning') return [];
  return [
    {
      rule: `${id}/${row.flag}-${found.aspect}`,
      severity: 'error',
      fields: [row.wire],
      flags: [`--${row.flag}`],
      message: `--${row.flag} ${found.problem}`,
      source: row.source,
    },
  ];
}
