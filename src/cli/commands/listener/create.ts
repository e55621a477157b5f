import { violationFailure } from '../../../failure.ts';
import type { Violation } from '../../../model/violation.ts';
import { operationFor } from '../../../providers/operations.ts';
import {
  type PortableInput,
  portableChange,
  withoutOperation,
} from '../../../providers/portable-change.ts';
import type { Provider } from '../../../providers/provider.ts';
import { targetOrAsk } from '../../actions/cloud.ts';
import { runCreate } from '../../actions/create.ts';
import { askIfNeeded } from '../../actions/interactive.ts';
import { createFlags, INTERACTIVE, NO_PREFLIGHT, START } from '../../actions/options.ts';
import type { Command } from '../../command.ts';
import type { OptionSpec } from '../../option.ts';
import { portableOptions, readPortable } from '../../portable-flags.ts';
import { cloudNotes } from './clouds.ts';

/** Required on every cloud; other fields depend on cloud and protocol. */
const KEY_FLAGS: readonly string[] = ['load-balancer', 'protocol', 'port'];

export const command: Command = {
  printsListeners: true,
  details:
    'Reports all problems at once, before anything is sent. Durations are 90s, 5m, 2h or whole seconds.',
  options: [...withRequiredFirst(portableOptions()), START, INTERACTIVE, NO_PREFLIGHT],
  notes: cloudNotes,
  examples: [
    'lbctl listener create --profile sandbox-elb --load-balancer 0b07acf06d243925bc24a0ac7445267a --name web --protocol http --port 8080 --backend-port 80 --algorithm round-robin --sticky-session insert --sticky-timeout 2h',
    'lbctl listener create --profile sandbox-slb --load-balancer lb-bp1o94dp5i6earr9g6d1l --protocol tcp --port 22 --backend-port 22 --bandwidth unlimited --start --wait',
  ],
  async run({ flags }, context) {
    const target = await targetOrAsk(context);
    const { provider, settings } = target;
    const input = readPortable(flags);
    const options = createFlags(flags);
    if (input.violations.length === 0) {
      const words = ['lbctl', 'listener', 'create'];
      const asked = await askIfNeeded(context, target, words, options, async () => {
        const { createForm } = await import('../../../wizard/portable-form.ts');
        return createForm(provider, input.fields, settings.region);
      });
      if (asked !== undefined) return asked;
    }
    const operation = operationFor(provider, input.fields.protocol, 'create');
    if (operation === undefined) {
      throw violationFailure(keyViolations(provider, input), provider.id);
    }
    const change = portableChange(provider, operation, input, input.fields, 'flags');
    return runCreate(context, target, change, options);
  },
};

function withRequiredFirst(options: readonly OptionSpec[]): readonly OptionSpec[] {
  const required = options.filter(({ flag }) => KEY_FLAGS.includes(flag));
  const rest = options.filter(({ flag }) => !KEY_FLAGS.includes(flag));
  return [...required.map((option) => ({ ...option, group: 'Required' })), ...rest];
}

/** A field with an invalid value is not reported as missing as well. */
function keyViolations(provider: Provider, { fields, violations }: PortableInput): Violation[] {
  const invalid = violations.flatMap((violation) => violation.fields);
  const missing = withoutOperation(provider, fields, 'flags');
  return [
    ...violations,
    ...missing.filter((one) => !one.fields.some((path) => invalid.includes(path))),
  ];
}
