import { violationFailure } from '../../failure.ts';
import { FIELDS } from '../../listener/fields.ts';
import { alternatives } from '../../listener/values.ts';
import type { Violation } from '../../listener/violation.ts';
import type { Provider } from '../../providers/provider.ts';
import type { Command, OptionSpec } from '../command.ts';
import { type PortableInput, portableChange, portableOptions, readPortable } from '../input.ts';
import { runCreate } from '../outcome.ts';

export const CHANGE_OPTIONS: readonly OptionSpec[] = [
  {
    flag: 'no-preflight',
    summary: 'skip the read-only calls that check the load balancer first',
    group: 'Change',
  },
];

export const START_OPTION: OptionSpec = {
  flag: 'start',
  summary: 'start the listener once it is created',
  group: 'Change',
};

export const command: Command = {
  summary: 'Create a listener',
  details:
    'Everything that is wrong is said at once, before anything is sent. Durations are 90s, 5m, 2h or whole seconds.',
  options: [...portableOptions(), START_OPTION, ...CHANGE_OPTIONS],
  examples: [
    'lbctl listener create --profile sandbox-elb --load-balancer 0b07acf06d243925bc24a0ac7445267a --name web --protocol http --port 8080 --backend-port 80 --algorithm round-robin --sticky-session insert --sticky-timeout 2h',
    'lbctl listener create --profile sandbox-slb --load-balancer lb-bp1o94dp5i6earr9g6d1l --protocol tcp --port 22 --backend-port 22 --bandwidth unlimited --start --wait',
  ],
  async run({ flags }, context) {
    const target = await context.target();
    const input = readPortable(flags);
    const { protocol } = input.fields;
    const noun = protocol === undefined ? undefined : target.provider.nounFor(protocol);
    if (noun === undefined || noun === null) throw noForm(target.provider, input);
    const form = target.provider.form(noun, 'create');
    const change = portableChange(target.provider, form, input, input.fields, 'flags');
    return runCreate(context, target, change, {
      preflight: flags['no-preflight'] !== true,
      start: flags['start'] === true,
    });
  },
};

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
  const known = FIELDS.protocol.type.values.filter(
    (protocol) => provider.nounFor(protocol) !== null,
  );
  const unknown: Violation[] =
    fields.protocol === undefined
      ? []
      : [
          {
            rule: `${provider.id}/protocol-values`,
            severity: 'error',
            fields: ['protocol'],
            flags: ['--protocol'],
            message: `--protocol must be ${alternatives(known)} on ${provider.id}, not ${fields.protocol}`,
            source: provider.title,
          },
        ];
  return violationFailure([...violations, ...missing, ...unknown], provider.id);
}
