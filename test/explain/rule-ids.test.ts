import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { everything, furtherRules } from '../../src/explain/explain.ts';
import { nativeLabels } from '../../src/model/labels.ts';
import type { Parameter, ParameterValue, Values } from '../../src/model/parameter.ts';
import { validate } from '../../src/model/validate.ts';
import { PROVIDER_IDS, PROVIDERS } from '../../src/providers/registry.ts';
import { homeEnv, run, scratch } from '../program.ts';

/* Every rule id that a message can show is known to `lbctl explain`. */

const known = new Set(
  [...(await everything()).rules, ...(await furtherRules())].map(({ rule }) => rule),
);
const providers = await Promise.all(PROVIDER_IDS.map((id) => PROVIDERS[id].load()));
const env = homeEnv(scratch());

/** Values that are wrong in some way for some type. */
const WRONG: readonly ParameterValue[] = [
  '',
  'no such value \u0001',
  'x'.repeat(5000),
  -7,
  0,
  9_999_999,
  5001,
  true,
  [],
  [''],
  ['no such item', 'x'.repeat(5000)],
  { '': 'x' },
  { 'aliyun-x': 'y' },
  null,
];

function idsOf(row: Parameter, noun: string, verb: 'create' | 'update'): readonly string[] {
  return providers.flatMap((provider) => {
    if (!provider.nouns.some((one) => one.noun === noun && one.verbs.includes(verb))) return [];
    const operation = provider.operation(noun, verb);
    if (!operation.parameters.includes(row)) return [];
    return WRONG.flatMap((value) => {
      const values: Values = value === null ? {} : { [row.name]: value };
      const labels = nativeLabels(operation.parameters, values);
      const draft = { operation, values, given: new Set([row.name]), labels };
      return validate(provider, draft).map(({ rule }) => rule);
    });
  });
}

describe.each(providers.map((provider) => [provider.id, provider] as const))(
  '%s',
  (_, provider) => {
    it.each(
      provider.nouns.flatMap(({ noun, verbs }) =>
        (['create', 'update'] as const)
          .filter((verb) => verbs.includes(verb))
          .map((verb) => [noun, verb] as const),
      ),
    )('the ids of %s %s', (noun, verb) => {
      const { parameters } = provider.operation(noun, verb);
      const shown = new Set(parameters.flatMap((row) => idsOf(row, noun, verb)));
      expect(shown.size).toBeGreaterThan(20);
      expect([...shown].filter((id) => !known.has(id))).toEqual([]);
    });
  },
);

/** Ids that are written in the sources, of refusals and of rules of the program itself. */
function literalIds(): readonly (readonly [string, string])[] {
  const root = fileURLToPath(new URL('../../src', import.meta.url));
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
  return files
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => {
      const text = readFileSync(join(root, name), 'utf8');
      const own = [...text.matchAll(/'((?:manifest|copy|listener)\/[\w-]+)'/g)];
      const refused = [...text.matchAll(/new Refusal\(\s*'([\w-]+)'/g)];
      const provider = /^providers\/(\w+)\//.exec(name)?.[1];
      return [
        ...own.map(([, id = '']) => [name, id] as const),
        ...refused.flatMap(([, id = '']) =>
          (provider === undefined ? [] : [provider]).map((one) => [name, `${one}/${id}`] as const),
        ),
      ];
    });
}

it.each(
  literalIds().filter(
    ([, id]) =>
      PROVIDER_IDS.some((one) => id.startsWith(`${one}/`)) ||
      /^(manifest|copy|listener)\//.test(id),
  ),
)('%s: %s', (_, id) => {
  expect(known).toContain(id);
});

describe('lbctl explain', () => {
  it.each([
    'slb/load-balancer-id-required',
    'elb/port-range',
    'listener/protocol-value',
    'manifest/unknown-key',
    'elb/from-file',
    'elb/gzip-unsupported',
    'slb/sticky-session-on-udp',
    'elb/protocol-values',
  ])('knows %s', async (id) => {
    const { code, stdout } = await run(['explain', id], { env });
    expect(code).toBe(0);
    expect(stdout).toContain(id);
  });

  it('still refuses what is not there, with a suggestion', async () => {
    const { code, stderr } = await run(['explain', 'manifest/unknown-kee'], { env });
    expect(code).toBe(4);
    expect(stderr).toContain('did you mean manifest/unknown-key');
  });
});
