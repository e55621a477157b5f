import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nativeLabels } from '../../src/model/labels.ts';
import type { ParameterValue } from '../../src/model/parameter.ts';
import type { OperationVerb } from '../../src/model/rule.ts';
import { validate, validateAgainst } from '../../src/model/validate.ts';
import { provider as elb } from '../../src/providers/elb/index.ts';
import { provider as elbv3 } from '../../src/providers/elbv3/index.ts';
import { provider as octavia } from '../../src/providers/octavia/index.ts';
import type { Provider } from '../../src/providers/provider.ts';
import { provider as slb } from '../../src/providers/slb/index.ts';

/* Validation of arbitrary values. LBCTL_FUZZ_RUNS=1000000 makes it a long run. */
const RUNS = Number(process.env['LBCTL_FUZZ_RUNS'] ?? 2000);

const FORMS: readonly (readonly [string, Provider, string, OperationVerb])[] = [
  elb,
  elbv3,
  octavia,
  slb,
].flatMap((provider: Provider) =>
  provider.nouns.flatMap(({ noun, verbs }) =>
    (['create', 'update'] as const)
      .filter((verb) => verbs.includes(verb))
      .map((verb) => [`${provider.id} ${noun} ${verb}`, provider, noun, verb] as const),
  ),
);

const FACTS = [
  {},
  {
    network: 'private',
    performance: 'shared',
    paidBandwidth: 5,
    listeners: [{ protocol: 'tcp', port: 80, ref: 'r' }],
  },
] as const;

describe('validation of arbitrary values', () => {
  it.each(FORMS)('%s never throws, and reports nothing twice', (_, provider, noun, verb) => {
    const operation = provider.operation(noun, verb);
    const known = operation.parameters.flatMap(({ type }): ParameterValue[] => {
      if (type.kind === 'choice') return [...type.values, ...(type.wider?.values ?? [])];
      return type.kind === 'integer'
        ? [type.min, type.max, type.min - 1, type.max + 1, type.also ?? 0]
        : [];
    });
    const value: fc.Arbitrary<ParameterValue> = fc.oneof(
      fc.constantFrom<ParameterValue>(...known, '', null, true, false, -1, 0, 'on', 'off'),
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.double(),
      fc.array(fc.string({ maxLength: 5 }), { maxLength: 3 }),
      fc.dictionary(fc.string({ maxLength: 5 }), fc.string({ maxLength: 5 }), { maxKeys: 3 }),
    );
    const names = operation.parameters.map(({ name }) => name);
    const values = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 12 });
    fc.assert(
      fc.property(values, fc.constantFrom(...FACTS), (given, facts) => {
        const labels = nativeLabels(operation.parameters, given);
        const draft = { operation, values: given, given: new Set(Object.keys(given)), labels };
        const found = [...validate(provider, draft), ...validateAgainst(provider, draft, facts)];
        const said = found.map(({ rule, message }) => `${rule} ${message}`);
        expect(new Set(said).size).toBe(said.length);
        expect(found.every(({ message, source }) => message !== '' && source !== '')).toBe(true);
      }),
      { numRuns: Math.ceil(RUNS / FORMS.length) },
    );
  });
});
