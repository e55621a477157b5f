import { violationFailure } from '../../../failure.ts';
import { FIELDS, type Protocol } from '../../../model/fields.ts';
import { alternatives } from '../../../model/values.ts';
import type { Violation } from '../../../model/violation.ts';
import type { Provider } from '../../../providers/provider.ts';
import { runCreate } from '../../actions/create.ts';
import type { Command, OptionSpec } from '../../command.ts';
import { type PortableInput, portableChange, portableOptions, readPortable } from '../../input.ts';
import { askWhenIncomplete, mayAsk } from '../../interactive.ts';
import { cloudNotes } from './clouds.ts';

/** Every listener has these; what else is required depends on cloud and protocol. */
const PLACE: readonly string[] = ['load-balancer', 'protocol', 'port'];

export const CHANGE_OPTIONS: readonly OptionSpec[] = [
  {
    flag: 'no-preflight',
    summary: 'skip the read-only calls that check the load balancer first',
    group: 'Change',
  },
];

export const INTERACTIVE_OPTION: OptionSpec = {
  flag: 'interactive',
  summary: 'ask for what is missing; happens by itself on a terminal',
  group: 'Change',
};

export const START_OPTION: OptionSpec = {
  flag: 'start',
  summary: 'start the listener once it is created',
  group: 'Change',
};

export const command: Command = {
  summary: 'Create a listener',
  details:
    'Everything that is wrong is said at once, before anything is sent. Durations are 90s, 5m, 2h or whole seconds.',
  options: [
    ...withRequiredFirst(portableOptions()),
    START_OPTION,
    INTERACTIVE_OPTION,
    ...CHANGE_OPTIONS,
  ],
  notes: cloudNotes,
  examples: [
    'lbctl listener create --profile sandbox-elb --load-balancer 0b07acf06d243925bc24a0ac7445267a --name web --protocol http --port 8080 --backend-port 80 --algorithm round-robin --sticky-session insert --sticky-timeout 2h',
    'lbctl listener create --profile sandbox-slb --load-balancer lb-bp1o94dp5i6earr9g6d1l --protocol tcp --port 22 --backend-port 22 --bandwidth unlimited --start --wait',
  ],
  async run({ flags }, context) {
    const target = await context.target();
    const { provider, settings } = target;
    const input = readPortable(flags);
    const options = {
      preflight: flags['no-preflight'] !== true,
      start: flags['start'] === true,
      interactive: flags['interactive'] === true,
    };
    if (input.violations.length === 0 && mayAsk(context, options.interactive)) {
      const { portableFormState } = await import('../../../wizard/form-state.ts');
      const formState = portableFormState(provider, input.fields, settings.region);
      const command = ['lbctl', 'listener', 'create'];
      const filled = await askWhenIncomplete(context, target, formState, command, options);
      if (filled !== undefined) return filled;
    }
    const noun =
      input.fields.protocol === undefined ? null : provider.nounFor(input.fields.protocol);
    if (noun === null) throw noForm(provider, input);
    const operation = provider.operation(noun, 'create');
    const change = portableChange(provider, operation, input, input.fields, 'flags');
    return runCreate(context, target, change, options);
  },
};

function withRequiredFirst(options: readonly OptionSpec[]): readonly OptionSpec[] {
  const place = options.filter(({ flag }) => PLACE.includes(flag));
  const rest = options.filter(({ flag }) => !PLACE.includes(flag));
  return [...place.map((option) => ({ ...option, group: 'Required' })), ...rest];
}

/** Without a protocol that the cloud has, nothing more can be checked than this. */
function noForm(provider: Provider, { fields, violations }: PortableInput): Error {
  const missing = (['loadBalancer', 'protocol', 'port'] as const)
    .filter((path) => fields[path] === undefined)
    .filter((path) => !violations.some((violation) => violation.fields.includes(path)))
    .map((path): Violation => {
      const flag = `--${FIELDS[path].flag}`;
      return {
        rule: `${provider.id}/${FIELDS[path].flag}-required`,
        severity: 'error',
        fields: [path],
        flags: [flag],
        message: `${flag} is missing`,
        source: provider.title,
      };
    });
  const unknown = unknownProtocol(provider, fields.protocol);
  return violationFailure([...violations, ...missing, ...unknown], provider.id);
}

/** A protocol that this cloud has no listeners of. */
export function unknownProtocol(
  provider: Provider,
  protocol: Protocol | undefined,
): readonly Violation[] {
  if (protocol === undefined || provider.nounFor(protocol) !== null) return [];
  const known = FIELDS.protocol.type.values.filter((one) => provider.nounFor(one) !== null);
  return [
    {
      rule: `${provider.id}/protocol-values`,
      severity: 'error',
      fields: ['protocol'],
      flags: ['--protocol'],
      message: `--protocol must be ${alternatives(known)} on ${provider.id}, not ${protocol}`,
      source: provider.title,
    },
  ];
}
