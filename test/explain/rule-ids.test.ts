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

const ROOT = fileURLToPath(new URL('../../src', import.meta.url));
const SOURCES = new Map(
  readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => [name, readFileSync(join(ROOT, name), 'utf8')] as const),
);

/** The clouds whose refusals a file has: its own, or those that import it, or all. */
function cloudsOf(name: string): readonly string[] {
  const [, folder = ''] = /^providers\/(?:(\w+)\/)?/.exec(name) ?? [];
  if (PROVIDER_IDS.some((id) => id === folder)) return [folder];
  const shared = name.replace(/^providers\//, '');
  const users = PROVIDER_IDS.filter((id) =>
    [...SOURCES].some(
      ([other, text]) => other.startsWith(`providers/${id}/`) && text.includes(`/${shared}'`),
    ),
  );
  return users.length === 0 ? PROVIDER_IDS : users;
}

const ownIds = [...SOURCES].flatMap(([name, text]) =>
  [...text.matchAll(/'((?:manifest|copy|listener)\/[\w-]+)'/g)].map(
    ([, id = '']) => [name, id] as const,
  ),
);

const refusals = [...SOURCES].flatMap(([name, text]) =>
  [...text.matchAll(/new Refusal\(\s*'([\w-]+)'/g)].map(
    ([, id = '']) => [name, id, cloudsOf(name).map((cloud) => `${cloud}/${id}`)] as const,
  ),
);

describe('ids that are written in the sources', () => {
  it.each(ownIds)('%s: %s', (_, id) => {
    expect(known).toContain(id);
  });

  // What the rows of a cloud do not make possible, it never refuses.
  it.each(refusals)('%s: %s of a cloud that uses it', (name, _, ids) => {
    const found = ids.filter((id) => known.has(id));
    expect(found).toEqual(name === 'providers/codecs.ts' ? ['slb/not-on-this-protocol'] : ids);
    expect(found.length).toBeGreaterThan(0);
  });
});

/* However a listener is written, a problem has the same id. */
describe('one problem has one id', () => {
  const slb = { loadBalancer: 'lb-1', protocol: 'tcp', port: 22, bandwidth: 5 };
  const SLB = { LoadBalancerId: 'lb-1', ListenerPort: 22, Bandwidth: 5 };
  const elb = { name: 'web', protocol: 'tcp', port: 22, algorithm: 'round-robin' };
  const ELB = {
    name: 'web',
    protocol: 'TCP',
    port: 22,
    lb_algorithm: 'roundrobin',
    backend_protocol: 'TCP',
  };

  it.each([
    [
      'slb tcp-listener',
      'missing',
      { ...slb, port: undefined },
      { ...SLB, ListenerPort: undefined },
    ],
    [
      'slb tcp-listener',
      'out of range',
      { ...slb, port: 70_000 },
      { ...SLB, ListenerPort: 70_000 },
    ],
    [
      'slb tcp-listener',
      'too short',
      { ...slb, idleTimeout: 5 },
      { ...SLB, EstablishedTimeout: 5 },
    ],
    ['slb tcp-listener', 'a warning', { ...slb, bandwidth: 6000 }, { ...SLB, Bandwidth: 6000 }],
    ['elb listener', 'missing', { ...elb, name: undefined }, { ...ELB, name: undefined }],
    ['elb listener', 'out of range', { ...elb, port: 0 }, { ...ELB, port: 0 }],
  ])('%s: %s', async (noun, _, portable, native) => {
    const [provider = ''] = noun.split(' ');
    const dry = ['--dry-run', '--no-preflight', '--no-input'];
    const create = [...noun.split(' '), 'create', ...dry];
    const listeners = [{ provider, ...portable }];
    const [first, ...others] = await Promise.all([
      rules(['listener', 'create', ...dry, ...flags({ provider, ...portable })]),
      rules([...create, ...flags(native)]),
      rules([...create, '--from-file', '-'], JSON.stringify(native)),
      rules(['listener', 'validate', '-f', '-'], JSON.stringify({ listeners })),
    ]);
    expect(first?.length).toBeGreaterThan(0);
    expect(others).toEqual([first, first, first]);
  });

  function flags(values: object): readonly string[] {
    return Object.entries(values).flatMap(([name, value]) =>
      value === undefined ? [] : [`--${kebab(name)}`, String(value)],
    );
  }

  function kebab(name: string): string {
    const words = name.replace(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`);
    return words.replaceAll('_', '-').toLowerCase();
  }

  async function rules(argv: readonly string[], stdin = ''): Promise<readonly string[]> {
    const { stderr } = await run([...argv, '--strict', '-o', 'json'], { env, stdin });
    const { violations } = JSON.parse(stderr).error;
    return violations.map(({ rule }: { rule: string }) => rule).sort();
  }
});

describe('lbctl explain', () => {
  it.each([
    ['state', 'running, stopped'],
    ['acceptWarnings', 'rule ids'],
    ['healthCheck', 'healthCheck.interval (--health-check-interval)'],
  ])('explains %s', async (word, text) => {
    const { code, stdout } = await run(['explain', word], { env });
    expect(code).toBe(0);
    expect(stdout).toContain(text);
  });

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
